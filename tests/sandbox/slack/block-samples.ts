type Json = Record<string, unknown>;

const plain = (text = "x") => ({ type: "plain_text", text });
const mrkdwn = (text = "x") => ({ type: "mrkdwn", text });
const x = (length: number) => "x".repeat(length);
const many = <T>(length: number, make: (index: number) => T): T[] =>
  Array.from({ length }, (_, index) => make(index));
const option = (index = 0, extra: Json = {}) => ({ text: plain(), value: `v${index}`, ...extra });
const button = (extra: Json = {}) => ({ type: "button", text: plain(), ...extra });
const actions = (...elements: Json[]) => ({ type: "actions", elements });
const input = (element: Json, extra: Json = {}) => ({ type: "input", label: plain(), element, ...extra });
const select = (extra: Json = {}) => ({ type: "static_select", options: [option()], ...extra });
const confirm = (extra: Json = {}) => ({
  title: plain(),
  text: plain(),
  confirm: plain(),
  deny: plain(),
  ...extra,
});
const image = (extra: Json = {}) => ({
  type: "image",
  image_url: "https://example.com/a.png",
  alt_text: "x",
  ...extra,
});
const richText = (...elements: Json[]) => ({
  type: "rich_text",
  elements: [{ type: "rich_text_section", elements }],
});
const cell = (text = "x") => ({ type: "raw_text", text });

export interface Sample {
  readonly name: string;
  readonly blocks: Json[];
  /** The schema of the published types is looser here, or does not know the block. */
  readonly beyondSchema?: boolean;
}

const sample = (name: string, ...blocks: Json[]): Sample => ({ name, blocks });
const beyond = (name: string, ...blocks: Json[]): Sample => ({ name, blocks, beyondSchema: true });

/** Messages' blocks that Slack takes, at the edge of its limits. */
export const goodBlocks: readonly Sample[] = [
  sample("50 blocks", ...many(50, () => ({ type: "divider" }))),
  sample("section 3000", { type: "section", text: mrkdwn(x(3000)) }),
  sample("section fields", { type: "section", fields: many(10, () => mrkdwn(x(200))) }),
  sample("field 2000", { type: "section", fields: [plain(x(2000))] }),
  sample("characters, not UTF-16 units", { type: "header", text: plain("😀".repeat(150)) }),
  sample("header 150", { type: "header", text: plain(x(150)) }),
  sample("context 10", { type: "context", elements: many(10, () => mrkdwn()) }),
  sample("context image", { type: "context", elements: [image(), plain()] }),
  sample("actions 25", actions(...many(25, (index) => button({ action_id: `a${index}` })))),
  sample(
    "button full",
    actions(
      button({ text: plain(x(75)), value: x(2000), action_id: x(255), style: "danger", confirm: confirm() }),
    ),
  ),
  sample("button url", actions(button({ url: "https://example.com" }))),
  sample("overflow 5", actions({ type: "overflow", options: many(5, option) })),
  sample("select 100", actions(select({ options: many(100, option), placeholder: plain(x(150)) }))),
  sample(
    "select groups",
    actions({ type: "static_select", option_groups: [{ label: plain(), options: [option()] }] }),
  ),
  sample(
    "option edges",
    actions(select({ options: [{ text: plain(x(75)), value: x(150), description: plain(x(75)) }] })),
  ),
  sample(
    "radio and checkboxes",
    actions(
      { type: "radio_buttons", options: many(10, option) },
      { type: "checkboxes", options: [{ text: mrkdwn(), value: "v" }] },
    ),
  ),
  sample(
    "pickers",
    actions(
      { type: "datepicker", initial_date: "2026-03-01" },
      { type: "timepicker", initial_time: "23:59" },
      { type: "datetimepicker", initial_date_time: 1_772_000_000 },
    ),
  ),
  sample(
    "people and channels",
    actions(
      { type: "users_select" },
      { type: "channels_select" },
      { type: "conversations_select", filter: { include: ["im"] } },
      { type: "multi_users_select", max_selected_items: 3 },
    ),
  ),
  sample("accessory", { type: "section", text: plain(), accessory: button() }),
  sample("image block", {
    type: "image",
    image_url: "https://example.com/a.png",
    alt_text: x(2000),
    title: plain(),
  }),
  sample("image by file", { type: "image", slack_file: { id: "F1" }, alt_text: "x" }),
  sample(
    "rich text",
    richText(
      { type: "text", text: "x", style: { bold: true } },
      { type: "link", url: "https://example.com" },
      { type: "user", user_id: "U1" },
    ),
  ),
  sample("markdown 12000", { type: "markdown", text: x(12_000) }),
  sample("table", { type: "table", rows: many(100, () => [cell(), cell()]) }),
  sample(
    "input in a message",
    input({ type: "plain_text_input", max_length: 3000 }, { hint: plain(), optional: true }),
  ),
  sample("video", {
    type: "video",
    alt_text: "x",
    title: plain(),
    thumbnail_url: "https://example.com/t.png",
    video_url: "https://example.com/v",
  }),
  sample("card and carousel", {
    type: "carousel",
    elements: [{ type: "card", title: mrkdwn(), actions: [button()] }],
  }),
  sample("container", { type: "container", title: plain(), child_blocks: [{ type: "divider" }] }),
  sample("task card and plan", {
    type: "plan",
    title: "x",
    tasks: [{ type: "task_card", task_id: "1", title: "x", status: "pending" }],
  }),
  sample("feedback", {
    type: "context_actions",
    elements: [
      {
        type: "feedback_buttons",
        positive_button: { text: plain(), value: "1" },
        negative_button: { text: plain(), value: "0" },
      },
    ],
  }),
  sample("data table", { type: "data_table", caption: "x", rows: [[cell()], [cell()]] }),
  beyond("chart", {
    type: "data_visualization",
    title: "x",
    chart: { type: "pie", segments: [{ label: "a", value: 1 }] },
  }),
];

