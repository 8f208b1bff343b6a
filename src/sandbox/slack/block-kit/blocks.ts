import { blockId, mrkdwn, plainOnly, plainText, slackFile, text } from "./composition.ts";
import { imageElement, needsOneOf } from "./elements.ts";
import { inActions, inInput, inSection } from "./input-elements.ts";
import { newerBlocks } from "./newer-blocks.ts";
import { richTextBlock } from "./rich-text.ts";
import { boolean, byType, list, object, oneOf, type Rule, string } from "./rule.ts";

const block = (
  name: string,
  required: Record<string, Rule>,
  optional: Record<string, Rule> = {},
  check?: Parameters<typeof object>[2],
): Rule => object({ type: oneOf(name), ...required }, { block_id: blockId, ...optional }, check);

const contextElements = { image: imageElement, plain_text: plainText(), mrkdwn: mrkdwn() };
const accessories = { ...inSection, image: imageElement };

const classicBlocks: Readonly<Record<string, Rule>> = {
  section: block(
    "section",
    {},
    {
      text: text(3000),
      fields: list(text(2000), 1, 10),
      accessory: byType(() => accessories),
      expand: boolean,
    },
    (value) =>
      value.text === undefined && value.fields === undefined
        ? [{ message: "must define either `text` or `fields`" }]
        : [],
  ),
  header: block("header", { text: plainOnly(150) }, { level: oneOf(1, 2, 3, 4) }),
  divider: block("divider", {}),
  context: block("context", {
    elements: list(
      byType(() => contextElements),
      1,
      10,
    ),
  }),
  actions: block("actions", {
    elements: list(
      byType(() => inActions),
      1,
      25,
    ),
  }),
  input: block(
    "input",
    { label: plainOnly(2000), element: byType(() => inInput) },
    { hint: plainOnly(2000), optional: boolean, dispatch_action: boolean },
  ),
  image: block(
    "image",
    { alt_text: string(1, 2000) },
    { image_url: string(1, 3000), slack_file: slackFile, title: plainOnly(2000) },
    (value) => needsOneOf(value, "image_url", "slack_file"),
  ),
  rich_text: richTextBlock,
  markdown: block("markdown", { text: string(1, 12_000) }),
  video: block(
    "video",
    {
      alt_text: string(1, 200),
      title: plainOnly(200),
      thumbnail_url: string(1, 3000),
      video_url: string(1, 3000),
    },
    {
      title_url: string(1, 3000),
      description: plainOnly(200),
      author_name: string(0, 50),
      provider_name: string(0, 50),
      provider_icon_url: string(1, 3000),
    },
  ),
};

export type Surface = "message" | "modal" | "home";

const messageOnly = [
  "markdown",
  "table",
  "data_table",
  "data_visualization",
  "context_actions",
  "plan",
  "task_card",
  "card",
  "carousel",
];

/** The blocks that each surface takes; `file` blocks are only ever made by Slack itself. */
export const blocksOf = (surface: Surface): Readonly<Record<string, Rule>> => surfaces[surface];

const allBlocks: Readonly<Record<string, Rule>> = { ...classicBlocks, ...newerBlocks(() => classicBlocks) };
const without = (names: readonly string[]): Record<string, Rule> =>
  Object.fromEntries(Object.entries(allBlocks).filter(([name]) => !names.includes(name)));

const surfaces: Readonly<Record<Surface, Readonly<Record<string, Rule>>>> = {
  message: without(["alert"]),
  modal: without(messageOnly),
  home: without([...messageOnly, "alert"]),
};
