import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { callApi } from "../sandbox/telegram/support/bot-api.ts";
import { assertThere, readSpec, skippedWithout, specsArePresent } from "./specs.ts";
import {
  type Desk,
  type FieldLimit,
  heldWithin,
  openDesk,
  received,
  recipes,
  refusedMedia,
  sentBy,
} from "./telegram-limits.ts";

const fields = specsArePresent
  ? readSpec<{ telegram: { fields: Record<string, FieldLimit> } }>("limits.json").telegram.fields
  : {};

/** What just fits and what is one too many or too few. */
const edgesOf = (limit: FieldLimit): { value: string | number; fits: boolean; about: string }[] => {
  const letter = limit.pattern || limit.maxBytes !== undefined ? "a" : "я";
  const text = (length: number) => letter.repeat(length);
  const number = (value: number) => value;
  const [least, most, make] =
    limit.maximum !== undefined
      ? [limit.minimum, limit.maximum, number]
      : limit.maxItems !== undefined
        ? [limit.minItems, limit.maxItems, number]
        : [limit.minLength ?? limit.minBytes, limit.maxLength ?? limit.maxBytes ?? 0, text];
  const lower = least ?? 0;
  const isNumber = limit.minimum !== undefined;
  return [
    { value: make(most), fits: true, about: `${most}` },
    { value: make(most + 1), fits: false, about: `${most + 1}` },
    ...(lower > 0 || isNumber ? [{ value: make(lower), fits: true, about: `${lower}` }] : []),
    ...(lower > 0 || isNumber ? [{ value: make(lower - 1), fits: false, about: `${lower - 1}` }] : []),
    ...(limit.pattern ? [{ value: "a b", fits: false, about: "a blank" }] : []),
  ];
};

/** A call without a secret or a period is a call like any other. */
const emptyIsNone = new Set(["setWebhook.secret_token"]);

describe.skipIf(!specsArePresent)(`every limit of Telegram's${skippedWithout}`, () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk();
  });
  afterAll(() => desk?.server.stop());

  it.each(Object.entries(fields))("%s", async (name, limit) => {
    const [owner = "", field = ""] = name.split(".");
    const recipe = recipes[name];
    if (recipe) {
      for (const { value, fits, about } of edgesOf(limit)) {
        if (value === "" && emptyIsNone.has(name)) continue;
        const { status, description } = await recipe(desk, value);
        expect({ about, status, description }).toMatchObject({ about, status: fits ? 200 : 400 });
      }
      return;
    }
    const held = heldWithin[name];
    if (held) {
      const { minimum = 0, maximum = 0 } = limit;
      expect([await held(desk, maximum + 1), await held(desk, maximum)]).toEqual([maximum, maximum]);
      expect([await held(desk, minimum - 1), await held(desk, minimum)]).toEqual([minimum, minimum]);
      return;
    }
    if (received.has(owner)) return;
    if (/^InputMedia/.test(owner)) {
      const type = owner
        .replace("InputMedia", "")
        .replace(/(?<=.)(?=[A-Z])/, "_")
        .toLowerCase();
      expect((await refusedMedia(desk, type)).description).toBe("Bad Request: invalid type specified");
      return;
    }
    if (owner === "SuggestedPostPrice") {
      const suggested_post_parameters = { price: { currency: "XTR", [field]: limit.maximum } };
      const refused = await callApi(desk.server, "sendMessage", {
        chat_id: desk.chat,
        text: "a",
        suggested_post_parameters,
      });
      expect(refused.status).toBe(400);
      return;
    }
    // A method that is not there refuses everything; when it comes, its limits need a recipe.
    const method = /^[a-z]/.test(owner) ? owner : sentBy(owner);
    expect({ name, method }).toMatchObject({ method: expect.any(String) });
    expect((await callApi(desk.server, method ?? "", {})).status).toBe(404);
  });
});

const refusals = "sandbox/telegram/refusals.test.ts";
const delivery = "sandbox/telegram/delivery.test.ts";

/** Held by time, by traffic or by the way in; tested where those are. */
const heldElsewhere: Readonly<Record<string, string>> = {
  inline_keyboard_buttons_total: refusals,
  inline_keyboard_buttons_per_row: refusals,
  reply_markup_json_bytes_approx: refusals,
  get_file_max_bytes: refusals,
  upload_max_bytes: refusals,
  photo_upload_max_bytes: refusals,
  delete_message_max_age_h: refusals,
  per_chat_msgs_per_second: "sandbox/telegram/faults.test.ts",
  per_group_msgs_per_minute: "sandbox/telegram/faults.test.ts",
  global_msgs_per_second: "sandbox/telegram/faults.test.ts",
  webhook_retry: delivery,
  general_topic_id: "sandbox/telegram/groups.test.ts",
  getupdates_timeout_max_s: "held within, as the limit of getUpdates is",
  updates_retention_h: "what Telegram forgets, nothing that it refuses",
  paid_broadcast_msgs_per_second: "the local server sells nothing",
  pre_checkout_answer_s: "the local server sells nothing",
  join_request_private_chat_min: "the local server has no join requests",
  join_request_query_answer_s: "the local server has no join requests",
  ephemeral_reply_window_s: "the local server has no ephemeral messages",
  message_draft_preview_s: "the local server has no drafts",
  chat_action_s: "how long something is shown, nothing that is refused",
};

describe.skipIf(!specsArePresent)(`every further limit of Telegram's${skippedWithout}`, () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk();
  });
  afterAll(() => desk?.server.stop());

  const checks: Readonly<Record<string, () => Promise<void>>> = {
    entities_per_message: async () => {
      const entities = Array.from({ length: 101 }, (_, offset) => ({
        type: "bold",
        offset: offset * 2,
        length: 1,
      }));
      const params = { chat_id: desk.chat, text: "a ".repeat(101), entities };
      const { result } = await callApi<{ entities: unknown[] }>(desk.server, "sendMessage", params);
      expect(result.entities).toHaveLength(100);
    },
    webhook_ports: async () => {
      const set = async (port: number) =>
        (await callApi(desk.server, "setWebhook", { url: `https://example.org:${port}/hook` })).status;
      for (const port of [443, 80, 88, 8443])
        expect({ port, status: await set(port) }).toEqual({ port, status: 200 });
      expect(await set(8080)).toBe(400);
      await callApi(desk.server, "deleteWebhook");
    },
    start_payload: async () => {
      const start = (payload: string) => () => desk.server.start({ from: desk.chat, payload });
      expect(start("a".repeat(64))).not.toThrow();
      for (const payload of ["a".repeat(65), "a b", "\u0436"]) expect(start(payload)).toThrow();
    },
  };

  const extra = specsArePresent
    ? readSpec<{ telegram: { extra: object } }>("limits.json").telegram.extra
    : {};
  it.each(Object.keys(extra))("%s", async (name) => {
    const elsewhere = heldElsewhere[name];
    if (elsewhere) return assertThere(elsewhere);
    const check = checks[name];
    expect({ name, check: !!check }).toEqual({ name, check: true });
    await check?.();
  });
});
