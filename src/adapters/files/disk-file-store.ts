import { randomBytes } from "node:crypto";
import { access, mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { FileStore } from "../../core/files/file-store.ts";

/** Files in a folder, spread over sub-folders; each appears whole or not at all. */
export const diskFileStore = (folder: string): FileStore => {
  const pathOf = (address: string): string => {
    if (!/^[\w-]{20,}$/.test(address)) throw new Error(`"${address}" is not the address of a stored file`);
    return join(folder, address.slice(0, 2), address.slice(2, 4), address);
  };
  return {
    put: async (address, sealed) => {
      const path = pathOf(address);
      const temporary = `${path}.${randomBytes(6).toString("hex")}`;
      await mkdir(dirname(path), { recursive: true });
      const file = await open(temporary, "wx", 0o600);
      try {
        await file.writeFile(sealed);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(temporary, path);
    },
    get: (address) => readFile(pathOf(address)),
    has: (address) =>
      access(pathOf(address)).then(
        () => true,
        () => false,
      ),
    remove: (address) => rm(pathOf(address), { force: true }),
  };
};
