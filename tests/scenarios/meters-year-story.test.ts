import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { linesOfReceipts } from "../../src/core/billing/receipt-lines.ts";
import { databases } from "../support/databases.ts";
import { type HomeBilling, openHomeBilling } from "./support/billing.ts";
import { addsMeter } from "./support/meters.ts";
import type { Resident } from "./support/resident.ts";
import { openStory, type Story } from "./support/story.ts";

describe.each(databases)("a meter from month to month on $name", (database) => {
  let story: Story;
  let billing: HomeBilling;
  let anna: Resident;
  let petr: Resident;
  beforeAll(async () => {
    story = await openStory(database);
    anna = await story.resident({ unit: "45", name: "Анна", language: "ru" });
    petr = await story.resident({ unit: "47", name: "Пётр", language: "ru" });
    billing = await openHomeBilling(story);
    await addsMeter(story, "45", { kind: "Холодная вода", serial: "A-1", readings: "120" });
    await addsMeter(story, "47", { kind: "Газ", serial: "G-1", readings: "99990" });
    story.clock.passes({ days: 10 });
  }, 120_000);
  afterAll(async () => {
    expect(story.errors).toEqual([]);
    await story.close();
  });

  const db = () => story.town.domovoy.core.database.read;
  const nextMonth = () => story.clock.passes({ days: 30 });
  /** How many m³ the bill of a month has for unit 45. */
  const charged = async (month: string): Promise<string[]> => {
    const { id } = await db().receipt.findFirstOrThrow({
      where: { month, unitId: (await unit("45")).id },
    });
    return ((await linesOfReceipts(db(), [id])).get(id) ?? [])
      .filter(
        ({ formula, inputs }) => formula === "volume" && inputs.volume && inputs.volume.origin !== "none",
      )
      .filter(({ quantity }) => quantity !== null && quantity < 60_000n)
      .map(({ quantity, inputs }) => `${inputs.volume?.origin} ${quantity}`);
  };
  const unit = (number: string) => db().unit.findFirstOrThrow({ where: { number } });
  const why = async (): Promise<string> => {
    await anna.writes("/bills");
    await anna.taps("Почему столько");
    return anna.reads();
  };

  it("that passed its last number is asked about, and counts on", async () => {
    await petr.writes("5");
    expect(petr.reads()).toMatch(/5 меньше, чем было: 99.?990.*пошёл с нуля \(расход 15 м³\)/s);
    await petr.taps("Да, пошёл с нуля");
    expect(petr.reads()).toContain("Газ № G-1: 5 (расход 15 м³)");
    expect(await db().reading.findFirstOrThrow({ where: { value: 5_000n } })).toMatchObject({ turned: true });
  });

  it("is corrected until the month's bills are approved; later readings are told to be late", async () => {
    await anna.writes("124");
    await anna.writes("124,5");
    await billing.publishes("2031-03");
    expect(await charged("2031-03")).toEqual(["readings 4500"]);
    await anna.writes("126");
    expect(anna.reads()).toMatch(/апрель 2031.*позже срока и войдут в счёт за апрель 2031/s);
    nextMonth();
    await anna.writes("129");
    await billing.publishes("2031-04");
    expect(await charged("2031-04")).toEqual(["readings 4500"]);
    nextMonth();
    await anna.writes("133,5");
    await billing.publishes("2031-05");
    expect(await charged("2031-05")).toEqual(["readings 4500"]);
    nextMonth();
    await anna.writes("138");
    await billing.publishes("2031-06");
    expect(await charged("2031-06")).toEqual(["readings 4500"]);
    expect(await why()).toContain("По показаниям: 138");
  });

  it("that nobody reads is charged by the average for three months, then by the norm, and both say so", async () => {
    // March is no whole month of the meter, so that June is the third one known.
    for (const month of ["2031-07", "2031-08", "2031-09"]) {
      nextMonth();
      await billing.publishes(month);
      expect(await charged(month)).toEqual(["average 4500"]);
    }
    expect(await why()).toMatch(/взято среднее.*апрель 2031, май 2031, июнь 2031/s);
    nextMonth();
    await billing.publishes("2031-10");
    expect(await charged("2031-10")).toEqual(["norm 6935"]);
    expect(await why()).toContain("По нормативу");
  }, 120_000);

  it("is made up for by a reading at last: what had been charged without it is taken off", async () => {
    nextMonth();
    await anna.writes("160");
    await billing.publishes("2031-11");
    // 22 since June, less three times 4.5 and once 6.935.
    expect(await charged("2031-11")).toEqual(["readings 1565"]);
  });

  const removes = async (serial: string, readings: string): Promise<string> => {
    const { olga } = story;
    await olga.commands("meters 45");
    await olga.pressesPrivate("Снять");
    const told = await olga.submits({
      Счётчик: `Холодная вода № ${serial}`,
      "Показания сейчас": readings,
    });
    return `${JSON.stringify(told)} ${olga.toldPrivately().at(-1)}`;
  };

  it("is not taken away with less than it has shown already", async () => {
    nextMonth();
    await anna.writes("164");
    expect(await removes("A-1", "150")).toMatch(/меньше, чем было: 164.*отметьте это в последнем поле/);
    expect(await db().meter.findFirstOrThrow({ where: { serial: "A-1" } })).toMatchObject({ removed: null });
    await story.olga.closesModal();
    await billing.publishes("2031-12");
    expect(await charged("2031-12")).toEqual(["readings 4000"]);
  });

  it("is charged to its last cubic metre, though the month it was taken away in has its bills", async () => {
    expect(await removes("A-1", "165")).toContain("последнее показание войдёт в счёт за январь 2032");
    await addsMeter(story, "45", { kind: "Холодная вода", serial: "A-2", readings: "0" });
    nextMonth();
    await anna.writes("3,5");
    await billing.publishes("2032-01");
    // 1 of the old one, 3.5 of the new one.
    expect(await charged("2032-01")).toEqual(["readings 4500"]);
  }, 120_000);

  it("is followed by another, whose first reading charges what that one counted and no less", async () => {
    nextMonth();
    expect(await removes("A-2", "5")).toContain("войдёт в счёт за февраль 2032");
    await addsMeter(story, "45", { kind: "Холодная вода", serial: "A-3", readings: "0" });
    await billing.publishes("2032-02");
    expect(await charged("2032-02")).toEqual(["readings 1500"]);
    nextMonth();
    await anna.writes("4");
    await billing.publishes("2032-03");
    expect(await charged("2032-03")).toEqual(["readings 4000"]);
  }, 120_000);
});
