const hex = (unit: number): string => unit.toString(16).padStart(4, "0");

/** UTF-16, as PDF writes text. */
const units = (points: readonly number[]): string => {
  const text = String.fromCodePoint(...points);
  return Array.from({ length: text.length }, (_, at) => hex(text.charCodeAt(at))).join("");
};

/** Lines that a block may have. */
const mostLines = 100;

/**
 * What characters the numbered glyphs of a font stand for, so that a document can be searched in and copied from:
 * a ToUnicode map, ISO 32000-1, 9.10.3.
 */
export const glyphMeanings = (characters: readonly (readonly number[])[]): string => {
  const meant = characters.flatMap((points, number) =>
    points.length === 0 ? [] : [`<${hex(number)}> <${units(points)}>`],
  );
  const blocks = Array.from({ length: Math.ceil(meant.length / mostLines) }, (_, at) =>
    meant.slice(at * mostLines, (at + 1) * mostLines),
  );
  return [
    "/CIDInit /ProcSet findresource begin",
    "12 dict begin",
    "begincmap",
    "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
    "/CMapName /Adobe-Identity-UCS def",
    "/CMapType 2 def",
    "1 begincodespacerange",
    "<0000> <ffff>",
    "endcodespacerange",
    ...blocks.flatMap((lines) => [`${lines.length} beginbfchar`, ...lines, "endbfchar"]),
    "endcmap",
    "CMapName currentdict /CMap defineresource pop",
    "end",
    "end",
  ].join("\n");
};
