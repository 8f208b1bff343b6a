import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { renderHome } from "../../../../src/adapters/slack/outbound/render-home.ts";
import { renderView, renderWhole } from "../../../../src/adapters/slack/outbound/render-view.ts";
import { action } from "../../../../src/chat/action.ts";
import { plain } from "../../../../src/chat/text.ts";
import type { Block, Button, View } from "../../../../src/chat/view.ts";
import { checkBlocks } from "../../../../src/sandbox/slack/block-kit/check-blocks.ts";
import { checkView } from "../../../../src/sandbox/slack/block-kit/check-view.ts";
import { translate } from "../words.ts";

const render = (view: View) => renderView(view, "en", translate);

const refused = (view: View) =>
  render(view).flatMap((message) => checkBlocks("message", message.blocks as unknown[]));

const button = (label: string, more: Partial<Button> = {}): Button => ({
  label: plain(label),
  do: { action: action("take", "1001") },
  ...more,
});

const card: View = {
  blocks: [
    { type: "heading", text: plain("Request #1001") },
    { type: "text", text: plain("Leak & flood") },
    { type: "quote", text: plain("It drips\n*a lot*") },
    {
      type: "fields",
      fields: [
        { label: plain("Unit"), value: plain("45") },
        { label: plain("Due"), value: plain("00:10") },
      ],
    },
    { type: "list", items: [plain("one"), plain("two")] },
    { type: "note", text: plain("small") },
    { type: "divider" },
  ],
  buttons: [
    [button("Take", { style: "primary" }), { label: plain("Page"), do: { url: "https://example.com" } }],
    [button("Decline", { style: "danger", confirm: plain("Really decline?") })],
  ],
};

describe("a card", () => {
  it("becomes blocks that Slack takes", () => {
    const [message, ...more] = render(card);
    expect(more).toEqual([]);
    expect(refused(card)).toEqual([]);
    expect(message?.text).toContain("Request #1001");
    expect(message?.blocks.map(({ type }) => type)).toEqual([
      "header",
      "section",
      "section",
      "section",
      "section",
      "context",
      "divider",
      "actions",
      "actions",
    ]);
    const json = JSON.stringify(message?.blocks);
    expect(json).toContain("Leak &amp; flood");
    expect(json).toContain("> It drips\\n> ");
    expect(json).toContain("*Unit*\\n45");
    expect(json).toContain("• one\\n• two");
    expect(json).toContain('"value":"take:1001"');
  });

  it("asks before a dangerous press, in the reader's language", () => {
    const rendered = JSON.stringify(renderView(card, "ru", translate));
    expect(rendered).toContain('"text":"Really decline?"');
    expect(rendered).toContain('"text":"Отмена"');
  });
});

describe("long views", () => {
  const long: View = {
    blocks: Array.from(
      { length: 30 },
      (_, index): Block => ({
        type: "text",
        text: plain(`${index} ${"слово & ".repeat(200)}`),
      }),
    ),
    buttons: [[button("Take")]],
  };

  it("are parted into messages, the buttons on the first", () => {
    const messages = render(long);
    expect(messages.length).toBeGreaterThan(2);
    expect(refused(long)).toEqual([]);
    expect(messages.map(({ blocks }) => blocks.some(({ type }) => type === "actions"))).toEqual([
      true,
      ...messages.slice(1).map(() => false),
    ]);
    for (const { blocks } of messages) expect(JSON.stringify(blocks).length).toBeLessThanOrEqual(13_000);
  });

  it("are cut where they can't be continued, and say so", () => {
    const whole = renderWhole(long, "en", translate);
    const blocks = whole?.blocks ?? [];
    expect(JSON.stringify(blocks)).toContain("Shortened");
    expect(JSON.stringify(blocks).length).toBeLessThanOrEqual(13_000);
    expect(blocks.at(-1)?.type).toBe("actions");
    expect(checkBlocks("message", blocks as unknown[])).toEqual([]);
  });

  it("lose no word when they are parted", () => {
    const words = Array.from({ length: 2000 }, (_, index) => `w${index}`);
    const text = render({ blocks: [{ type: "text", text: plain(words.join(" ")) }] })
      .flatMap(({ blocks }) => blocks)
      .map((block) => (block.type === "section" ? block.text?.text : ""))
      .join(" ");
    expect(text.split(" ")).toEqual(words);
  });
});

describe("whatever a view holds", () => {
  const text = fc
    .oneof(
      fc.string({ maxLength: 20 }),
      fc.constantFrom("&", "<", "*a*\n", "🏠", "Ж "),
      fc.nat({ max: 400 }).map((times) => "&<слово 🏠 ".repeat(times)),
    )
    .map(plain);
  const block: fc.Arbitrary<Block> = fc.oneof(
    fc.record({
      type: fc.constantFrom("heading" as const, "text" as const, "quote" as const, "note" as const),
      text,
    }),
    fc.record({
      type: fc.constant("fields" as const),
      fields: fc.array(fc.record({ label: text, value: text }), { maxLength: 14 }),
    }),
    fc.record({ type: fc.constant("list" as const), items: fc.array(text, { maxLength: 5 }) }),
    fc.constant({ type: "divider" as const }),
  );
  const buttons = fc.array(
    fc.array(
      fc.record({
        label: fc.string({ minLength: 1, maxLength: 100 }).map((label) => plain(`x${label}`)),
        do: fc.constantFrom({ token: "a:1" }, { url: "https://example.com/a" }),
        confirm: text.map((said) => plain(`y${translate(said, "en")}`)),
      }),
      { minLength: 1, maxLength: 8 },
    ),
    { maxLength: 4 },
  );

  it("Slack takes its messages and its App Home", () => {
    fc.assert(
      fc.property(fc.array(block, { minLength: 1, maxLength: 60 }), buttons, (blocks, rows) => {
        const view: View = { blocks, buttons: rows };
        for (const message of render(view)) {
          expect(checkBlocks("message", message.blocks as unknown[])).toEqual([]);
          expect(JSON.stringify(message.blocks).length).toBeLessThanOrEqual(13_200);
          expect(message.text.length).toBeLessThanOrEqual(40_000);
        }
        expect(checkView("home", renderHome(view, "en", translate))).toEqual([]);
      }),
      { numRuns: 60, endOnFailure: true },
    );
  });
});
