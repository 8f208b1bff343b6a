type Json = Record<string, unknown>;
type Value = string | number;

/** Where a limited thing stands: among a message's blocks, or in a modal. */
export type Shown = { blocks: unknown[] } | { view: Json };

const plain = (text: Value = "x") => ({ type: "plain_text", text });
const mrkdwn = (text: Value = "x") => ({ type: "mrkdwn", text });
const many = <T>(count: Value, item: (index: number) => T): T[] =>
  Array.from({ length: Number(count) }, (_, index) => item(index));
const one = (block: Json): Shown => ({ blocks: [block] });
const acting = (...elements: Json[]): Shown => one({ type: "actions", elements });
const button = (extra: Json = {}) => ({ type: "button", text: plain(), ...extra });
const option = (index = 0, extra: Json = {}) => ({ text: plain(), value: `v${index}`, ...extra });
const select = (extra: Json) => acting({ type: "static_select", ...extra });
const chosen = (extra: Json) => select({ options: [option(0, extra)] });
const group = (index = 0, extra: Json = {}) => ({ label: plain(), options: [option(index)], ...extra });
const confirming = (extra: Json) =>
  acting(button({ confirm: { title: plain(), text: plain(), confirm: plain(), deny: plain(), ...extra } }));
const input = (element: Json, extra: Json = {}) => one({ type: "input", label: plain(), element, ...extra });
const image = (extra: Json) =>
  one({ type: "image", image_url: "https://e.org/a.png", alt_text: "x", ...extra });
const address = (length: Value) => String(length).replace(/^x{12}/, "https://e.o/");
const card = (extra: Json = {}) => ({ type: "card", title: mrkdwn(), ...extra });
const container = (extra: Json) =>
  one({ type: "container", title: plain(), child_blocks: [{ type: "divider" }], ...extra });
const feedback = (extra: Json) =>
  one({
    type: "context_actions",
    elements: [
      {
        type: "feedback_buttons",
        positive_button: { text: plain(), value: "1", ...extra },
        negative_button: { text: plain(), value: "0" },
      },
    ],
  });
const icon = (extra: Json) => ({ type: "icon_button", icon: "trash", text: plain(), ...extra });
const cell = (text: Value = "x") => ({ type: "raw_text", text });
const table = (extra: Json) =>
  one({ type: "data_table", caption: "x", rows: [[cell()], [cell()]], ...extra });
const chart = (drawn: Json, title: Value = "x") => one({ type: "data_visualization", title, chart: drawn });
const pie = (count: Value, extra: Json = {}) =>
  chart({ type: "pie", segments: many(count, () => ({ label: "a", value: 1, ...extra })) });
const series = (extra: Json = {}) => ({ name: "a", data: [{ label: "a", value: 1 }], ...extra });
const bar = (list: unknown[], axis: Json = {}) =>
  chart({ type: "bar", series: list, axis_config: { categories: ["a"], ...axis } });
const video = (extra: Json) =>
  one({
    type: "video",
    alt_text: "x",
    title: plain(),
    thumbnail_url: "https://e.org/t.png",
    video_url: "https://e.org/v",
    ...extra,
  });
const modal = (extra: Json): Shown => ({
  view: { type: "modal", title: plain(), blocks: [{ type: "divider" }], ...extra },
});

