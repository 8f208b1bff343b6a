import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { createKeyRing } from "../core/crypto/key-ring.ts";
import { BackupFault } from "./backup-fault.ts";
import { byteReader } from "./byte-reader.ts";

/*
 * magic (7) · version (1) · key id (4) · salt (16) · nonce prefix (7), then pieces of 256 KiB, each sealed with
 * AES-256-GCM and followed by its tag (16). A nonce is the prefix, the piece's number (4) and whether it is the last
 * (1): pieces that are missing, moved, repeated or cut off do not open. The header is authenticated by every piece.
 */
const magic = Buffer.from("DOMOVOY");
const version = 1;
const pieceSize = 256 * 1024;
const tagSize = 16;
const headerSize = magic.length + 1 + 4 + 16 + 7;

/** The name of a key, the same that sealed columns carry. */
export const keyId = (key: Buffer): string => createKeyRing([key]).current.id;

const pieceKey = (key: Buffer, salt: Buffer): Buffer =>
  Buffer.from(hkdfSync("sha256", key, salt, "domovoy backup", 32));

const nonce = (prefix: Buffer, number: number, last: boolean): Buffer => {
  const tail = Buffer.alloc(5);
  tail.writeUInt32BE(number);
  tail[4] = last ? 1 : 0;
  return Buffer.concat([prefix, tail]);
};

/** Encrypts a stream under a 32-byte key. */
export async function* seal(plain: AsyncIterable<Uint8Array>, key: Buffer): AsyncGenerator<Buffer> {
  const salt = randomBytes(16);
  const prefix = randomBytes(7);
  const header = Buffer.concat([magic, Buffer.of(version), Buffer.from(keyId(key), "hex"), salt, prefix]);
  const secret = pieceKey(key, salt);
  yield header;

  const reader = byteReader(plain);
  let piece = await reader.take(pieceSize);
  for (let number = 0; ; number += 1) {
    const next = await reader.take(pieceSize);
    const last = next.length === 0;
    const cipher = createCipheriv("aes-256-gcm", secret, nonce(prefix, number, last)).setAAD(header);
    yield Buffer.concat([cipher.update(piece), cipher.final(), cipher.getAuthTag()]);
    if (last) return;
    piece = next;
  }
}

const keyFor = (header: Buffer, keys: readonly Buffer[]): Buffer => {
  if (header.length < headerSize || !header.subarray(0, magic.length).equals(magic)) {
    throw new BackupFault("archive-unknown", "This file is not a backup of Domovoy; check the path.");
  }
  if (header[magic.length] !== version) {
    throw new BackupFault(
      "archive-unknown",
      "This backup was made by a newer version; restore it with that version.",
    );
  }
  const id = header.subarray(magic.length + 1, magic.length + 5).toString("hex");
  const key = keys.find((candidate) => keyId(candidate) === id);
  if (key !== undefined) return key;
  const present = keys.map(keyId).join(", ");
  throw new BackupFault(
    "wrong-key",
    `This backup was made under key ${id}, and DOMOVOY_KEY holds ${present}; set the key that was in use then.`,
  );
};

/** Decrypts what `seal` made, with whichever of the keys it was made under; gives nothing that was tampered with. */
export async function* unseal(
  sealed: AsyncIterable<Uint8Array>,
  keys: readonly Buffer[],
): AsyncGenerator<Buffer> {
  const reader = byteReader(sealed);
  try {
    const header = await reader.take(headerSize);
    const key = keyFor(header, keys);
    const secret = pieceKey(key, header.subarray(magic.length + 5, magic.length + 21));
    const prefix = header.subarray(headerSize - 7);
    let piece = await reader.take(pieceSize + tagSize);
    for (let number = 0; ; number += 1) {
      const next = await reader.take(pieceSize + tagSize);
      const last = next.length === 0;
      yield open(secret, nonce(prefix, number, last), header, piece);
      if (last) return;
      piece = next;
    }
  } finally {
    await reader.close();
  }
}

const open = (secret: Buffer, iv: Buffer, header: Buffer, piece: Buffer): Buffer => {
  try {
    const decipher = createDecipheriv("aes-256-gcm", secret, iv, { authTagLength: tagSize }).setAAD(header);
    decipher.setAuthTag(piece.subarray(-tagSize));
    return Buffer.concat([decipher.update(piece.subarray(0, -tagSize)), decipher.final()]);
  } catch (error) {
    throw new BackupFault(
      "archive-damaged",
      "The backup is cut short or was changed; nothing was restored. Copy it again from where it is kept, or take another.",
      error,
    );
  }
};
