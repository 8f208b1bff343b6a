import { createHash, hkdfSync } from "node:crypto";

/** The keys that data at rest is sealed under: the first seals, all open. */
export interface KeyRing {
  current: DataKey;
  byId: ReadonlyMap<string, DataKey>;
  /** Stays the oldest key's through a rotation, so that hashed columns need not be written anew. */
  hashKey: Buffer;
}

export interface DataKey {
  id: string;
  secret: Buffer;
}

const keyBytes = 32;

/**
 * Reads DOMOVOY_KEY: 32 bytes as hex or base64; several, newest first, separated by commas, while keys are rotated.
 * Throws with what is wrong about which one.
 */
export const parseKeys = (value: string): Buffer[] =>
  value.split(",").map((part, index) => {
    const text = part.trim();
    const bytes = /^[0-9a-f]{64}$/i.test(text) ? Buffer.from(text, "hex") : Buffer.from(text, "base64");
    if (bytes.length !== keyBytes) {
      throw new Error(
        `key ${index + 1} has ${bytes.length} bytes instead of 32; make one with: openssl rand -base64 32`,
      );
    }
    return bytes;
  });

export const createKeyRing = (keys: readonly Buffer[]): KeyRing => {
  const [current, ...older] = keys.map((key) => ({ id: keyId(key), secret: derive(key, "data") }));
  const oldest = keys.at(-1);
  if (!current || !oldest) throw new Error("a key ring needs a key: set DOMOVOY_KEY");
  return {
    current,
    byId: new Map([current, ...older].map((key) => [key.id, key])),
    hashKey: derive(oldest, "hash"),
  };
};

const keyId = (key: Buffer): string =>
  createHash("sha256").update("domovoy key id").update(key).digest("hex").slice(0, 8);

const derive = (key: Buffer, purpose: string): Buffer =>
  Buffer.from(hkdfSync("sha256", key, Buffer.alloc(0), `domovoy ${purpose}`, keyBytes));
