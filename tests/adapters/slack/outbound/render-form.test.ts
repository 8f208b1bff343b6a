import { describe, expect, it } from "vitest";
import { loadingModal, renderModal } from "../../../../src/adapters/slack/outbound/render-form.ts";
import { wordsOf } from "../../../../src/adapters/slack/outbound/words.ts";
import type { Field } from "../../../../src/chat/form.ts";
import type { ModalContent } from "../../../../src/chat/taken.ts";
import { plain } from "../../../../src/chat/text.ts";
import { checkView } from "../../../../src/sandbox/slack/block-kit/check-view.ts";
import { translate } from "../words.ts";

const words = wordsOf(translate, "en");

const form = (fields: Field[], args: string[] = []): ModalContent => ({
  kind: "form",
  form: "f",
  args,
  title: plain("A title that is much longer than Slack allows"),
  submit: plain("Send"),
  intro: plain("Please <fill> in"),
  fields,
});

const options = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ value: `v${index}`, label: plain(`Option ${index}`) }));

const label = plain("Label");

const every: Field[] = [
  {
    name: "line",
    label,
    hint: plain("Hint"),
    input: { kind: "text", maxLength: 100, initial: "x".repeat(200) },
  },
  {
    name: "area",
    label,
    optional: true,
    input: { kind: "text", multiline: true, minLength: 5, maxLength: 9000 },
  },
  { name: "one", label, input: { kind: "choice", options: options(3), initial: "v1" } },
  { name: "many", label, input: { kind: "choices", options: options(4) } },
  { name: "more", label, input: { kind: "choices", options: options(40) } },
  { name: "day", label, input: { kind: "date", earliest: "2026-03-01" } },
  { name: "photos", label, input: { kind: "files", max: 20, accept: ["photo", "video"] } },
  { name: "any", label, input: { kind: "files", max: 3, accept: ["document"] } },
  { name: "where", label, input: { kind: "location" } },
];

const render = (content: ModalContent) => renderModal(content, words, { channelId: "C1", threadTs: "1.1" });

describe("a form as a modal", () => {
  it("has every kind of field but a location, and Slack takes it", () => {
    const view = render(form(every));
    expect(checkView("modal", view)).toEqual([]);
    const inputs = view.blocks.filter(({ type }) => type === "input");
    expect(inputs.map(({ block_id }) => block_id)).toEqual([
      "line",
      "area",
      "one",
      "many",
      "more",
      "day",
      "photos",
      "any",
    ]);
    expect(view.blocks[2]).toMatchObject({ optional: true, element: { multiline: true, max_length: 3000 } });
    expect(JSON.parse(view.private_metadata ?? "")).toEqual({ f: "f", a: [], c: "C1", t: "1.1" });
  });

  it.each([101, 250, 1000])("groups a list of %d entries", (count) => {
    const field: Field = {
      name: "one",
      label,
      input: { kind: "choice", options: options(count), initial: "v100" },
    };
    const view = render(form([field]));
    expect(checkView("modal", view)).toEqual([]);
    expect(view.blocks[1]).toMatchObject({ element: { initial_option: { value: "v100" } } });
  });

  it("keeps long arguments out of the metadata, not the fields", () => {
    const text = "жалоба ".repeat(600);
    const view = render(
      form(
        [{ name: "text", label, input: { kind: "text", multiline: true, maxLength: 3000, initial: text } }],
        [text],
      ),
    );
    expect(checkView("modal", view)).toEqual([]);
    expect(view.private_metadata?.length).toBeLessThanOrEqual(3000);
  });
});

describe("modals that only say something", () => {
  it.each([
    render({ kind: "refusal", title: plain("No"), text: plain("You may not & why") }),
    loadingModal(words),
  ])("are taken by Slack", (view) => {
    expect(checkView("modal", view)).toEqual([]);
    expect(view.submit).toBeUndefined();
  });
});
