import { randomUUID } from "node:crypto";

/**
 * A UUID of version 7 (RFC 9562), as the database makes them: rows written in bulk need their ids beforehand. Its random
 * part is that of a random UUID, which Node makes from a pool.
 */
export const newId = (now: Date): string => {
  const time = now.getTime().toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
};
