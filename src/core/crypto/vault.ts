import { createCipheriv, createDecipheriv, createHmac, randomFillSync } from "node:crypto";
import type { DataKey, KeyRing } from "./key-ring.ts";

/** Personal data at rest: AES-256-GCM under a versioned key, and keyed hashes of what must be found exactly. */
export interface Vault {
  seal(plain: string): string;
  /** Throws when the key is not the one the text was sealed under, or the text was changed. */
  open(sealed: string): string;
  sealBytes(plain: Buffer): Buffer;
  openBytes(sealed: Buffer): Buffer;
  /** Keyed hash for exact look-ups; `purpose` keeps equal values of different columns apart. */
  hash(purpose: string, value: string): string;
}

const ivBytes = 12;
const tagBytes = 16;
const idBytes = 4;

/** Random bytes cost more to ask for than to make, so they come by the thousand; each is used once. */
const pool = Buffer.alloc(ivBytes * 500);
let used = pool.length;

const freshIv = (): Buffer => {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += ivBytes;
  return Buffer.from(pool.subarray(used - ivBytes, used));
};

/** Sealed bytes: key id (4) · iv (12) · tag (16) · ciphertext. */
export const createVault = (keys: KeyRing): Vault => {
  const sealBytes = (plain: Buffer): Buffer => {
    const iv = freshIv();
    const cipher = createCipheriv("aes-256-gcm", keys.current.secret, iv);
    const body = Buffer.concat([cipher.update(plain), cipher.final()]);
    return Buffer.concat([Buffer.from(keys.current.id, "hex"), iv, cipher.getAuthTag(), body]);
  };

  const openBytes = (sealed: Buffer): Buffer => {
    const key = keyOf(keys, sealed);
    const decipher = createDecipheriv("aes-256-gcm", key.secret, sealed.subarray(idBytes, idBytes + ivBytes));
    decipher.setAuthTag(sealed.subarray(idBytes + ivBytes, idBytes + ivBytes + tagBytes));
    return Buffer.concat([decipher.update(sealed.subarray(idBytes + ivBytes + tagBytes)), decipher.final()]);
  };

  return {
    sealBytes,
    openBytes,
    seal: (plain) => sealBytes(Buffer.from(plain)).toString("base64url"),
    open: (sealed) => openBytes(Buffer.from(sealed, "base64url")).toString(),
    hash: (purpose, value) =>
      createHmac("sha256", keys.hashKey)
        .update(purpose)
        .update("\0")
        .update(value)
        .digest("base64url")
        .slice(0, 27),
  };
};

const keyOf = (keys: KeyRing, sealed: Buffer): DataKey => {
  const id = sealed.subarray(0, idBytes).toString("hex");
  const key = keys.byId.get(id);
  if (!key)
    throw new Error(`the data was sealed under key ${id}, which DOMOVOY_KEY does not have; add it back`);
  return key;
};
