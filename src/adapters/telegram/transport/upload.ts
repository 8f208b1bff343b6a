/** A file sent with a call; each transport gives it to its library. */
export class Upload {
  readonly bytes: Buffer;
  readonly name: string;

  constructor(bytes: Buffer, name: string) {
    this.bytes = bytes;
    this.name = safeName(name);
  }
}

/** The libraries put the name into a header as it is. */
const safeName = (name: string): string => name.replace(/[\p{Cc}";\\]/gu, "_").trim() || "file";
