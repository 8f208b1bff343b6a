/** Whole numbers that don't fit JSON's, as texts with a mark, so that they come back as they were. */
const mark = "#";

/** Ids, days and words of our own: nothing in them has to be escaped. */
const bare = /^[\w:. -]*$/;

/** JSON with whole numbers of any length as marked texts, in one pass: a month has a million of them. */
export const toMarkedJson = (value: unknown): string => {
  if (typeof value === "bigint") return `"${mark}${value}"`;
  if (typeof value === "string") return bare.test(value) ? `"${value}"` : JSON.stringify(value);
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(toMarkedJson).join(",")}]`;
  let text = "{";
  for (const name in value) {
    const part = (value as Record<string, unknown>)[name];
    if (part !== undefined) text += `${text === "{" ? "" : ","}"${name}":${toMarkedJson(part)}`;
  }
  return `${text}}`;
};

/** What `toMarkedJson` wrote. */
export const fromMarkedJson = (json: string): unknown =>
  JSON.parse(json, (_key, value: unknown) =>
    typeof value === "string" && value.startsWith(mark) && /^#-?\d+$/.test(value)
      ? BigInt(value.slice(1))
      : value,
  );
