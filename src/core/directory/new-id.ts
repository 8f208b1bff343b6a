import { randomBytes } from "node:crypto";

const idBytes = 16;
/** The system is asked for randomness once for so many ids: a register's import makes 50,000. */
const idsAtOnce = 256;
let pool = Buffer.alloc(0);

const freshBytes = (): Buffer => {
  if (pool.length < idBytes) pool = randomBytes(idBytes * idsAtOnce);
  const bytes = pool.subarray(0, idBytes);
  pool = pool.subarray(idBytes);
  return bytes;
};

let lastAt = 0;
let counter = 0;

/**
 * A UUID of version 7 (RFC 9562), as the database makes them: rows written in bulk need their ids beforehand. Those of
 * one process and moment grow (method 1 of section 6.2), so that they sort as they were made.
 */
export const newId = (now: Date): string => {
  const bytes = freshBytes();
  const at = now.getTime();
  counter = at === lastAt ? (counter + 1) & 0xfff : 0;
  lastAt = at;
  bytes.writeUIntBE(at, 0, 6);
  bytes.writeUInt16BE(0x7000 | counter, 6);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
};
