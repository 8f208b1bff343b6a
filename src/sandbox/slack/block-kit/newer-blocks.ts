import { blockId, confirmation, mrkdwnOnly, plainOnly, text } from "./composition.ts";
import { elements, imageElement } from "./elements.ts";
import { richTextBlock } from "./rich-text.ts";
import { boolean, byType, list, object, oneOf, type Rule, string } from "./rule.ts";
import { dataTableBlock, dataVisualizationBlock, tableBlock } from "./table-blocks.ts";

const id = { block_id: blockId };
const button = byType(() => ({ button: elements.button }) as Record<string, Rule>);

const feedbackButton = object(
  { text: plainOnly(75), value: string(0, 2000) },
  { accessibility_label: string(0, 75) },
);
const contextActions: Readonly<Record<string, Rule>> = {
  feedback_buttons: object(
    { type: oneOf("feedback_buttons"), positive_button: feedbackButton, negative_button: feedbackButton },
    { action_id: string(1, 255) },
  ),
  icon_button: object(
    { type: oneOf("icon_button"), icon: oneOf("trash"), text: plainOnly(75) },
    {
      action_id: string(1, 255),
      value: string(0, 2000),
      confirm: confirmation,
      accessibility_label: string(0, 75),
      visible_to_user_ids: list(string(1), 0, 10),
    },
  ),
};

const card = object(
  { type: oneOf("card") },
  {
    ...id,
    hero_image: imageElement,
    icon: imageElement,
    slack_icon: object({ type: oneOf("icon"), name: string(1) }),
    title: mrkdwnOnly(150),
    subtitle: mrkdwnOnly(150),
    body: mrkdwnOnly(200),
    subtext: mrkdwnOnly(200),
    actions: list(button, 0, 3),
  },
  (value) =>
    ["hero_image", "title", "body", "actions"].some((name) => value[name] !== undefined)
      ? []
      : [{ message: "must define at least one of `hero_image`, `title`, `body` or `actions`" }],
);

const taskCard = object(
  {
    type: oneOf("task_card"),
    task_id: string(1),
    title: string(1),
    status: oneOf("pending", "in_progress", "complete", "error"),
  },
  {
    ...id,
    details: richTextBlock,
    output: richTextBlock,
    sources: list(object({ type: oneOf("url"), url: string(1, 3000), text: string(1) })),
  },
);

const inContainer = [
  "actions",
  "context",
  "divider",
  "header",
  "image",
  "input",
  "rich_text",
  "section",
  "video",
];

/** Blocks that came in 2025 and 2026. `classic` gives the older ones, which a container may hold. */
export const newerBlocks = (
  classic: () => Readonly<Record<string, Rule>>,
): Readonly<Record<string, Rule>> => ({
  alert: object(
    { type: oneOf("alert"), text: text(200) },
    { ...id, level: oneOf("default", "info", "warning", "error", "success") },
  ),
  card,
  carousel: object(
    {
      type: oneOf("carousel"),
      elements: list(
        byType(() => ({ card })),
        1,
        10,
      ),
    },
    id,
  ),
  container: object(
    {
      type: oneOf("container"),
      child_blocks: list(
        byType(() => ({
          ...Object.fromEntries(Object.entries(classic()).filter(([name]) => inContainer.includes(name))),
          table: tableBlock,
        })),
        1,
        10,
      ),
    },
    {
      ...id,
      title: plainOnly(150),
      rich_text_title: richTextBlock,
      subtitle: text(150),
      icon: imageElement,
      width: oneOf("narrow", "standard", "wide", "full"),
      is_collapsible: boolean,
      default_collapsed: boolean,
      has_header_divider: boolean,
    },
    (value) =>
      value.title === undefined && value.rich_text_title === undefined
        ? [{ message: "must define either `title` or `rich_text_title`" }]
        : [],
  ),
  context_actions: object(
    {
      type: oneOf("context_actions"),
      elements: list(
        byType(() => contextActions),
        1,
        5,
      ),
    },
    id,
  ),
  task_card: taskCard,
  plan: object(
    { type: oneOf("plan"), title: string(1) },
    {
      ...id,
      tasks: list(
        byType(() => ({ task_card: taskCard })),
        0,
        50,
      ),
    },
  ),
  table: tableBlock,
  data_table: dataTableBlock,
  data_visualization: dataVisualizationBlock,
});
