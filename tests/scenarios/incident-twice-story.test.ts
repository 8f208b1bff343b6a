import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databases } from "../support/databases.ts";
import type { Colleague } from "./support/colleague.ts";
import type { Resident } from "./support/resident.ts";
import { messageWords } from "./support/slack-words.ts";
import { openStory, type Story } from "./support/story.ts";

const water = {
  "Что не работает?": "Сантехника · Нет воды",
  "До какого времени, насколько известно?": "18:00",
  "Что сообщить жителям? (по-русски)": "Прорвало трубу у дома.",
  "Что сообщить жителям? (по-английски)": "A pipe burst in the yard.",
};

describe.each(databases)("an incident of which some want to hear nothing, on $name", (database) => {
  let story: Story;
  let anna: Resident;
  let john: Resident;
  let vera: Colleague;
  let boris: Colleague;
  beforeAll(async () => {
    story = await openStory(database);
    anna = await story.resident({ unit: "45", name: "Анна", language: "ru" });
    john = await story.resident({ unit: "46", name: "John", language: "en" });
    vera = await story.colleague({ name: "Vera", role: "dispatcher" });
    boris = await story.colleague({ name: "Борис", role: "dispatcher" });
  }, 120_000);
  afterAll(async () => {
    expect(story.errors).toEqual([]);
    await story.close();
  });

  const read = () => story.town.domovoy.core.database.read;
  const card = (number: number) => {
    const found = story.town.slack
      .messages(story.town.staffChannel)
      .find((message) => new RegExp(`авария № ${number}\\b`, "i").test(messageWords(message)));
    if (!found) throw new Error(`no card of ${number} in:\n${story.channel().join("\n---\n")}`);
    return found;
  };
  const said = (who: Resident, words: string) => who.messages().filter(({ text }) => text.includes(words));
  const asksForWater = async (who: Resident, words: string) => {
    await who.writes(words);
    await who.taps(who.language === "ru" ? "Пропустить" : "Skip");
    await who.taps(who.language === "ru" ? "Сантехника" : "Plumbing");
    await who.taps(who.language === "ru" ? "Нет воды" : "No water");
  };
  /** Of the unit's person, for outages, every way. */
  const mutes = async (unit: string) => {
    const { database: db, clock } = story.town.domovoy.core;
    const { personId, companyId } = await db.read.occupancy.findFirstOrThrow({
      where: { unit: { number: unit } },
    });
    const ways = ["telegram", "email", "sms", "push"];
    const same = { personId, companyId, kind: "outage", via: "settings", createdAt: clock.now() };
    await db.transaction((tx) =>
      tx.notificationSetting.createMany({ data: ways.map((way) => ({ ...same, way })) }),
    );
  };

  it("is not begun a second time by the next who hears of it", async () => {
    await mutes("45");
    await mutes("46");
    // Anna's request is from before; it is linked.
    await asksForWater(anna, "Из крана не идёт вода");
    await anna.taps("Пропустить");
    await vera.commands("incident");
    await boris.commands("incident");
    await vera.submits(water);
    await story.settled();
    const again = await boris.submits(water);
    expect(again).toMatchObject({ result: "errors" });
    expect(JSON.stringify(again)).toContain("авария № 1");
    expect(await read().incident.count()).toBe(1);
    expect(await read().announcement.count()).toBe(1);
  }, 120_000);

  it("is another one where it is said to be, or at another place or of another matter", async () => {
    await boris.submits({ ...water, "Если такая авария там уже идёт": "Это другая авария, начать и её" });
    await story.settled();
    expect(await read().incident.count()).toBe(2);
    await boris.presses("Снова работает", card(2));
    await boris.submits({});
    await story.settled();
    await boris.commands("incident");
    await boris.submits({ ...water, "Что не работает?": "Отопление · Нет отопления" });
    expect(await read().incident.count()).toBe(3);
  }, 120_000);

  it("is over for those as well who asked, though they turned outages off, and once", async () => {
    await asksForWater(john, "There is no water in the tap");
    await john.taps("Thank you");
    expect(john.reads()).toContain("We will write when it is over");
    expect(said(john, "It works again")).toEqual([]);
    await vera.presses("Снова работает", card(1));
    await vera.submits({});
    await story.settled();
    await story.runs("announcements");
    await story.settled();
    expect(said(john, "It works again: No water")).toHaveLength(1);
  }, 120_000);

  it("is over for the authors of what was linked", () => {
    expect(said(anna, "Устранено: Нет воды").length).toBeGreaterThanOrEqual(1);
  });
});
