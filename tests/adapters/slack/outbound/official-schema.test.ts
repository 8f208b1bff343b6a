import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { loadingModal, renderModal } from "../../../../src/adapters/slack/outbound/render-form.ts";
import { renderHome } from "../../../../src/adapters/slack/outbound/render-home.ts";
import { renderView } from "../../../../src/adapters/slack/outbound/render-view.ts";
import { wordsOf } from "../../../../src/adapters/slack/outbound/words.ts";
import { plain } from "../../../../src/chat/text.ts";
import type { View } from "../../../../src/chat/view.ts";
import { card, doneForm } from "../samples.ts";
import { translate } from "../words.ts";

const schemaFile = join(process.cwd(), "../shared/specs/slack/block-kit.schema.json");

const full: View = {
  ...card,
  blocks: [
    { type: "heading", text: plain("Heading") },
    { type: "quote", text: plain("quoted") },
    { type: "fields", fields: [{ label: plain("Unit"), value: plain("45") }] },
    { type: "list", items: [plain("a"), plain("b")] },
    { type: "note", text: plain("note") },
    { type: "divider" },
  ],
  buttons: [[{ label: plain("No"), do: { token: "no:1" }, style: "danger", confirm: plain("Sure?") }]],
};

describe.skipIf(!existsSync(schemaFile))("Slack's own schema of Block Kit", () => {
  const words = wordsOf(translate, "ru");
  const ajv = new Ajv({ strict: false, discriminator: true });
  const problems = (definition: string, value: unknown): unknown => {
    if (!ajv.getSchema("block-kit")) ajv.addSchema(JSON.parse(readFileSync(schemaFile, "utf8")), "block-kit");
    const validate = ajv.getSchema(`block-kit#/definitions/${definition}`);
    if (!validate) throw new Error(`the schema has no ${definition}`);
    return validate(JSON.parse(JSON.stringify(value))) ? [] : validate.errors;
  };

  it("takes messages", () => {
    for (const { blocks } of renderView(full, "ru", translate))
      expect(problems("MessageBlocks", blocks)).toEqual([]);
  });

  it("takes modals and App Home", () => {
    const views = [
      renderModal(doneForm, words, { channelId: "C1", threadTs: null }),
      loadingModal(words),
      renderHome(full, "ru", translate),
    ];
    for (const view of views) expect(problems("View", view)).toEqual([]);
  });

  it("would refuse a button without a text", () => {
    const blocks = [{ type: "actions", elements: [{ type: "button", action_id: "a" }] }];
    expect(problems("MessageBlocks", blocks)).not.toEqual([]);
  });
});
