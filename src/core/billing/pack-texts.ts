import { deflateRawSync, inflateRawSync } from "node:zlib";

/** Higher levels take three times as long and save a tenth; what texts have in common is seldom more than 8 KB away. */
const packing = { level: 1, windowBits: 13, memLevel: 6 };

/**
 * Some texts without line breaks, much alike, as one short text (deflated, in base 64): writing them as they are takes a
 * database longer than all the rest of a month. At once, since a few are packed sooner than another thread is asked to.
 */
export const packTexts = (texts: readonly string[]): string =>
  deflateRawSync(texts.join("\n"), packing).toString("base64");

/** What `packTexts` packed. */
export const unpackTexts = (packed: string): string[] =>
  inflateRawSync(Buffer.from(packed, "base64")).toString().split("\n");
