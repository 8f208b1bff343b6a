/** Where bytes are put aside while a state is written as JSON, by a name that follows from their content. */
export interface Blobs {
  put(bytes: Buffer): string;
  get(name: string): Buffer;
}

/** JSON of plain objects that may also hold Map, Set and Buffer; bytes go to the blobs. */
export const encodeState = (state: unknown, blobs: Blobs): string => JSON.stringify(toPlain(state, blobs));

/** The state again, Maps, Sets and Buffers included. */
export const decodeState = (text: string, blobs: Blobs): unknown =>
  JSON.parse(text, (_key, value: unknown) => {
    if (typeof value !== "object" || value === null) return value;
    if ("$map" in value && Array.isArray(value.$map)) return new Map(value.$map as [unknown, unknown][]);
    if ("$set" in value && Array.isArray(value.$set)) return new Set(value.$set as unknown[]);
    if ("$blob" in value && typeof value.$blob === "string") return blobs.get(value.$blob);
    return value;
  });

const toPlain = (value: unknown, blobs: Blobs): unknown => {
  if (typeof value !== "object" || value === null) return value;
  if (Buffer.isBuffer(value)) return { $blob: blobs.put(value) };
  if (value instanceof Map)
    return { $map: [...value].map(([key, item]) => [toPlain(key, blobs), toPlain(item, blobs)]) };
  if (value instanceof Set) return { $set: [...value].map((item) => toPlain(item, blobs)) };
  if (Array.isArray(value)) return value.map((item) => toPlain(item, blobs));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toPlain(item, blobs)]));
};
