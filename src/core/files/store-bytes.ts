import { createHash } from "node:crypto";
import type { Vault } from "../crypto/vault.ts";
import type { FileStore } from "./file-store.ts";

/** Keeps bytes sealed, the same ones once; resolves to their address. */
export const storeBytes = async (vault: Vault, store: FileStore, bytes: Buffer): Promise<string> => {
  // Keyed, so that nobody can tell from the folder whether it holds a file they know.
  const address = vault.hash("file", createHash("sha256").update(bytes).digest("hex"));
  if (!(await store.has(address))) await store.put(address, vault.sealBytes(bytes));
  return address;
};
