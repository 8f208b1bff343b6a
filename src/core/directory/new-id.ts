import { randomUUID } from "node:crypto";

let lastAt = 0;
let counter = 0;

/**
 * A UUID of version 7 (RFC 9562), as the database makes them: rows written in bulk need their ids beforehand. Those of
 * one process and moment grow (method 1 of section 6.2), so that they sort as they were made. Its random part is that of
 * a random UUID, which Node makes from a pool.
 */
export const newId = (now: Date): string => {
  const at = now.getTime();
  counter = at === lastAt ? (counter + 1) & 0xfff : 0;
  lastAt = at;
  const time = at.toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${counter.toString(16).padStart(3, "0")}${randomUUID().slice(18)}`;
};
