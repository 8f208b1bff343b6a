import { blocksOf, type Surface } from "./blocks.ts";
import { checkRule } from "./check-rule.ts";
import { byType, isObject, type JsonObject, list, type Problem, type Rule } from "./rule.ts";

const rules: Readonly<Record<Surface, Rule>> = {
  message: list(
    byType(() => blocksOf("message")),
    0,
    50,
  ),
  modal: list(
    byType(() => blocksOf("modal")),
    0,
    100,
  ),
  home: list(
    byType(() => blocksOf("home")),
    0,
    100,
  ),
};

/** All that Slack finds wrong with the blocks of a message or a view; empty when it takes them. */
export const checkBlocks = (surface: Surface, blocks: unknown, pointer = "/blocks"): Problem[] => {
  const problems = checkRule(rules[surface], blocks, pointer);
  if (problems.length > 0 || !Array.isArray(blocks)) return problems;
  return [
    ...duplicateBlockIds(blocks, pointer),
    ...(surface === "message"
      ? duplicateActionIds(blocks, pointer)
      : blocks.flatMap((block, index) => duplicateActionIds([block], pointer, index))),
    ...surfaceLimits(surface, blocks, pointer),
  ];
};

/** Walks every block and element that carries an action_id, with its pointer. */
const actionables = (
  blocks: readonly unknown[],
  pointer: string,
  first = 0,
): { element: JsonObject; pointer: string }[] => {
  const found: { element: JsonObject; pointer: string }[] = [];
  const visit = (value: unknown, at: string): void => {
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) visit(item, `${at}/${index}`);
    } else if (isObject(value)) {
      if (typeof value.action_id === "string") found.push({ element: value, pointer: at });
      for (const name of ["elements", "accessory", "element", "actions", "child_blocks"])
        if (value[name] !== undefined) visit(value[name], `${at}/${name}`);
    }
  };
  for (const [index, block] of blocks.entries()) visit(block, `${pointer}/${index + first}`);
  return found;
};

const duplicateBlockIds = (blocks: readonly unknown[], pointer: string): Problem[] => {
  const seen = new Set<string>();
  return blocks.flatMap((block, index) => {
    const id = isObject(block) ? block.block_id : undefined;
    if (typeof id !== "string") return [];
    const repeated = seen.has(id);
    seen.add(id);
    return repeated
      ? [{ message: `\`block_id\` "${id}" already exists`, pointer: `${pointer}/${index}/block_id` }]
      : [];
  });
};

/** In a message an action_id is unique; in a view, whose state is keyed by block, only within its block. */
const duplicateActionIds = (blocks: readonly unknown[], pointer: string, first = 0): Problem[] => {
  const seen = new Set<string>();
  return actionables(blocks, pointer, first).flatMap(({ element, pointer: at }) => {
    const id = String(element.action_id);
    const repeated = seen.has(id);
    seen.add(id);
    return repeated ? [{ message: `\`action_id\` "${id}" already exists`, pointer: `${at}/action_id` }] : [];
  });
};

const surfaceLimits = (surface: Surface, blocks: readonly unknown[], pointer: string): Problem[] => {
  const problems: Problem[] = [];
  let tables = 0;
  let focused = 0;
  blocks.forEach((block, index) => {
    if (!isObject(block)) return;
    if (block.type === "table" && ++tables > 1)
      problems.push({ message: "only one table block is allowed", pointer: `${pointer}/${index}` });
    const element = block.element;
    if (surface !== "modal" && isObject(element) && element.type === "file_input")
      problems.push({ message: "unsupported type: file_input", pointer: `${pointer}/${index}/element/type` });
  });
  for (const { element, pointer: at } of actionables(blocks, pointer))
    if (element.focus_on_load === true && ++focused > 1)
      problems.push({
        message: "only one element can have `focus_on_load` set to true",
        pointer: `${at}/focus_on_load`,
      });
  return problems;
};