/** Messages' blocks that Slack refuses, one step beyond. */
export const badBlocks: readonly Sample[] = [
  sample("51 blocks", ...many(51, () => ({ type: "divider" }))),
  sample("unknown block", { type: "nosuch" }),
  sample("no type", { text: "x" }),
  sample("unknown field", { type: "divider", colour: "red" }),
  sample("unknown field in a text", { type: "header", text: { ...plain(), bold: true } }),
  sample("empty section", { type: "section" }),
  sample("section 3001", { type: "section", text: mrkdwn(x(3001)) }),
  sample("empty text", { type: "section", text: mrkdwn("") }),
  sample("text is no string", { type: "section", text: { type: "mrkdwn", text: 5 } }),
  sample("11 fields", { type: "section", fields: many(11, () => plain()) }),
  sample("field 2001", { type: "section", fields: [plain(x(2001))] }),
  sample("header mrkdwn", { type: "header", text: mrkdwn() }),
  sample("header 151", { type: "header", text: plain(x(151)) }),
  sample("11 in a context", { type: "context", elements: many(11, () => plain()) }),
  sample("empty context", { type: "context", elements: [] }),
  sample("button in a context", { type: "context", elements: [button()] }),
  sample("26 actions", actions(...many(26, () => button()))),
  sample("empty actions", actions()),
  sample("input element in actions", actions({ type: "plain_text_input" })),
  sample("button text 76", actions(button({ text: plain(x(76)) }))),
  sample("button text mrkdwn", actions(button({ text: mrkdwn() }))),
  sample("button value 2001", actions(button({ value: x(2001) }))),
  sample("button url 3001", actions(button({ url: `https://${x(3000)}` }))),
  sample("button style", actions(button({ style: "blue" }))),
  sample("button without a text", actions({ type: "button" })),
  sample("action_id 256", actions(button({ action_id: x(256) }))),
  sample("block_id 256", { type: "divider", block_id: x(256) }),
  sample("accessibility label 76", actions(button({ accessibility_label: x(76) }))),
  sample("confirm title 101", actions(button({ confirm: confirm({ title: plain(x(101)) }) }))),
  sample("confirm text 301", actions(button({ confirm: confirm({ text: plain(x(301)) }) }))),
  sample("confirm button 31", actions(button({ confirm: confirm({ confirm: plain(x(31)) }) }))),
  sample("confirm deny 31", actions(button({ confirm: confirm({ deny: plain(x(31)) }) }))),
  sample("6 in an overflow", actions({ type: "overflow", options: many(6, option) })),
  sample("101 options", actions(select({ options: many(101, option) }))),
  sample("no options", actions(select({ options: [] }))),
  sample("placeholder 151", actions(select({ placeholder: plain(x(151)) }))),
  sample("option text 76", actions(select({ options: [{ text: plain(x(76)), value: "v" }] }))),
  sample("option value 151", actions(select({ options: [{ text: plain(), value: x(151) }] }))),
  sample("option description 76", actions(select({ options: [option(0, { description: plain(x(76)) })] }))),
  sample("11 radio buttons", actions({ type: "radio_buttons", options: many(11, option) })),
  sample("11 checkboxes", actions({ type: "checkboxes", options: many(11, option) })),
  sample("image alt 2001", { type: "image", image_url: "https://example.com/a.png", alt_text: x(2001) }),
  sample("image url 3001", { type: "image", image_url: `https://${x(3000)}`, alt_text: "x" }),
  sample("image without a source", { type: "image", alt_text: "x" }),
  sample("label 2001", input({ type: "plain_text_input" }, { label: plain(x(2001)) })),
  sample("hint 2001", input({ type: "plain_text_input" }, { hint: plain(x(2001)) })),
  sample("max_length 3001", input({ type: "plain_text_input", max_length: 3001 })),
  sample("max_length 0", input({ type: "plain_text_input", max_length: 0 })),
  sample("button in an input", input(button())),
  sample("11 files", input({ type: "file_input", max_files: 11 })),
  sample("markdown 12001", { type: "markdown", text: x(12_001) }),
  sample("empty markdown", { type: "markdown", text: "" }),
  sample("101 rows", { type: "table", rows: many(101, () => [cell()]) }),
  sample("video title 201", {
    type: "video",
    alt_text: "x",
    title: plain(x(201)),
    thumbnail_url: "https://e.ch/t",
    video_url: "https://e.ch/v",
  }),
  sample("11 cards", { type: "carousel", elements: many(11, () => ({ type: "card", title: mrkdwn() })) }),
  sample("card title 151", { type: "card", title: mrkdwn(x(151)) }),
  sample("4 card actions", {
    type: "card",
    title: mrkdwn(),
    actions: many(4, (index) => button({ action_id: `a${index}` })),
  }),
  sample("container title 151", {
    type: "container",
    title: plain(x(151)),
    child_blocks: [{ type: "divider" }],
  }),
  sample("11 in a container", {
    type: "container",
    title: plain(),
    child_blocks: many(11, () => ({ type: "divider" })),
  }),
  sample("rich text element", richText({ type: "nosuch" })),
  sample("page size 101", { type: "data_table", caption: "x", page_size: 101, rows: [[cell()], [cell()]] }),
  sample("task status", { type: "task_card", task_id: "1", title: "x", status: "nosuch" }),
  beyond("action_id twice", actions(button({ action_id: "a" })), actions(button({ action_id: "a" }))),
  beyond("block_id twice", { type: "divider", block_id: "a" }, { type: "divider", block_id: "a" }),
  beyond("a file block", { type: "file", external_id: "x", source: "remote" }),
  beyond("an alert outside a modal", { type: "alert", text: plain() }),
  beyond("a file input outside a modal", input({ type: "file_input" })),
  beyond("options and groups", actions(select({ option_groups: [{ label: plain(), options: [option()] }] }))),
  beyond("initial option that is none", actions(select({ initial_option: option(7) }))),
  beyond("bad date", actions({ type: "datepicker", initial_date: "01.03.2026" })),
  beyond(
    "two focused",
    actions(select({ action_id: "a", focus_on_load: true }), select({ action_id: "b", focus_on_load: true })),
  ),
  beyond("21 columns", { type: "table", rows: [many(21, () => cell())] }),
  beyond("two tables", { type: "table", rows: [[cell()]] }, { type: "table", rows: [[cell()]] }),
  beyond("one row of data", { type: "data_table", caption: "x", rows: [[cell()]] }),
  beyond("data table 20001", { type: "data_table", caption: "x", rows: [[cell()], [cell(x(20_001))]] }),
  beyond("chart title 51", {
    type: "data_visualization",
    title: x(51),
    chart: { type: "pie", segments: [{ label: "a", value: 1 }] },
  }),
  beyond("13 segments", {
    type: "data_visualization",
    title: "x",
    chart: { type: "pie", segments: many(13, () => ({ label: "a", value: 1 })) },
  }),
  beyond("segment of nothing", {
    type: "data_visualization",
    title: "x",
    chart: { type: "pie", segments: [{ label: "a", value: 0 }] },
  }),
  beyond("empty card", { type: "card" }),
];

