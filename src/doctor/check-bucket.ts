import { randomBytes } from "node:crypto";
import { openFileStore } from "../adapters/files/open-file-store.ts";
import { s3Place } from "../adapters/files/s3-config.ts";
import { S3Fault } from "../adapters/files/s3-fault.ts";
import type { ListedFileStore } from "../core/files/file-store.ts";
import { type Check, fault, ok } from "./finding.ts";

/** Whether the bucket takes, gives back and removes a file, and tells what it holds; leaves nothing behind. */
export const checkBucket: Check = async ({ config: { files } }) => {
  if (files.kind !== "s3") return [];
  const store = await openFileStore(files);
  const address = `doctor-${randomBytes(12).toString("hex")}`;
  const bytes = randomBytes(64);
  try {
    await store.put(address, bytes);
    const same = await comesBack(store, address, bytes);
    if (same) return [ok("files-s3", `${s3Place(files)} can be written to and read`)];
    return [
      fault(
        "files-s3",
        `${s3Place(files)} gave back other bytes`,
        "ask whoever runs the store; use another until then",
      ),
    ];
  } catch (error) {
    if (error instanceof S3Fault) return [fault("files-s3", error.text, error.remedy)];
    throw error;
  }
};

const comesBack = async (store: ListedFileStore, address: string, bytes: Buffer): Promise<boolean> => {
  try {
    for await (const _ of store.addresses()) break;
    return bytes.equals(await store.get(address));
  } finally {
    await store.remove(address);
  }
};
