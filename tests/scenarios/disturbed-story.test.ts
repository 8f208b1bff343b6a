import { afterAll, describe, expect, it } from "vitest";
import { type DatabaseKind, databases } from "../support/databases.ts";
import { normalDump } from "./support/normal-dump.ts";
import { openStory, type Story, type Ways } from "./support/story.ts";

const ways: Record<string, Ways> = {
  sqlite: { library: "grammy", telegram: "polling", slack: "http" },
  postgresql: { library: "telegraf", telegram: "webhook", slack: "socket" },
};

type Disturb = (atOnce: number) => void;

/** Three residents and two managers, as much at the same time as they can. */
const playTogether = async (story: Story, disturb: Disturb): Promise<void> => {
  const { olga } = story;
  disturb(1);
  const vera = await story.colleague({ name: "Vera", role: "manager" });
  const anna = await story.resident({ unit: "45", name: "Анна", language: "ru" });
  const john = await story.resident({ unit: "46", name: "John", language: "en" });
  const petr = await story.resident({ unit: "47", name: "Пётр", language: "ru" });

  await Promise.all([
    anna.writes("Скрипит калитка"),
    john.sendsPhoto("Peeling paint"),
    petr.sendsAlbum(3, "Граффити на стене"),
  ]);
  await story.eventually(() => expect(petr.reads()).toContain("К чему это относится?"));
  await Promise.all([anna.taps("Пропустить"), john.taps("Other"), petr.taps("Двор")]);
  await Promise.all([anna.taps("Двор"), john.taps("Skip"), petr.taps("Пропустить")]);
  await Promise.all([anna.taps("Пропустить"), petr.taps("У меня в помещении")]);
  await Promise.all([anna.taps("У меня в помещении"), petr.taps("Пропустить")]);
  await Promise.all([anna.taps("Пропустить"), petr.writes("Проход свободен")]);
  await anna.taps("Пропустить");

  const numberOf = (words: string): number => {
    const card = story.channel().find((shown) => shown.includes(words)) ?? "";
    return Number(/№ (\d+)/.exec(card)?.[1]);
  };
  const [gate, paint, graffiti] = ["Скрипит калитка", "Peeling paint", "Граффити"].map(numberOf) as [
    number,
    number,
    number,
  ];
  disturb(2);
  await Promise.all([olga.presses("Взять", story.card(gate)), vera.presses("Взять", story.card(paint))]);
  disturb(3);
  await Promise.all([
    olga.writes("! Смажем петли сегодня", story.card(gate)),
    vera.writes("Нужна стремянка", story.card(paint)),
    olga.writes("Чья это стена?", story.card(graffiti)),
  ]);
  disturb(1);
  await olga.presses("Готово", story.card(gate));
  await olga.submits({ "Что сделано? Это прочтёт житель.": "Смазали" });
  await vera.presses("Отклонить", story.card(paint));
  await vera.submits({ "Почему? Это прочтёт житель.": "It is planned for May" });
  await Promise.all([anna.taps("Не сделано", anna.message("Смазали")), john.writes("/requests")]);
  await anna.writes("Всё ещё скрипит");
  await anna.taps("Пропустить");
  await olga.presses("Готово", story.card(gate));
  await olga.submits({ "Что сделано? Это прочтёт житель.": "Заменили петли" });
  await anna.taps("Да, сделано", anna.message("Заменили петли"));
  await anna.taps("3 ★");
  await anna.taps("Качество");
  await anna.taps("Пропустить");
  await story.eventually(() => expect(story.filesInThread(graffiti)).toHaveLength(3));
  await story.settled();
};

describe.each(databases)("every update delivered twice and shuffled, on $name", (database: DatabaseKind) => {
  const open: Story[] = [];
  afterAll(() => Promise.all(open.map((story) => story.close())));

  const dumpAfter = async (disturbed: boolean) => {
    const story = await openStory(database, ways[database.name]);
    open.push(story);
    const { telegram, slack } = story.town;
    if (disturbed) telegram.deliveryFaults({ duplicate: true, shuffle: true, seed: 7 });
    await playTogether(story, (atOnce) => {
      if (!disturbed) return;
      slack.clearFaults();
      if (atOnce > 1) slack.disturb({ copies: 2, shuffle: atOnce });
      slack.disturb({ copies: 2, times: Number.POSITIVE_INFINITY });
    });
    const delivered = telegram
      .events()
      .flatMap((event) => (event.type === "delivered" ? event.updateIds : []));
    const times = delivered.length / new Set(delivered).size;
    expect(times).toBeGreaterThanOrEqual(disturbed ? 2 : 1);
    if (!disturbed) expect(times).toBe(1);
    const { database: db, vault } = story.town.domovoy.core;
    expect(story.errors).toEqual([]);
    return normalDump(db.read, vault);
  };

  it("leaves the same rows as without", async () => {
    const quiet = await dumpAfter(false);
    const disturbed = await dumpAfter(true);
    expect(quiet.request).toHaveLength(3);
    expect(quiet.auditEntry?.length).toBeGreaterThan(15);
    for (const [table, rows] of Object.entries(quiet))
      expect({ table, rows: disturbed[table] }).toEqual({ table, rows });
  });
});
