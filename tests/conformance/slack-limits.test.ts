import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkBlocks } from "../../src/sandbox/slack/block-kit/check-blocks.ts";
import { checkView } from "../../src/sandbox/slack/block-kit/check-view.ts";
import { type SlackServer, startSlackServer } from "../../src/sandbox/slack/server.ts";
import { callJson } from "../sandbox/slack/api-client.ts";
import { recipes } from "./slack-limits.ts";
import { assertThere, readSpec, skippedWithout, specsArePresent } from "./specs.ts";

interface SlackLimits {
  block_kit: Record<string, unknown>;
  extra: Record<string, number>;
}

const limits = specsArePresent ? readSpec<{ slack: SlackLimits }>("limits.json").slack : undefined;

interface Edge {
  value: string | number;
  fits: boolean;
}

const text = (length: number): string => "x".repeat(length);

/** What just fits and what does not, of each kind of limit. */
const edges: Readonly<Record<string, (limit: number) => Edge[]>> = {
  max_length: (most) => around(text(most), text(most + 1)),
  item_max_length: (most) => around(text(most), text(most + 1)),
  min_length: (least) => around(text(least), text(least - 1)),
  max_items: (most) => around(most, most + 1),
  min_items: (least) => around(least, least - 1),
  max: (most) => around(most, most + 1),
  min: (least) => around(least, least - 1),
  exclusive_min: (least) => around(least + 1, least),
};

const around = (fits: string | number, tooFar: string | number): Edge[] => [
  { value: fits, fits: true },
  { value: tooFar, fits: false },
];

/** Each limit by the path of what it limits. */
const leaves = (
  node: Record<string, unknown>,
  path: string[] = [],
): { path: string; kind: string; limit: number }[] =>
  Object.entries(node).flatMap(([name, inner]) =>
    typeof inner === "number"
      ? [{ path: path.join("."), kind: name, limit: inner }]
      : leaves(inner as Record<string, unknown>, [...path, name]),
  );

describe.skipIf(!limits)(`every limit of Block Kit's${skippedWithout}`, () => {
  it.each(leaves(limits?.block_kit ?? {}))("$path: $kind $limit", ({ path, kind, limit }) => {
    const recipe = recipes[path];
    const around = edges[kind];
    expect({ path, kind, recipe: !!recipe, around: !!around }).toEqual({
      path,
      kind,
      recipe: true,
      around: true,
    });
    for (const { value, fits } of around?.(limit) ?? []) {
      const shown = recipe?.(value);
      const problems =
        shown && ("view" in shown ? checkView("modal", shown.view) : checkBlocks("message", shown.blocks));
      const about = `${kind} ${limit}, given ${typeof value === "string" ? value.length : value}`;
      expect({ about, taken: problems?.length === 0, problems }).toMatchObject({ about, taken: fits });
    }
  });
});

/** Held by time, by traffic or by the way in; tested where those are. */
const heldElsewhere: Readonly<Record<string, string>> = {
  modal_stack: "sandbox/slack/views.test.ts",
  trigger_id_ttl_s: "sandbox/slack/views.test.ts",
  trigger_id_single_use: "sandbox/slack/views.test.ts",
  ack_s: "sandbox/slack/delivery.test.ts",
  event_retries_s: "sandbox/slack/http-delivery.test.ts",
  signature_max_age_s: "sandbox/slack/http-delivery.test.ts",
  response_url_uses: "sandbox/slack/response-url.test.ts",
  response_url_ttl_s: "sandbox/slack/response-url.test.ts",
  tiers_per_minute: "sandbox/slack/web-api.test.ts",
  post_message_per_channel_per_second: "sandbox/slack/web-api.test.ts",
  socket_max_connections: "sandbox/slack/delivery.test.ts",
  events_per_hour_per_workspace: "what Slack stops sending, nothing that it refuses",
  text_recommended: "advice",
  view_blocks: "view.blocks, above",
};

describe.skipIf(!limits)(`every limit of Slack's calls${skippedWithout}`, () => {
  let slack: SlackServer;
  let channel: string;
  let people: string[];
  const dividers = (count: number) => Array.from({ length: count }, () => ({ type: "divider" }));
  beforeAll(async () => {
    slack = await startSlackServer();
    people = Array.from({ length: 9 }, (_, index) => slack.addUser({ name: `p${index}` }).id);
    channel = slack.addChannel({ name: "staff", members: people, withBot: true }).id;
  });
  afterAll(() => slack?.stop());

  const post = (params: object) => callJson(slack, "chat.postMessage", { channel, ...params });
  const update = async (params: object) => {
    const { ts } = await post({ text: "a" });
    return callJson(slack, "chat.update", { channel, ts, ...params });
  };
  const home = (view: object) =>
    callJson(slack, "views.publish", { user_id: people[0], view: { type: "home", ...view } });
  const section = (length: number) => ({ type: "section", text: { type: "mrkdwn", text: text(length) } });
  /** A home view of so many bytes. */
  const heavy = (bytes: number) => {
    const view = { blocks: Array.from({ length: 90 }, () => section(2700)), private_metadata: "" };
    const missing = bytes - Buffer.byteLength(JSON.stringify({ type: "home", ...view }));
    return { ...view, private_metadata: text(Math.max(missing, 0)) };
  };
  const day = 86_400;

  /** A call at this many, and what one more is refused with. */
  const calls: Readonly<Record<string, { run(count: number): Promise<unknown>; error: string }>> = {
    message_blocks: { run: (count) => post({ blocks: dividers(count) }), error: "invalid_blocks" },
    observed_total_blocks_chars_msg_blocks_too_long: {
      // Five blocks count 50 each beside their text.
      run: (count) => post({ blocks: [...Array(4).fill(section(3000)), section(count - 12_000 - 250)] }),
      error: "msg_blocks_too_long",
    },
    update_text_max: { run: (count) => update({ text: text(count) }), error: "msg_too_long" },
    markdown_text: { run: (count) => post({ markdown_text: text(count) }), error: "msg_too_long" },
    attachments: {
      run: (count) => post({ text: "a", attachments: Array.from({ length: count }, () => ({ text: "x" })) }),
      error: "too_many_attachments",
    },
    history_limit_max: {
      run: (limit) => callJson(slack, "conversations.history", { channel, limit }),
      error: "invalid_limit",
    },
    conversations_open_users_max: {
      run: (count) => callJson(slack, "conversations.open", { users: people.slice(0, count).join(",") }),
      error: "too_many_users",
    },
    schedule_max_days: {
      run: (days) =>
        callJson(slack, "chat.scheduleMessage", {
          channel,
          text: "a",
          post_at: Math.floor(Date.now() / 1000) + days * day - 60,
        }),
      error: "time_too_far",
    },
    view_bytes: { run: (count) => home(heavy(count)), error: "view_too_large" },
  };

  it.each(Object.entries(limits?.extra ?? {}))("%s", async (name, limit) => {
    const elsewhere = heldElsewhere[name];
    if (elsewhere) return assertThere(elsewhere);
    if (name === "text_truncate") {
      const { message } = (await post({ text: text(limit + 1) })) as { message?: { text?: string } };
      expect(message?.text).toHaveLength(limit);
      return;
    }
    const call = calls[name];
    expect({ name, call: !!call }).toEqual({ name, call: true });
    expect(await call?.run(limit)).toMatchObject({ ok: true });
    expect(await call?.run(limit + 1)).toMatchObject({ ok: false, error: call?.error });
  });
});
