import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseKeys } from "./core/crypto/key-ring.ts";

/** The key for data at rest where DOMOVOY_KEY is not set: a file beside the SQLite database, made on first use. */
export const keyFromFile = (databasePath: string): { keys: Buffer[]; path: string; made: boolean } => {
  const path = join(dirname(databasePath), "domovoy.key");
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  let made = false;
  try {
    writeFileSync(path, `${randomBytes(32).toString("base64")}\n`, { flag: "wx", mode: 0o600 });
    made = true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  return { keys: parseKeys(readFileSync(path, "utf8")), path, made };
};
