import { describe, expect, it } from "vitest";
import { checkBlocks } from "../../../src/sandbox/slack/block-kit/check-blocks.ts";
import { checkView } from "../../../src/sandbox/slack/block-kit/check-view.ts";
import { badBlocks, badViews, goodBlocks, goodViews } from "./block-samples.ts";

const kind = (view: Record<string, unknown>) => (view.type === "home" ? "home" : "modal");

describe("blocks of a message", () => {
  it.each(goodBlocks)("takes $name", ({ blocks }) => {
    expect(checkBlocks("message", blocks)).toEqual([]);
  });
  it.each(badBlocks)("refuses $name", ({ blocks }) => {
    expect(checkBlocks("message", blocks)).not.toEqual([]);
  });
});

describe("views", () => {
  it.each(goodViews)("takes $name", ({ view }) => {
    expect(checkView(kind(view), view)).toEqual([]);
  });
  it.each(badViews)("refuses $name", ({ view }) => {
    expect(checkView(kind(view), view)).not.toEqual([]);
  });
});

describe("what Slack says", () => {
  const says = (blocks: unknown) =>
    checkBlocks("message", blocks).map(({ message, pointer }) => `${message} [json-pointer:${pointer}]`);
  const button = { type: "button", action_id: "a", text: { type: "plain_text", text: "x" } };

  it("points to the place in Slack's words", () => {
    expect(says([{ type: "nosuch" }])).toEqual(["unsupported type: nosuch [json-pointer:/blocks/0/type]"]);
    expect(says([{ type: "divider", colour: 1 }])).toEqual([
      "invalid additional property: colour [json-pointer:/blocks/0]",
    ]);
    expect(says([{ type: "input", label: { type: "plain_text", text: "x" } }])).toEqual([
      "missing required field: element [json-pointer:/blocks/0]",
    ]);
    expect(says([{ type: "actions", elements: [button, button] }])).toEqual([
      '`action_id` "a" already exists [json-pointer:/blocks/0/elements/1/action_id]',
    ]);
    expect(says(Array.from({ length: 51 }, () => ({ type: "divider" })))).toEqual([
      "no more than 50 items allowed [json-pointer:/blocks]",
    ]);
  });
});
