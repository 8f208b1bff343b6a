import { extractText, getDocumentProxy } from "unpdf";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { linesOfReceipts } from "../../src/core/billing/receipt-lines.ts";
import { databases } from "../support/databases.ts";
import { type HomeBilling, openHomeBilling } from "./support/billing.ts";
import { addsMeter } from "./support/meters.ts";
import type { Resident } from "./support/resident.ts";
import { openStory, type Story } from "./support/story.ts";

describe.each(databases)("a meter of two zones from month to month on $name", (database) => {
  let story: Story;
  let billing: HomeBilling;
  let anna: Resident;
  let john: Resident;
  beforeAll(async () => {
    story = await openStory(database);
    anna = await story.resident({ unit: "45", name: "Анна", language: "ru" });
    john = await story.resident({ unit: "46", name: "John", language: "en" });
    billing = await openHomeBilling(story);
    const { companyId, id: serviceId } = await db().service.findFirstOrThrow({ where: { code: "power" } });
    const night = { companyId, serviceId, method: "volume", zone: "night", price: 2_980_000n } as const;
    await story.town.domovoy.core.database.transaction((tx) =>
      tx.tariff.create({ data: { ...night, from: "2031-01-01", createdAt: new Date() } }),
    );
    await addsMeter(story, "45", { kind: "Электричество", serial: "E-1", readings: "1000" });
    const zones = "Два: день и ночь";
    await addsMeter(story, "46", { kind: "Электричество", serial: "E-2", readings: "1000; 500", zones });
    story.clock.passes({ days: 10 });
  }, 120_000);
  afterAll(async () => {
    expect(story.errors).toEqual([]);
    await story.close();
  });

  const db = () => story.town.domovoy.core.database.read;
  /** Lines of electricity: zone, thousandths of a kWh, kopecks. */
  const charged = async (unit: string, month: string) => {
    const { id: unitId } = await db().unit.findFirstOrThrow({ where: { number: unit } });
    const { id: serviceId } = await db().service.findFirstOrThrow({ where: { code: "power" } });
    const { id } = await db().receipt.findFirstOrThrow({ where: { month, unitId } });
    return ((await linesOfReceipts(db(), [id])).get(id) ?? [])
      .filter((line) => line.serviceId === serviceId)
      .map(({ inputs, quantity, amount }) => `${inputs.zone ?? "all"} ${quantity} ${amount}`);
  };
  const sum = async (unit: string): Promise<number> => {
    const months = ["2031-03", "2031-04", "2031-05", "2031-06"];
    const lines = (await Promise.all(months.map((month) => charged(unit, month)))).flat();
    return lines.reduce((all, line) => all + Number(line.split(" ").at(-1)), 0);
  };

  const reads = async (day: string, night: string): Promise<void> => {
    await john.writes("/readings");
    await john.taps("Send readings · 46");
    await john.writes(day);
    await john.writes(night);
  };

  it("that nobody read is charged the norm, and a reading settles it zone by zone", async () => {
    await anna.writes("1140");
    await reads("1100", "540");
    await billing.publishes("2031-03");
    expect(await charged("46", "2031-03")).toEqual(["day 100000 69900", "night 40000 11920"]);
    for (const month of ["2031-04", "2031-05"]) {
      story.clock.passes({ days: 30 });
      await billing.publishes(month);
      expect(await charged("46", month)).toEqual(["all 90000 62910"]);
    }
    story.clock.passes({ days: 30 });
    await anna.writes("1540");
    await reads("1400", "640");
    await billing.publishes("2031-06");
    expect(await charged("46", "2031-06")).toEqual([
      "day 300000 209700",
      "night 100000 29800",
      "all -180000 -125820",
    ]);
    // As if all readings had come: 400 by day and 140 by night, and 540 of the one-zone meter.
    expect(await sum("46")).toBe(400 * 699 + 140 * 298);
    expect(await sum("45")).toBe(540 * 699);
  }, 120_000);

  it("says what was taken off, to both", async () => {
    await john.writes("/bills");
    await john.taps("Why this sum");
    expect(john.reads()).toMatch(
      /Electricity, day: .*\s+300 kWh × 6\.99 = RUB\s2,097\.00\n.*: 1400 \(.*\) − 1100 /,
    );
    expect(john.reads()).toContain(
      "Taken off is what was charged without readings for April 2031, May 2031: 180 kWh.",
    );
    await anna.writes("/bills");
    await anna.taps("Почему столько");
    expect(anna.reads()).toContain(
      "Вычтено то, что уже начислено без показаний за апрель 2031, май 2031: 180 кВт·ч.",
    );
    await anna.taps("PDF", anna.message("Счёт за июнь 2031 ·"));
    const sent = () => anna.messages().findLast((each) => each.media?.kind === "document")?.media;
    await vi.waitFor(() => expect(sent()).toBeDefined(), { timeout: 60_000, interval: 50 });
    const pdf = new Uint8Array(story.town.telegram.fileBytes(sent()?.fileId ?? ""));
    const { text } = await extractText(await getDocumentProxy(pdf), { mergePages: true });
    expect(text.replace(/\s+/g, " ")).toMatch(/220§ .*§ За вычетом того, что начислено.* 1140 .* 1540 /);
  }, 120_000);
});
