/** Tells a spreadsheet that the text is UTF-8. */
const byteOrderMark = "\ufeff";

/** A table that a spreadsheet opens. */
export const csvTable = (rows: readonly (readonly string[])[]): Buffer =>
  Buffer.from(`${byteOrderMark}${rows.map((cells) => cells.map(cell).join(";")).join("\r\n")}\r\n`);

/** Quoted; what a spreadsheet would take for a formula is text. */
const cell = (text: string): string =>
  `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
