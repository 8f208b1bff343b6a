import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { callApi } from "../sandbox/telegram/support/bot-api.ts";
import { readSpec, skippedWithout, specsArePresent } from "./specs.ts";
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
