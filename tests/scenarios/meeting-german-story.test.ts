import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databases } from "../support/databases.ts";
import type { Colleague } from "./support/colleague.ts";
import { type MeetingDesk, meetingDesk } from "./support/meeting-desk.ts";
import type { Resident } from "./support/resident.ts";
import { openStory, type Story } from "./support/story.ts";

/** Anna holds 45 and 46 with 200 and 100 of the parts, Pyotr 47 with 700. */
const parts = "45 200\n46 100\n47 700";

describe.each(databases)("meetings by German rules on $name", (database) => {
  let story: Story;
  let desk: MeetingDesk;
  let anna: Resident;
  let petr: Resident;
  let vera: Colleague;
  beforeAll(async () => {
    story = await openStory(database);
    anna = await story.resident({ unit: "45", name: "Анна", language: "ru" });
    petr = await story.resident({ unit: "47", name: "Пётр", language: "ru" });
    vera = await story.colleague({ name: "Vera", role: "manager" });
    desk = meetingDesk(story, vera);
    await ownWhole();
    await story.olga.commands("settings");
    await story.olga.submits({ "По чьему закону?": "Германия" });
  });
  afterAll(async () => {
    expect(story.errors).toEqual([]);
    await story.close();
  });

  const ownWhole = async (): Promise<void> => {
    const { database: rows } = story.town.domovoy.core;
    await rows.transaction(async (tx) => {
      const { companyId, personId } = await tx.identity.findFirstOrThrow({
        where: { externalId: String(anna.id) },
      });
      const { id: unitId } = await tx.unit.findFirstOrThrow({ where: { number: "46" } });
      const since = new Date(story.clock.now().getTime() - 1000);
      await tx.occupancy.updateMany({
        where: { kind: "owner" },
        data: { shareNumerator: 1, shareDenominator: 1 },
      });
      await tx.occupancy.create({
        data: {
          companyId,
          personId,
          unitId,
          kind: "owner",
          shareNumerator: 1,
          shareDenominator: 1,
          from: since,
          verifiedAt: since,
        },
      });
    });
  };

  const votes = async (who: Resident, ...choices: readonly string[]) => {
    await who.taps("Проголосовать", who.message("Голосование началось"));
    for (const choice of choices) await who.taps(choice);
    await who.taps("Да, проголосовать");
  };

  it("refuses a call of less than three weeks", async () => {
    await vera.commands("meeting");
    await vera.submits({
      "О чём собрание?": "Скоро",
      "Первый день голосования": story.day(20),
      "Последний день голосования": story.day(27),
    });
    await desk.asks("Скоро", "Сад", "Большинство поданных голосов");
    await vera.presses("Оповестить собственников", desk.card("Скоро"));
    expect(vera.toldPrivately().at(-1)).toMatch(/не позднее чем за 21 день/);
  });

  it.each([
    ["голова", "один собственник — один голос", "за голосов: 1, против голосов: 1", "❌ 1"],
    ["помещение", "одно помещение — один голос", "за голосов: 2, против голосов: 1", "✅ 1"],
    ["доля", "голоса по долям из декларации", "за долей: 300, против долей: 700", "❌ 1"],
  ])("counts by %s: %s", async (title, weight, sums, outcome) => {
    await vera.commands("meeting");
    await vera.submits({
      "О чём собрание?": title,
      "Первый день голосования": story.day(22),
      "Последний день голосования": story.day(29),
      "Чем измеряется голос?": weight,
    });
    await desk.asks(title, "Сад", "Большинство поданных голосов");
    await desk.asks(title, "Бельё", "Большинство поданных голосов");
    await desk.asks(title, "Лифт", "Более 2/3 поданных голосов и половина долей");
    await vera.presses("Доли", desk.card(title));
    await vera.submits({ "Номер и доля, по строке на помещение": parts });
    await desk.calls(title);
    expect(desk.words(title)).toMatch(/WEG.*не требуется/s);
    story.clock.passes({ days: 22 });
    await story.runs("advance-meetings");
    await story.settled();
    await votes(anna, "За", "За", "За");
    await votes(petr, "Против", "Воздержался", "Воздержался");
    story.clock.passes({ days: 9 });
    await story.runs("advance-meetings");
    await story.eventually(() => expect(desk.words(title)).toContain(outcome));
    await story.settled();
    expect(desk.words(title)).toContain(sums);
    // Pyotr's abstentions are not counted: all votes cast are Anna's, who has 300 of the 1000 parts.
    expect(desk.words(title)).toContain("✅ 2. Бельё");
    expect(desk.words(title)).toContain("❌ 3. Лифт");
    await petr.writes("/meeting");
    expect(petr.reads()).toContain(title);
  });
});
