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
