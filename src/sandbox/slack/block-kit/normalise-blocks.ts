import { isObject, type JsonObject } from "./rule.ts";

const withoutActionId = new Set(["image", "plain_text", "mrkdwn"]);

/**
 * Blocks as Slack keeps them: missing block_id and action_id are made up, plain_text gets its emoji
 * flag and mrkdwn its verbatim flag.
 */
export const normaliseBlocks = (blocks: readonly unknown[], token: () => string): JsonObject[] =>
  blocks.filter(isObject).map((block) => {
    const copy = completeTexts(structuredClone(block)) as JsonObject;
    if (typeof copy.block_id !== "string") copy.block_id = token();
    for (const element of interactiveElements(copy))
      if (typeof element.action_id !== "string" && !withoutActionId.has(String(element.type)))
        element.action_id = token();
    return copy;
  });

/** The interactive elements directly in a block, in order. */
export const interactiveElements = (block: JsonObject): JsonObject[] => {
  if (block.type === "rich_text" || block.type === "context") return [];
  const nested = [block.child_blocks, block.type === "carousel" ? block.elements : undefined]
    .flatMap((blocks) => (Array.isArray(blocks) ? blocks.filter(isObject) : []))
    .flatMap(interactiveElements);
  if (nested.length > 0) return nested;
  const own = block.type === "carousel" ? [] : block.elements;
  return [own, block.accessory, block.element, block.actions]
    .flatMap((value) => (Array.isArray(value) ? value : [value]))
    .filter(isObject);
};

const completeTexts = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(completeTexts);
  if (!isObject(value)) return value;
  const copy: JsonObject = {};
  for (const [name, inner] of Object.entries(value)) copy[name] = completeTexts(inner);
  if (copy.type === "plain_text" && copy.emoji === undefined) copy.emoji = true;
  if (copy.type === "mrkdwn" && copy.verbatim === undefined) copy.verbatim = false;
  return copy;
};