/** How each limited thing of Block Kit is made: a text of so many letters, so many items, or a number. */
export const recipes: Readonly<Record<string, (value: Value) => Shown>> = {
  text: (text) => one({ type: "section", text: mrkdwn(text) }),
  action_id: (action_id) => acting(button({ action_id })),
  block_id: (block_id) => one({ type: "divider", block_id }),
  "button.text": (text) => acting(button({ text: plain(text) })),
  "button.url": (length) => acting(button({ url: address(length) })),
  "button.value": (value) => acting(button({ value })),
  "button.accessibility_label": (label) => acting(button({ accessibility_label: label })),
  "confirmation.title": (text) => confirming({ title: plain(text) }),
  "confirmation.text": (text) => confirming({ text: plain(text) }),
  "confirmation.confirm": (text) => confirming({ confirm: plain(text) }),
  "confirmation.deny": (text) => confirming({ deny: plain(text) }),
  "option.text": (text) => chosen({ text: plain(text) }),
  "option.value": (value) => chosen({ value }),
  "option.description": (text) => chosen({ description: plain(text) }),
  "option.url": (length) => acting({ type: "overflow", options: [option(0, { url: address(length) })] }),
  "option_group.label": (text) => select({ option_groups: [group(0, { label: plain(text) })] }),
  "option_group.options": (count) => select({ option_groups: [group(0, { options: many(count, option) })] }),
  "select.placeholder": (text) => select({ options: [option()], placeholder: plain(text) }),
  "select.options": (count) => select({ options: many(count, option) }),
  "select.option_groups": (count) => select({ option_groups: many(count, group) }),
  "overflow.options": (count) => acting({ type: "overflow", options: many(count, option) }),
  "checkboxes.options": (count) => acting({ type: "checkboxes", options: many(count, option) }),
  "radio_buttons.options": (count) => acting({ type: "radio_buttons", options: many(count, option) }),
  "url_source.url": (length) => image({ image_url: address(length) }),
  "file_input.max_files": (max_files) =>
    modal({
      submit: plain(),
      blocks: [{ type: "input", label: plain(), element: { type: "file_input", max_files } }],
    }),
  "plain_text_input.max_length": (max_length) => input({ type: "plain_text_input", max_length }),
  "actions.elements": (count) => acting(...many(count, (index) => button({ action_id: `a${index}` }))),
  "alert.text": (text) => modal({ blocks: [{ type: "alert", text: plain(text) }] }),
  "card.title": (text) => one(card({ title: mrkdwn(text) })),
  "card.subtitle": (text) => one(card({ subtitle: mrkdwn(text) })),
  "card.body": (text) => one(card({ body: mrkdwn(text) })),
  "card.subtext": (text) => one(card({ subtext: mrkdwn(text) })),
  "card.actions": (count) =>
    one(card({ actions: many(count, (index) => button({ action_id: `a${index}` })) })),
  "carousel.elements": (count) => one({ type: "carousel", elements: many(count, () => card()) }),
  "container.title": (text) => container({ title: plain(text) }),
  "container.subtitle": (text) => container({ subtitle: plain(text) }),
  "container.child_blocks": (count) => container({ child_blocks: many(count, () => ({ type: "divider" })) }),
  "context.elements": (count) => one({ type: "context", elements: many(count, () => mrkdwn()) }),
  "context_actions.elements": (count) =>
    one({ type: "context_actions", elements: many(count, (index) => icon({ action_id: `a${index}` })) }),
  "feedback_button.text": (text) => feedback({ text: plain(text) }),
  "feedback_button.value": (value) => feedback({ value }),
  "feedback_button.accessibility_label": (label) => feedback({ accessibility_label: label }),
  "icon_button.visible_to_user_ids": (count) =>
    one({
      type: "context_actions",
      elements: [icon({ visible_to_user_ids: many(count, (index) => `U${index}`) })],
    }),
  "data_table.rows": (count) => table({ rows: many(count, () => [cell()]) }),
  "data_table.columns": (count) => table({ rows: many(2, () => many(count, () => cell())) }),
  "data_table.page_size": (page_size) => table({ page_size }),
  "data_table.cell_text": (text) => table({ rows: [[cell()], [cell(text)]] }),
  // The other cell has one letter.
  "data_table.content": (text) => table({ rows: [[cell()], [cell(String(text).slice(1))]] }),
  "data_visualization.title": (text) => chart({ type: "pie", segments: [{ label: "a", value: 1 }] }, text),
  "data_visualization.segments": (count) => pie(count),
  "data_visualization.segment.label": (label) => pie(1, { label }),
  "data_visualization.segment.value": (value) => pie(1, { value }),
  "data_visualization.series": (count) => bar(many(count, () => series())),
  "data_visualization.series_name": (name) => bar([series({ name })]),
  "data_visualization.data": (count) =>
    bar([series({ data: many(count, () => ({ label: "a", value: 1 })) })]),
  "data_visualization.point_label": (label) => bar([series({ data: [{ label, value: 1 }] })]),
  "data_visualization.categories": (count) =>
    bar([series()], { categories: many(count, (index) => `c${index}`) }),
  "data_visualization.category_label": (label) => bar([series()], { categories: [label] }),
  "data_visualization.axis_label": (x_label) => bar([series()], { x_label }),
  "header.text": (text) => one({ type: "header", text: plain(text) }),
  "image.image_url": (length) => image({ image_url: address(length) }),
  "image.alt_text": (alt_text) => image({ alt_text }),
  "input.label": (text) => input({ type: "plain_text_input" }, { label: plain(text) }),
  "input.hint": (text) => input({ type: "plain_text_input" }, { hint: plain(text) }),
  "markdown.text": (text) => one({ type: "markdown", text }),
  "section.text": (text) => one({ type: "section", text: plain(text) }),
  "section.fields": (value) =>
    one({ type: "section", fields: typeof value === "string" ? [plain(value)] : many(value, () => plain()) }),
  "video.alt_text": (alt_text) => video({ alt_text }),
  "video.title": (text) => video({ title: plain(text) }),
  "video.author_name": (author_name) => video({ author_name }),
  "video.description": (text) => video({ description: plain(text) }),
  "video.provider_name": (provider_name) => video({ provider_name }),
  "view.blocks": (count) => modal({ blocks: many(count, () => ({ type: "divider" })) }),
  "view.private_metadata": (private_metadata) => modal({ private_metadata }),
  "view.callback_id": (callback_id) => modal({ callback_id }),
  "view.title": (text) => modal({ title: plain(text) }),
  "view.close": (text) => modal({ close: plain(text) }),
  "view.submit": (text) => modal({ submit: plain(text) }),
};
