import { badRequest, type Refusal } from "../refusal.ts";

/** A tag as written: its name, what matters of its attributes, where it began. */
export interface StartTag {
  name: string;
  attributes: Map<string, string>;
  /** Position in the source. */
  begin: number;
  /** Position behind `>`. */
  end: number;
}

const named: Record<string, string> = { lt: "<", gt: ">", amp: "&", quot: '"' };

/** "can't parse entities: … at byte offset n", the offset counted in UTF-8 bytes. */
export function htmlError(source: string, text: string, position?: number): Refusal {
  const where =
    position === undefined ? "" : ` at byte offset ${Buffer.byteLength(source.slice(0, position))}`;
  return badRequest(`can't parse entities: ${text}${where}`);
}

/** Decodes `&name;` or `&#number;` at a position; null when it is none and stays as it is. */
export function decodeEntity(source: string, at: number): { text: string; end: number } | null {
  const match = /^&(?:#(?:x([0-9a-f]{1,6})|([0-9]{1,7}))|(lt|gt|amp|quot)\b);?/i.exec(
    source.slice(at, at + 12),
  );
  if (!match) return null;
  const [whole, hex, decimal, name] = match;
  if (name) return { text: named[name.toLowerCase()] ?? "", end: at + whole.length };
  const code = hex ? Number.parseInt(hex, 16) : Number(decimal);
  if (code === 0 || code > 0x10ffff) return null;
  return { text: String.fromCodePoint(code), end: at + whole.length };
}

/** Reads a start tag at `<`; refuses as the platform does when it is malformed. */
export function readStartTag(
  source: string,
  begin: number,
  isSupported: (name: string) => boolean,
): StartTag {
  let i = begin + 1;
  while (i < source.length && !/[\s>]/.test(source.charAt(i))) i += 1;
  if (i >= source.length) throw htmlError(source, "Unclosed start tag", begin);
  const name = source.slice(begin + 1, i).toLowerCase();
  if (!isSupported(name)) throw htmlError(source, `Unsupported start tag "${name}"`, begin);
  const attributes = new Map<string, string>();
  for (;;) {
    i = skipBlanks(source, i);
    if (source.charAt(i) === ">") return { name, attributes, begin, end: i + 1 };
    const read = readAttribute(source, i, name, begin);
    attributes.set(read.key, read.value);
    i = read.end;
    if (i >= source.length) throw htmlError(source, `Unclosed start tag "${name}"`, begin);
  }
}

function readAttribute(
  source: string,
  start: number,
  tag: string,
  begin: number,
): { key: string; value: string; end: number } {
  let i = start;
  while (i < source.length && !/[\s=>/"']/.test(source.charAt(i))) i += 1;
  const key = source.slice(start, i);
  if (key === "") throw htmlError(source, `Empty attribute name in the tag "${tag}"`, begin);
  i = skipBlanks(source, i);
  if (source.charAt(i) !== "=") return { key, value: "", end: i };
  i = skipBlanks(source, i + 1);
  if (i >= source.length) throw htmlError(source, "Unclosed start tag", begin);
  const quote = source.charAt(i);
  if (quote === '"' || quote === "'") return { key, ...readQuoted(source, i + 1, quote) };
  const from = i;
  while (/[\p{L}\p{N}.-]/u.test(source.charAt(i))) i += 1;
  if (!/[\s>]/.test(source.charAt(i))) throw htmlError(source, "Unexpected end of name token", from);
  return { key, value: source.slice(from, i).toLowerCase(), end: i };
}

function readQuoted(source: string, start: number, quote: string): { value: string; end: number } {
  let i = start;
  let value = "";
  while (i < source.length && source.charAt(i) !== quote) {
    const decoded = source.charAt(i) === "&" ? decodeEntity(source, i) : null;
    value += decoded ? decoded.text : source.charAt(i);
    i = decoded ? decoded.end : i + 1;
  }
  return { value, end: i + 1 };
}

function skipBlanks(source: string, at: number): number {
  let i = at;
  while (i < source.length && /\s/.test(source.charAt(i))) i += 1;
  return i;
}
