import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { unpaced } from "../../src/delivery/limits.ts";
import { openTown, type Town } from "../../src/demonstration/open-town.ts";
import { isObject, type JsonObject } from "../../src/sandbox/slack/block-kit/rule.ts";
import { databases } from "../support/databases.ts";

const slowMs = 5_000;
const slackWaitsMs = 3_000;
const telegramWaitsMs = 2_000;

/** One writer at a time: whoever holds it makes everybody wait, as a slow disk does. */
describe.each(databases.filter(({ name }) => name === "sqlite"))("work of 5 s on $name", (database) => {
  const errors: string[] = [];
  let town: Town;
  let drop: () => Promise<void>;
  let anna: { id: number };
  beforeAll(async () => {
    const { url, drop: dropDatabase } = await database.create();
    drop = dropDatabase;
    const logger = pino({ level: "error" }, { write: (line: string) => void errors.push(line) });
    town = await openTown({ databaseUrl: url, keys: [randomBytes(32)], logger, limits: { paces: unpaced } });
    const { slack, telegram, staffChannel: channel, company } = town;
    const text = `join ${company.administratorCode}`;
    await slack.command({ user: "olga", channel, command: "/domovoy", text });
    anna = telegram.addUser({ firstName: "Анна", languageCode: "ru" });
    telegram.start({ from: anna.id, payload: await company.inviteTo("45") });
    await town.settled();
    telegram.say({ from: anna.id, text: "Не горит лампа" });
    await town.settled();
    for (const button of ["Пропустить", "Другое", "Пропустить"]) {
      await telegram.press({ from: anna.id, text: button });
      await town.settled();
    }
  });
  afterAll(async () => {
    await town?.close();
    await drop?.();
    expect(errors).toEqual([]);
  });

  const holdWriter = (): Promise<void> =>
    town.domovoy.core.database.transaction(() => sleep(slowMs), { timeoutMs: 2 * slowMs });

  it("opens Slack's modal and acknowledges the press within 3 s, and fills the modal after", async () => {
    const { slack, staffChannel: channel } = town;
    const card = slack.messages(channel).at(-1);
    const held = holdWriter();
    const pressedAt = performance.now();
    const outcome = await slack.press({ user: "olga", channel, ts: card?.ts ?? "", text: "Спросить" });
    expect(outcome.ok).toBe(true);
    expect(performance.now() - pressedAt).toBeLessThan(slackWaitsMs);
    expect(slack.openView("olga")).toBeDefined();
    expect(inputs(slack.openView("olga")?.view)).toEqual([]);
    await held;
    await slack.waitFor(() => inputs(slack.openView("olga")?.view).length > 0);
    const again = holdWriter();
    expect((await slack.submit({ user: "olga", values: { text: "Какая лампа?" } })).result).toBe("updated");
    // What was typed stands there still, and is done once however often it is sent.
    expect(JSON.stringify(slack.openView("olga")?.view)).toContain('"initial_value":"Какая лампа?"');
    await slack.submit({ user: "olga" });
    await again;
    await town.settled();
    expect(town.telegram.messages(anna.id).filter(({ text }) => text.includes("Какая лампа?"))).toHaveLength(
      1,
    );
  });

  it("answers a tap in Telegram within 2 s, and does what it asked for after", async () => {
    const { telegram } = town;
    const held = holdWriter();
    const { answered, afterMs } = await telegram.press({ from: anna.id, text: "Написать в офис" });
    expect(answered).toBe(true);
    expect(afterMs).toBeLessThan(telegramWaitsMs);
    await held;
    await telegram.waitForMessage(anna.id, ({ text }) => text.includes("Что офису нужно знать?"));
  });
});

const inputs = (view: JsonObject | undefined): JsonObject[] =>
  Array.isArray(view?.blocks) ? view.blocks.filter(isObject).filter(({ type }) => type === "input") : [];
