/** At most so many characters, the last one an ellipsis where something was left out. */
export const cut = (text: string, max: number): string =>
  text.length <= max ? text : `${text.slice(0, wholeBefore(text, max - 1)).trimEnd()}…`;

/** The text in pieces that `fits` accepts, parted between lines or words where possible. */
export const pieces = (text: string, max: number, fits: (piece: string) => boolean): string[] => {
  if (text.length <= max && fits(text)) return text.trim() ? [text] : [];
  const room = Math.min(max, Math.floor(text.length * 0.9));
  const end = partingPlace(text, Math.max(1, room));
  return [
    ...pieces(text.slice(0, end).trimEnd(), max, fits),
    ...pieces(text.slice(end).trimStart(), max, fits),
  ];
};

const partingPlace = (text: string, max: number): number => {
  const line = text.lastIndexOf("\n", max);
  if (line > max / 2) return line;
  const space = text.lastIndexOf(" ", max);
  return space > max / 2 ? space : wholeBefore(text, max);
};

/** Never in the middle of a surrogate pair. */
const wholeBefore = (text: string, end: number): number => {
  const code = text.charCodeAt(end - 1);
  return end > 1 && code >= 0xd800 && code <= 0xdbff ? end - 1 : end;
};