const modal = (extra: Json = {}) => ({
  type: "modal",
  title: plain(),
  blocks: [{ type: "divider" }],
  ...extra,
});

export const goodViews: readonly { name: string; view: Json }[] = [
  {
    name: "edges",
    view: modal({
      title: plain(x(24)),
      submit: plain(x(24)),
      close: plain(x(24)),
      private_metadata: x(3000),
      callback_id: x(255),
      external_id: x(255),
    }),
  },
  { name: "100 blocks", view: modal({ blocks: many(100, () => ({ type: "divider" })) }) },
  {
    name: "same action_id in two blocks",
    view: modal({
      submit: plain(),
      blocks: ["a", "b"].map((block_id) =>
        input({ type: "plain_text_input", action_id: "value" }, { block_id }),
      ),
    }),
  },
  { name: "alert", view: modal({ blocks: [{ type: "alert", text: plain(x(200)), level: "warning" }] }) },
  { name: "home", view: { type: "home", blocks: many(100, () => ({ type: "divider" })) } },
];

export const badViews: readonly { name: string; view: Json; beyondSchema?: boolean }[] = [
  { name: "title 25", view: modal({ title: plain(x(25)) }) },
  { name: "submit 25", view: modal({ submit: plain(x(25)) }) },
  { name: "close 25", view: modal({ close: plain(x(25)) }) },
  { name: "private_metadata 3001", view: modal({ private_metadata: x(3001) }) },
  { name: "callback_id 256", view: modal({ callback_id: x(256) }) },
  { name: "external_id 256", view: modal({ external_id: x(256) }) },
  { name: "101 blocks", view: modal({ blocks: many(101, () => ({ type: "divider" })) }) },
  { name: "unknown field", view: modal({ colour: "red" }) },
  { name: "no title", view: { type: "modal", blocks: [{ type: "divider" }] } },
  { name: "home title", view: { type: "home", title: plain(), blocks: [] } },
  { name: "home 101", view: { type: "home", blocks: many(101, () => ({ type: "divider" })) } },
  { name: "alert 201", view: modal({ blocks: [{ type: "alert", text: plain(x(201)) }] }) },
  { name: "no blocks", view: modal({ blocks: [] }), beyondSchema: true },
  {
    name: "input without submit",
    view: modal({ blocks: [input({ type: "plain_text_input" })] }),
    beyondSchema: true,
  },
  {
    name: "markdown in a modal",
    view: modal({ blocks: [{ type: "markdown", text: "x" }] }),
    beyondSchema: true,
  },
  {
    name: "chart in a home",
    view: { type: "home", blocks: [{ type: "table", rows: [[cell()]] }] },
    beyondSchema: true,
  },
];
