import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databases } from "../support/databases.ts";
import { openHomeBilling } from "./support/billing.ts";
import { addsMeter } from "./support/meters.ts";
import type { Resident } from "./support/resident.ts";
import { openStory, type Story } from "./support/story.ts";

describe.each(databases)("readings as people write them on $name", (database) => {
  let story: Story;
  let anna: Resident;
  let john: Resident;
  beforeAll(async () => {
    story = await openStory(database);
    anna = await story.resident({ unit: "45", name: "Анна", language: "ru" });
    john = await story.resident({ unit: "46", name: "John", language: "en" });
    await addsMeter(story, "45", { kind: "Холодная вода", serial: "A-1", readings: "120" });
    await addsMeter(story, "46", { kind: "Холодная вода", serial: "C-7", readings: "120" });
    await addsMeter(story, "46", { kind: "Горячая вода", serial: "H-7", readings: "80" });
    story.clock.passes({ days: 10 });
  }, 120_000);
  afterAll(async () => {
    expect(story.errors).toEqual([]);
    await story.close();
  });

  const db = () => story.town.domovoy.core.database.read;
  /** What meters show for a month: by their serial numbers. */
  const shown = async (month = "2031-03"): Promise<Record<string, bigint>> => {
    const rows = await db().reading.findMany({
      where: { replacedAt: null, kind: "monthly", month },
      include: { meter: true },
      orderBy: { id: "asc" },
    });
    return Object.fromEntries(rows.map(({ meter, value }) => [meter.serial, value]));
  };
  const asks = (who: Resident): string => who.answers().join("\n");

  it("a photo alone, while readings are wanted, is asked about: of which meter it is, or a request", async () => {
    await john.sendsPhoto();
    expect(john.reads()).toContain("Is this a photo of a meter?");
    expect(john.buttons()).toEqual([
      "Cold water No. C-7",
      "Hot water No. H-7",
      "No, it is a request",
      "Cancel",
    ]);
    await john.taps("Hot water No. H-7");
    expect(john.reads()).toContain("Hot water No. H-7: what does it show?");
    // Another look at the same meter is kept as well.
    await john.sendsPhoto();
    expect(john.reads()).toMatch(/attached.*answer with a text message.*what does it show\?/s);
    await john.writes("88.1 m3");
    expect(asks(john)).toMatch(/Hot water No. H-7: 88.1 \(used 8.1 m³\)\n1 more is missing/);
    expect(await shown()).toEqual({ "H-7": 88_100n });
    expect(await db().attachment.count({ where: { subjectType: "reading" } })).toBe(2);

    await anna.sendsPhoto();
    await anna.taps("Нет, это заявка");
    expect(anna.reads()).toContain("Что случилось?");
    await anna.writes("/cancel");
  });

  it("a number is read with its measure, its meter's name, zeros, spaces and the letter for a zero", async () => {
    const written: [string, bigint][] = [
      ["00124,5", 124_500n],
      ["12O,5 м3", 120_500n],
      ["ХВС 124,6", 124_600n],
      ["№ A-1: 124,7", 124_700n],
      ["Здравствуйте, показание 124,8", 124_800n],
    ];
    for (const [text, value] of written) {
      await anna.writes(text);
      expect(asks(anna)).toContain("Записано за март 2031:\nХолодная вода № A-1: 12");
      expect((await shown())["A-1"]).toBe(value);
    }
    await anna.writes("1 245,5");
    expect(anna.reads()).toContain("1245,5 — верно?");
    await anna.taps("Отмена");
    expect(await db().request.count()).toBe(0);
  });

  it("what is no reading of the meter is refused with what to do, in both languages", async () => {
    const refused: [Resident, string, RegExp][] = [
      [anna, "-5", /не бывает меньше нуля.*что на счётчике\?/s],
      [anna, "1245678", /у него 5 цифр до запятой.*что на счётчике\?/s],
      [anna, "124,5555", /не больше трёх цифр после запятой.*что на счётчике\?/s],
      [anna, "124,5 88,1", /Чисел 2, а счётчик один/],
      [john, "cold -5", /less than the 120 before.*what does it show\?/s],
      [john, "cold 1245678", /it has 5 digits before the point.*what does it show\?/s],
      [john, "1 2 3", /3 numbers, and you have 2 meters/],
    ];
    const before = await shown();
    for (const [who, text, said] of refused) {
      await who.writes(text);
      expect(asks(who)).toMatch(said);
      await who.writes("/cancel");
    }
    expect(await shown()).toEqual(before);
    expect(await db().request.count()).toBe(0);
  });

  it("several numbers are told apart by their names, in a caption as well; else it is asked once for each", async () => {
    await john.sendsPhoto("ХВС 124,5 ГВС 88,2");
    expect(asks(john)).toMatch(/Cold water No. C-7: 124.5.*Hot water No. H-7: 88.2/s);
    await john.writes("88.3 124.6");
    expect(john.reads()).toContain("88.3: which meter is it?");
    await john.taps("Hot water No. H-7");
    expect(asks(john)).toMatch(/Hot water No. H-7: 88.3.*Cold water No. C-7: 124.6/s);
    expect(await shown()).toMatchObject({ "C-7": 124_600n, "H-7": 88_300n });
  });

  it("an edited message corrects its readings, also while it is being asked about", async () => {
    const both = await john.writes("hot 88.4 cold 124.7");
    await john.edits(both, "hot 88.4 cold 125.7");
    expect(asks(john)).toContain("Cold water No. C-7: 125.7 (used 5.7 m³)");
    expect(await shown()).toMatchObject({ "C-7": 125_700n, "H-7": 88_400n });
    await john.edits(both, "hot 88.4 and more");
    expect(john.reads()).toContain("did not understand the correction");
    const one = await john.writes("126.5");
    await john.edits(one, "127.5");
    expect(john.reads()).toMatch(/Which meter is it\?/);
    await john.taps("Cold water No. C-7");
    expect(await shown()).toMatchObject({ "C-7": 127_500n });
    await anna.edits(await anna.writes("125"), "1252,5");
    expect(anna.reads()).toContain("1252,5 — верно?");
    await anna.taps("Нет, напишу заново");
    await anna.writes("125,2");
    expect((await shown())["A-1"]).toBe(125_200n);
  });

  it("meters of several homes are told apart by the home", async () => {
    const {
      id: _,
      unitId: __,
      ...held
    } = await db().occupancy.findFirstOrThrow({
      where: { unit: { number: "45" }, verifiedAt: { not: null } },
    });
    const { id: unitId } = await db().unit.findFirstOrThrow({ where: { number: "47" } });
    await story.town.domovoy.core.database.transaction((tx) =>
      tx.occupancy.create({ data: { ...held, unitId } }),
    );
    await addsMeter(story, "47", { kind: "Холодная вода", serial: "A-1-47", readings: "10" });
    await anna.writes("ХВС 125,3");
    expect(anna.buttons()).toEqual(["45 · Холодная вода № A-1", "47 · Холодная вода № A-1-47", "Отмена"]);
    await anna.taps("45 · Холодная вода № A-1");
    expect((await shown())["A-1"]).toBe(125_300n);
    await anna.writes("/readings");
    expect(anna.buttons()).toContain("Исправить: 45 · ХВС");
  });

  it("outside of the days for readings it is told when they count; once bills are approved, a correction comes too late", async () => {
    const sent = await john.writes("cold 128.5");
    story.clock.passes({ days: 6 });
    // The 28th: the window is over, the month is not charged yet.
    await john.edits(sent, "cold 128.6");
    expect(asks(john)).toMatch(/March 2031.*Cold water No. C-7: 128.6/s);
    expect(john.reads()).toContain("after the last day");
    await john.sendsPhoto();
    expect(john.reads()).not.toContain("photo of a meter");
    await john.writes("/cancel");
    const billing = await openHomeBilling(story);
    story.clock.passes({ days: 5 });
    await billing.publishes("2031-03");
    await john.edits(sent, "cold 129.9");
    expect(john.reads()).toMatch(/bills for March 2031 are approved already.*the next bill takes it/s);
    await john.writes("cold 129.9");
    expect(john.reads()).toMatch(/Written down for April 2031:.*129.9.*It is early/s);
    expect(await shown()).toMatchObject({ "C-7": 128_600n });
    expect(await shown("2031-04")).toMatchObject({ "C-7": 129_900n });
  });
});
