import { checkBlocks } from "./check-blocks.ts";
import { checkRule } from "./check-rule.ts";
import { plainOnly } from "./composition.ts";
import { any, boolean, isObject, list, object, oneOf, type Problem, type Rule, string } from "./rule.ts";

const common = {
  private_metadata: string(0, 3000),
  callback_id: string(0, 255),
  external_id: string(0, 255),
};

const modal: Rule = object(
  { type: oneOf("modal"), title: plainOnly(24), blocks: list(any, 1, 100) },
  {
    ...common,
    submit: plainOnly(24),
    close: plainOnly(24),
    clear_on_close: boolean,
    notify_on_close: boolean,
    submit_disabled: boolean,
  },
);

const home: Rule = object({ type: oneOf("home"), blocks: list(any, 0, 100) }, common);

/** All that Slack finds wrong with a modal or home view; empty when it takes it. */
export const checkView = (kind: "modal" | "home", view: unknown, pointer = "/view"): Problem[] => {
  if (!isObject(view)) return [{ message: "must provide an object", pointer }];
  if (view.type !== kind)
    return [{ message: `unsupported type: ${String(view.type)}`, pointer: `${pointer}/type` }];
  const problems = checkRule(kind === "modal" ? modal : home, view, pointer);
  if (!Array.isArray(view.blocks)) return problems;
  return [
    ...problems,
    ...checkBlocks(kind, view.blocks, `${pointer}/blocks`),
    ...(kind === "modal" ? missingSubmit(view.blocks, view.submit, pointer) : []),
  ];
};

const missingSubmit = (blocks: readonly unknown[], submit: unknown, pointer: string): Problem[] => {
  const index = blocks.findIndex((block) => isObject(block) && block.type === "input");
  return index >= 0 && submit === undefined
    ? [
        {
          message: "must define `submit` to use an `input` block in modals",
          pointer: `${pointer}/blocks/${index}/input`,
        },
      ]
    : [];
};
