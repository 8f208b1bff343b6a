import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databases } from "../support/databases.ts";
import { type HomeBilling, openHomeBilling } from "./support/billing.ts";
import { addsMeter } from "./support/meters.ts";
import { messageWords } from "./support/slack-words.ts";
import { openStory, type Story } from "./support/story.ts";

describe.each(databases)("a month whose bills are not out on $name", (database) => {
  let story: Story;
  let billing: HomeBilling;
  beforeAll(async () => {
    story = await openStory(database);
    await story.resident({ unit: "45", name: "Анна", language: "ru" });
    billing = await openHomeBilling(story);
    const { companyId, id: serviceId } = await db().service.findFirstOrThrow({ where: { code: "power" } });
    const common = { companyId, serviceId, method: "house", negative: "carry", price: 6_990_000n } as const;
    await write((tx) => tx.tariff.create({ data: { ...common, from: "2031-01-01", createdAt: new Date() } }));
    await addsMeter(story, "Ленина 1", { kind: "Электричество", serial: "D-1", readings: "1000" });
    story.clock.passes({ days: 10 });
  }, 120_000);
  afterAll(async () => {
    expect(story.errors).toEqual([]);
    await story.close();
  });

  const db = () => story.town.domovoy.core.database.read;
  const write: Story["town"]["domovoy"]["core"]["database"]["transaction"] = (change) =>
    story.town.domovoy.core.database.transaction(change);
  const card = (month: string) => {
    const found = story.town.slack
      .messages(story.town.staffChannel)
      .findLast((message) => messageWords(message).startsWith(`Начисления: ${month}`));
    if (!found) throw new Error(`no card of ${month}`);
    return found;
  };
  const reads = async (value: string) => {
    await story.olga.commands("reading Ленина 1");
    await story.olga.submits({
      "Электричество № D-1": value,
      "Если значение необычное": "Проверено, всё верно",
    });
  };
  const shared = async (month: string) =>
    (await db().billingMonth.findFirstOrThrow({ where: { month } })).state === "published"
      ? null
      : Number(
          (
            await db().chargeTotal.aggregate({
              _sum: { amount: true },
              where: { monthId: (await db().billingMonth.findFirstOrThrow({ where: { month } })).id },
            })
          )._sum.amount,
        );

  it("takes what an earlier one that is charged anew carries over to it, and has to be approved again", async () => {
    const { boris } = billing;
    // 10 kWh by the house's meter, three times 90 by the norm: 260 are carried over.
    await reads("1010");
    await billing.publishes("2031-03");
    expect(await db().carriedVolume.findMany()).toMatchObject([{ month: "2031-03", volume: -260_000n }]);
    story.clock.passes({ days: 30 });
    await reads("2010");
    await story.olga.commands("month 2031-04");
    await story.eventually(() => expect(messageWords(card("апрель"))).toContain("Посчитано"));
    await boris.presses("Утвердить", card("апрель"));
    await story.settled();
    const before = await shared("2031-04");

    const { id: unitId, companyId } = await db().unit.findFirstOrThrow({ where: { number: "45" } });
    await write((tx) =>
      tx.residentCount.createMany({
        data: [
          { companyId, unitId, from: "2031-03-01", count: 2, createdAt: new Date() },
          { companyId, unitId, from: "2031-04-01", count: 1, createdAt: new Date() },
        ],
      }),
    );
    await boris.presses("Перерасчёт", card("март"));
    await boris.submits({ "С месяца": "2031-03", "По месяц": "2031-03", Причина: "жил ещё один" });
    await story.eventually(() => {
      expect(messageWords(card("апрель"))).toContain("Посчитано");
    });
    await story.settled();
    const told = story.town.slack.thread(story.town.staffChannel, card("апрель").ts).map(messageWords);
    expect(told.at(-1)).toContain("После перерасчёта за март 2031 на этот месяц переходит другой");
    expect(told.at(-1)).toContain("утвердите снова");
    const april = await db().billingMonth.findFirstOrThrow({ where: { month: "2031-04" } });
    expect(april).toMatchObject({ state: "charged", run: 2, approvedBy: null });
    // The norm and the waste of one person more in March, and 90 kWh less of common use in April.
    const differences = await db().recalculation.findMany({ where: { month: "2031-03" } });
    const difference = differences.reduce((sum, { amount }) => sum + Number(amount), 0);
    expect(await shared("2031-04")).toBe((before ?? 0) + difference - 90 * 699);
    await boris.presses("Утвердить", card("апрель"));
    await story.settled();
    await boris.presses("Выставить квитанции", card("апрель"));
    await story.eventually(() => expect(messageWords(card("апрель"))).toContain("Выставлен"));
    expect(await db().recalculation.count({ where: { state: "pending" } })).toBe(0);
    const lines = await db().ledgerEntry.findMany({ where: { kind: "accrual", month: "2031-04" } });
    expect(lines.length).toBeGreaterThan(0);
  }, 120_000);

  it("is told of in the staff channel before the day on which bills have to be out, and after it", async () => {
    const told = () =>
      story.town.slack
        .messages(story.town.staffChannel)
        .filter((message) => messageWords(message).includes("Квитанции за май 2031"));
    const comes = async (day: string) => {
      while (!story.day(1).endsWith(day)) story.clock.passes({ days: 1 });
      story.clock.strikes("11:00");
      story.clock.strikes("10:04");
      for (const _ of [1, 2]) await story.runs("remind-bills");
      await story.settled();
    };
    // April's bills are out.
    await comes("-05-03");
    await comes("-06-02");
    expect(told()).toHaveLength(0);
    await comes("-06-03");
    const [first, another] = told();
    if (!first || another) throw new Error("one message was expected");
    expect(messageWords(first)).toMatch(/нужно выставить до .*5.* Месяц ещё не посчитан/);
    await story.olga.presses("Начислить: май 2031", first);
    await story.eventually(() => expect(messageWords(card("май"))).toContain("Посчитано"));
    expect(messageWords(card("май"))).toContain("Квитанции нужно выставить до");
    await comes("-06-05");
    expect(messageWords(told()[1] ?? first)).toContain("Месяц посчитан, ждёт утверждения");
    await comes("-06-06");
    expect(messageWords(told()[2] ?? first)).toContain("нужно было выставить до");
    await comes("-06-07");
    expect(told()).toHaveLength(3);
  }, 120_000);
});
