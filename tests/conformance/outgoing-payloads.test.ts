import { Ajv } from "ajv";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openStory, type Story } from "../scenarios/support/story.ts";
import { databases } from "../support/databases.ts";
import { grandTour } from "./grand-tour.ts";
import { readSpec, skippedWithout, specsArePresent } from "./specs.ts";

type Json = Record<string, unknown>;

interface Limits {
  telegram: { fields: Record<string, { maxLength?: number; maxItems?: number; maxBytes?: number }> };
  slack: { block_kit: { button: { value: { max_length: number } } } };
}

const ways = {
  sqlite: { library: "grammy", telegram: "polling", slack: "socket" },
  postgresql: { library: "telegraf", telegram: "webhook", slack: "http" },
} as const;

/** Refusals that mean success, or that a person's haste brings about. */
const harmless = /message is not modified|query is too old|QUERY_ID_INVALID/;

describe.skipIf(!specsArePresent).each(databases)(`what we send, on $name${skippedWithout}`, (database) => {
  let story: Story;
  beforeAll(async () => {
    story = await openStory(database, ways[database.name]);
    await grandTour(story);
  }, 240_000);
  afterAll(() => story?.close());

  it("is what the Bot API's schema describes, and is refused nowhere", () => {
    const ajv = new Ajv({ strict: false });
    ajv.addSchema(readSpec<Json>("telegram/schema-10.3.json"), "telegram");
    const calls = story.town.telegram.calls();
    expect(new Set(calls.map(({ method }) => method)).size).toBeGreaterThan(8);
    const wrong = calls.flatMap(({ method, params: told, files }) => {
      // A file may come as a part under the parameter's own name.
      const parts = files.filter(({ field }) => !JSON.stringify(told).includes(`attach://${field}`));
      const params = { ...told, ...Object.fromEntries(parts.map(({ field }) => [field, "attached"])) };
      const validate = ajv.getSchema(`telegram#/definitions/${method}Params`);
      if (!validate) return [`the schema has no ${method}`];
      return validate(params) ? [] : [`${method}: ${ajv.errorsText(validate.errors)} in ${short(params)}`];
    });
    expect(unique(wrong)).toEqual([]);
    const refused = calls.filter(({ response }) => !isFine(response));
    expect(
      refused.map(({ method, params, response }) => `${method} ${short(params)}: ${short(response)}`),
    ).toEqual([]);
    expect(story.errors).toEqual([]);
  });

  it("keeps Telegram's limits: every button's data, every text", () => {
    const { fields } = readSpec<Limits>("limits.json").telegram;
    const calls = story.town.telegram.calls();
    const tokens = calls.flatMap(({ params }) => valuesOf(params, "callback_data"));
    expect(new Set(tokens.map((token) => token.split(":")[0])).size).toBeGreaterThan(5);
    const most = fields["InlineKeyboardButton.callback_data"]?.maxBytes ?? 0;
    expect(most).toBe(64);
    expect(tokens.filter((token) => token === "" || Buffer.byteLength(token) > most)).toEqual([]);
    for (const { method, params } of calls) {
      for (const [name, value] of Object.entries(params)) {
        const limit = fields[`${method}.${name}`];
        if (typeof value === "string" && limit?.maxLength)
          expect(shownLength(value, params.parse_mode), `${method}.${name}`).toBeLessThanOrEqual(
            limit.maxLength,
          );
        if (Array.isArray(value) && limit?.maxItems)
          expect(value.length, `${method}.${name}`).toBeLessThanOrEqual(limit.maxItems);
      }
    }
  });

  it("is what Slack's methods and Block Kit take, and is refused nowhere", () => {
    const { methods } = readSpec<{ methods: Record<string, { args: Json; required?: string[] }> }>(
      "slack/web-api.index.json",
    );
    const ajv = new Ajv({ strict: false, discriminator: true });
    ajv.addSchema(readSpec<Json>("slack/block-kit.schema.json"), "slack");
    const problems = (definition: string, value: unknown): string[] => {
      const validate = ajv.getSchema(`slack#/definitions/${definition}`);
      if (!validate) return [`the schema has no ${definition}`];
      return validate(value) ? [] : [`${definition}: ${ajv.errorsText(validate.errors)} in ${short(value)}`];
    };
    const calls = story.town.slack.calls();
    expect(new Set(calls.map(({ method }) => method)).size).toBeGreaterThan(6);
    const wrong = calls.flatMap(({ method, params }) => {
      const known = methods[method];
      if (!known) return [`the index has no ${method}`];
      const unknown = Object.keys(params).filter((name) => !(name in known.args));
      const missing = (known.required ?? []).filter((name) => name !== "token" && !(name in params));
      return [
        ...unknown.map((name) => `${method} has no argument ${name}`),
        ...missing.map((name) => `${method} lacks ${name}`),
        ...(params.blocks === undefined ? [] : problems("MessageBlocks", decoded(params.blocks))),
        ...(params.view === undefined ? [] : problems("View", decoded(params.view))),
      ];
    });
    expect(unique(wrong)).toEqual([]);
    const refused = calls.filter(({ response }) => response?.ok !== true);
    expect(
      refused.map(({ method, params, response }) => `${method} ${short(params)}: ${short(response)}`),
    ).toEqual([]);
    const most = readSpec<Limits>("limits.json").slack.block_kit.button.value.max_length;
    const values = calls
      .flatMap(({ params }) => [decoded(params.blocks), decoded(params.view)])
      .flatMap((blocks) => valuesOf(blocks, "value"));
    expect(values.filter((value) => value.length > most)).toEqual([]);
  });
});

const isFine = (response: unknown): boolean => {
  const { ok, description = "" } = (response ?? {}) as { ok?: boolean; description?: string };
  return ok === true || harmless.test(description);
};

const decoded = (value: unknown): unknown =>
  typeof value === "string" ? (JSON.parse(value) as unknown) : value;

const short = (value: unknown): string => JSON.stringify(value)?.slice(0, 400) ?? "nothing";

/** One example of each mistake is enough. */
const unique = (mistakes: readonly string[]): string[] => [
  ...new Map(mistakes.map((mistake) => [mistake.split(" in ")[0], mistake])).values(),
];

/** Limits count what is shown, after the markup was parsed. */
const shownLength = (text: string, parseMode: unknown): number =>
  parseMode === "HTML"
    ? text.replaceAll(/<[^>]*>/g, "").replaceAll(/&(lt|gt|amp|quot);/g, "&").length
    : text.length;

const valuesOf = (value: unknown, name: string): string[] => {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === name && typeof inner === "string" ? [inner] : valuesOf(inner, name),
  );
};
