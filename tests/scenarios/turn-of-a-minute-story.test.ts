import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { lanes } from "../../src/core/outbox/draft.ts";
import { unpaced } from "../../src/delivery/limits.ts";
import { databases } from "../support/databases.ts";
import type { Colleague } from "./support/colleague.ts";
import type { Resident } from "./support/resident.ts";
import { openStory, type Story } from "./support/story.ts";

/** So slow that what waits can be counted. */
const slowChannel = { chat: () => [{ count: 1, ms: 300 }], bot: null };

describe.each(databases)("the minute in which many requests become overdue on $name", (database) => {
  let story: Story;
  let anna: Resident;
  let boris: Resident;
  let vera: Colleague;
  const numbers: number[] = [];
  beforeAll(async () => {
    story = await openStory(database, { paces: { ...unpaced, slack: slowChannel } });
    anna = await story.resident({ unit: "45", name: "Анна", language: "ru" });
    boris = await story.resident({ unit: "46", name: "Борис", language: "ru" });
    vera = await story.colleague({ name: "Vera", role: "manager" });
    for (const thing of ["лавочка", "урна", "качели", "калитка", "перила", "ступень", "скамья", "клумба"])
      numbers.push(await story.files(anna, `Сломана ${thing} у дома`));
  }, 120_000);
  afterAll(async () => {
    expect(story.errors).toEqual([]);
    await story.close();
  });

  const waiting = (subjectId?: string) =>
    story.town.domovoy.core.database.read.outboxMessage.count({
      where: { state: "pending", lane: lanes.routine, ...(subjectId ? { subjectId } : {}) },
    });
  const requestOf = (number: number) =>
    story.town.domovoy.core.database.read.request.findFirstOrThrow({ where: { number } });

  it("holds up neither who presses a button meanwhile, on a card that waits itself, nor an emergency", async () => {
    const last = numbers.at(-1) ?? 0;
    story.clock.passes({ days: 3 });
    await story.town.domovoy.schedules.runNow("escalate-overdue");
    expect(await waiting()).toBeGreaterThan(10);
    expect(await waiting((await requestOf(last)).id)).toBeGreaterThan(0);

    const pressed = vera.presses("Взять", story.card(last));
    await expect.poll(() => story.cardWords(last), { timeout: 20_000, interval: 10 }).toContain("Vera");
    expect(await waiting()).toBeGreaterThan(5);

    const told = boris.writes("Прорвало трубу, заливает квартиру");
    await expect
      .poll(() => story.channel().some((words) => words.includes("Прорвало трубу")), {
        timeout: 20_000,
        interval: 10,
      })
      .toBe(true);
    expect(await waiting()).toBeGreaterThan(2);

    await Promise.all([pressed, told]);
    await story.settled();
    expect(await waiting()).toBe(0);
    for (const number of numbers)
      expect(
        story.thread(number).some((words) => words.includes("Дежурный менеджер")),
        `${number}`,
      ).toBe(true);
  }, 120_000);
});
