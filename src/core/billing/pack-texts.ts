import { promisify } from "node:util";
import { deflateRaw, inflateRaw } from "node:zlib";

const deflate = promisify(deflateRaw);
const inflate = promisify(inflateRaw);

/** Higher levels take three times as long and save a tenth. */
const level = 3;

/**
 * Many texts without line breaks, much alike, as one short text (deflated, in base 64): writing them as they are takes a
 * database longer than all the rest of a month. Another thread does it.
 */
export const packTexts = async (texts: readonly string[]): Promise<string> =>
  (await deflate(texts.join("\n"), { level })).toString("base64");

/** What `packTexts` packed. */
export const unpackTexts = async (packed: string): Promise<string[]> =>
  (await inflate(Buffer.from(packed, "base64"))).toString().split("\n");
