/** Encrypted bytes by their address; disk by default. */
export interface FileStore {
  put(address: string, sealed: Buffer): Promise<void>;
  get(address: string): Promise<Buffer>;
  has(address: string): Promise<boolean>;
  remove(address: string): Promise<void>;
}
