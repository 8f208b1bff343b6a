/** Encrypted bytes by their address: on disk, or in S3. Throws on faults, passing ones too: the caller's job is tried again. */
export interface FileStore {
  put(address: string, sealed: Buffer): Promise<void>;
  /** Throws with the code ENOENT where there is no such file. */
  get(address: string): Promise<Buffer>;
  /** False also where the store does not say: what is put again is the same. */
  has(address: string): Promise<boolean>;
  remove(address: string): Promise<void>;
}

/** A store that can tell all it holds, for backups. */
export interface ListedFileStore extends FileStore {
  addresses(): AsyncIterable<string>;
}

const address = /^[\w-]{20,}$/;

export const isFileAddress = (text: string): boolean => address.test(text);

/** Refuses what could lead out of the store. */
export const assertFileAddress = (text: string): void => {
  if (!isFileAddress(text)) throw new Error(`"${text}" is not the address of a stored file`);
};

/** Whether a store threw because it has no such file. */
export const isMissingFile = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "ENOENT";
