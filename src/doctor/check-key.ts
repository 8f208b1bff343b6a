import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { createKeyRing, parseKeys } from "../core/crypto/key-ring.ts";
import { createVault, type Vault } from "../core/crypto/vault.ts";
import type { Database } from "../database/db.ts";
import { type Check, type Finding, fault, ok, warning } from "./finding.ts";
import type { Patient } from "./patient.ts";

/** Whether the key is there, and opens what is stored. Makes no key file. */
export const checkKey: Check = async ({ config, database }) => {
  const held = keysOf(config);
  if (!held.ok) {
    const stored = database && (await sealedSamples(database)).length > 0;
    return stored
      ? [
          fault(
            "key",
            held.text,
            "set DOMOVOY_KEY to the key that the data was written with; it can't be made anew",
          ),
        ]
      : [warning("key", held.text, "the first start makes one; or set DOMOVOY_KEY: openssl rand -base64 32")];
  }
  if (!database) return [...held.findings, ok("key", `${held.from} is a key; nothing to try it on`)];
  return [...held.findings, await tryKey(createVault(createKeyRing(held.keys)), database, held.from)];
};

type HeldKeys = { ok: true; keys: Buffer[]; from: string; findings: Finding[] } | { ok: false; text: string };

const keysOf = ({ keys, database }: Patient["config"]): HeldKeys => {
  if (keys) return { ok: true, keys, from: "DOMOVOY_KEY", findings: [] };
  if (database.provider !== "sqlite") return { ok: false, text: "DOMOVOY_KEY is not set" };
  const path = join(dirname(database.path), "domovoy.key");
  if (!existsSync(path)) return { ok: false, text: `there is neither DOMOVOY_KEY nor ${path}` };
  try {
    const findings = (statSync(path).mode & 0o077) === 0 ? [] : [readable(path)];
    return { ok: true, keys: parseKeys(readFileSync(path, "utf8")), from: path, findings };
  } catch (error) {
    return {
      ok: false,
      text: `${path} holds no key (${error instanceof Error ? error.message : String(error)})`,
    };
  }
};

const readable = (path: string): Finding =>
  warning("key-file", `others on this machine can read ${path}`, `chmod 600 ${path}`);

const tryKey = async (vault: Vault, database: Database, from: string): Promise<Finding> => {
  const samples = await sealedSamples(database);
  if (samples.length === 0) return ok("key", `${from} is a key; nothing is sealed yet`);
  for (const sealed of samples) {
    try {
      vault.open(sealed);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      return fault("key", `${from} does not open what is stored`, why);
    }
  }
  return ok("key", `${from} opens what is stored`);
};

/** The oldest and the newest name: through a rotation they are under different keys. */
const sealedSamples = async ({ read }: Database): Promise<string[]> => {
  const select = { nameSealed: true } as const;
  const [oldest, newest] = await Promise.all([
    read.person.findFirst({ orderBy: { createdAt: "asc" }, select }),
    read.person.findFirst({ orderBy: { createdAt: "desc" }, select }),
  ]);
  return [oldest, newest].flatMap((row) => (row ? [row.nameSealed] : []));
};
