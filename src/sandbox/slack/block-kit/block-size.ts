import { characters } from "./check-rule.ts";
import { isObject } from "./rule.ts";

const LIMIT = 13_200;
const PER_BLOCK = 50;

/**
 * Whether a message's blocks are refused with msg_blocks_too_long. Slack documents no number: 12,000
 * characters of text and a buffer for the containers are what its people name (bolt-js 2509, 2867).
 */
export const blocksTooLong = (blocks: readonly unknown[]): boolean =>
  textIn(blocks) + PER_BLOCK * blocks.length > LIMIT;

const textIn = (value: unknown): number => {
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + textIn(item), 0);
  if (!isObject(value)) return 0;
  return Object.entries(value).reduce(
    (sum, [name, inner]) =>
      sum + (name === "text" && typeof inner === "string" ? characters(inner) : textIn(inner)),
    0,
  );
};
