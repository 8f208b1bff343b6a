import { BackupFault } from "./backup-fault.ts";
import { byteReader } from "./byte-reader.ts";

/** A named stream inside of an archive. */
export interface Entry {
  path: string;
  content: AsyncIterable<Uint8Array>;
}

const longestPath = 4096;
const longestBlock = 64 * 1024 * 1024;

const lengthOf = (size: number): Buffer => {
  const field = Buffer.alloc(4);
  field.writeUInt32BE(size);
  return field;
};

/** Puts entries into one stream: length and path, then blocks of length and bytes, a zero ends an entry, and all. */
export async function* pack(entries: AsyncIterable<Entry>): AsyncGenerator<Uint8Array> {
  for await (const { path, content } of entries) {
    const name = Buffer.from(path);
    yield lengthOf(name.length);
    yield name;
    for await (const block of content) {
      if (block.length === 0) continue;
      yield lengthOf(block.length);
      yield block;
    }
    yield lengthOf(0);
  }
  yield lengthOf(0);
}

/** Hands the entries of a packed stream to `take`, one after the other; `take` must read each to its end. */
export const unpack = async (
  packed: AsyncIterable<Uint8Array>,
  take: (entry: Entry) => Promise<void>,
): Promise<void> => {
  const reader = byteReader(packed);
  const exactly = async (size: number): Promise<Buffer> => {
    const bytes = await reader.take(size);
    if (bytes.length === size) return bytes;
    throw new BackupFault(
      "archive-damaged",
      "The backup ends in the middle of a file; nothing was restored.",
    );
  };
  const length = async (most: number): Promise<number> => {
    const size = (await exactly(4)).readUInt32BE();
    if (size <= most) return size;
    throw new BackupFault("archive-damaged", "The backup is not well formed; nothing was restored.");
  };
  async function* blocks(): AsyncGenerator<Buffer> {
    for (let size = await length(longestBlock); size > 0; size = await length(longestBlock)) {
      yield await exactly(size);
    }
  }
  try {
    for (let size = await length(longestPath); size > 0; size = await length(longestPath)) {
      const path = (await exactly(size)).toString();
      await take({ path, content: blocks() });
    }
    // Reading on to the end lets the last piece prove that nothing was cut off.
    if ((await reader.take(1)).length > 0) {
      throw new BackupFault(
        "archive-damaged",
        "The backup has more in it than it should; nothing was restored.",
      );
    }
  } finally {
    await reader.close();
  }
};
