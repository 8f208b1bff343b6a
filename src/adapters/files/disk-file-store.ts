import { randomBytes } from "node:crypto";
import { access, mkdir, open, readdir, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import {
  assertFileAddress,
  isFileAddress,
  isMissingFile,
  type ListedFileStore,
} from "../../core/files/file-store.ts";

/** Files in a folder, spread over sub-folders; each appears whole or not at all. */
export const diskFileStore = (folder: string): ListedFileStore => {
  const pathOf = (address: string): string => {
    assertFileAddress(address);
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
    addresses: async function* () {
      for (const name of (await namesIn(folder)).sort()) if (isFileAddress(name)) yield name;
    },
  };
};

const namesIn = async (folder: string): Promise<string[]> => {
  try {
    const found = await readdir(folder, { recursive: true, withFileTypes: true });
    return found.filter((entry) => entry.isFile()).map(({ name }) => name);
  } catch (error) {
    // Before the first file there is no folder.
    if (isMissingFile(error)) return [];
    throw error;
  }
};
