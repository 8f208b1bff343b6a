import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DateTime } from "luxon";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { verifyLedger } from "../../src/core/billing/ledger/verify-ledger.ts";
import { billedMonths, issuedAt, openMonths } from "../../src/demonstration/company/bills/billed-months.ts";
import { enterStatement } from "../../src/demonstration/company/bills/enter-statement.ts";
import { timeZone } from "../../src/demonstration/company/open-company.ts";
import { moveClock } from "../../src/demonstration/sandbox/move-clock.ts";
import { type OpenedStage, openStage } from "../../src/demonstration/sandbox/open-stage.ts";
import { createSandboxClock } from "../../src/demonstration/sandbox/sandbox-clock.ts";
import { messageWords } from "../scenarios/support/slack-words.ts";

describe("the books of the sandbox's company", () => {
  const folder = mkdtempSync(join(tmpdir(), "domovoy-books-"));
  const complaints: string[] = [];
  const clock = createSandboxClock();
  let town: OpenedStage;
  let from: Date;

  const open = async (): Promise<OpenedStage> =>
    openStage({
      folder,
      clock,
      logger: pino({ level: "error" }, { write: (line: string) => void complaints.push(line) }),
      onFatal: (fault) => void complaints.push(String(fault)),
      onProgress: () => {},
      onOpen: () => {},
    });
  beforeAll(async () => {
    from = new Date();
    town = await open();
  }, 60_000);
  afterAll(async () => {
    await town.close();
    rmSync(folder, { recursive: true, force: true });
    expect(complaints).toEqual([]);
  });

  const db = () => town.domovoy.core.database.read;
  const userOf = (who: string): number => {
    const phone = town.remembered.phones.find(({ key }) => key === who);
    if (!phone) throw new Error(`${who} has no phone`);
    return phone.userId;
  };
  const said = (who: string) => town.telegram.messages(userOf(who));
  const does = async (who: string, act: { say: string } | { press: string }): Promise<string> => {
    const user = userOf(who);
    if ("say" in act) town.telegram.say({ from: user, text: act.say });
    else await town.telegram.press({ from: user, text: act.press });
    await town.settled();
    return said(who).at(-1)?.text ?? "";
  };
  const counts = async () => ({
    months: await db().billingMonth.count(),
    receipts: await db().receipt.count(),
    entries: await db().ledgerEntry.count(),
    payments: await db().payment.count(),
    readings: await db().reading.count(),
    services: await db().service.count(),
    told: said("anna").length,
  });

  it("have two months that are out, and a ledger without a fault", async () => {
    const [first, second] = billedMonths(from);
    const months = await db().billingMonth.findMany({ orderBy: { month: "asc" } });
    expect(months.map(({ month, state }) => [month, state])).toEqual([
      [first, "closed"],
      [second, "published"],
    ]);
    expect(await db().receipt.count({ where: { number: { not: null } } })).toBe(240);
    expect(await verifyLedger(db(), months[0]?.companyId ?? "")).toEqual([]);
    expect(await db().penalty.count()).toBeGreaterThan(1);
  });

  it("show residents a bill at once, in their language, with all that can be done about it", async () => {
    for (const [who, labels, title] of [
      ["anna", ["Оплатить", "Почему столько", "PDF", "История", "Вопрос"], "Счёт за"],
      ["john", ["Pay", "Why this sum", "PDF", "History", "Question"], "Bill for"],
    ] as const) {
      const bill = said(who).findLast(({ text }) => text?.startsWith(title));
      expect(bill?.buttons.flat().map(({ text }) => text)).toEqual(expect.arrayContaining([...labels]));
      expect(await does(who, { say: "/bills" })).toMatch(new RegExp(`^${title}`));
      const why = await does(who, { press: labels[1] });
      expect(why).toMatch(/(Электричество, ночь|Electricity, night): /);
      expect(why).toMatch(/(Электричество, общедомовые нужды|Electricity, common use): /);
    }
    expect(said("anna").some(({ text }) => text?.startsWith("Оплата получена"))).toBe(true);
    await does("viktor", { say: "/bills" });
    expect(await does("viktor", { press: "Почему столько" })).toContain("Льгота 50 %");
    await does("elena", { say: "/bills" });
    expect(await does("elena", { press: "Почему столько" })).toMatch(/Лифт, перерасчёт за .*живут трое/s);
    expect(await does("timur", { say: "/bills" })).toMatch(/Долг за прошлые месяцы: .*Пени: /s);
  });

  it("have what the neighbours paid entered once, however often that is begun", async () => {
    const { domovoy, slack, remembered } = town;
    const world = { core: domovoy.core, slack, clock, ...remembered };
    await enterStatement(world, from);
    const { payments, entries } = await counts();
    expect(payments).toBeGreaterThan(100);
    await enterStatement(world, from);
    expect(await counts()).toMatchObject({ payments, entries });
  });

  it("show the staff each month, who owes, and how much is collected", async () => {
    const cards = town.slack.messages(town.remembered.staffChannel).map(messageWords);
    expect(cards.filter((card) => card.startsWith("Начисления: "))).toHaveLength(2);
    const nina = town.remembered.staff.nina ?? "";
    await town.slack.command({
      user: nina,
      channel: town.remembered.staffChannel,
      command: "/domovoy",
      text: "debtors",
    });
    await town.settled();
    expect(JSON.stringify(town.slack.ephemerals(nina))).toMatch(
      /Садовая ул., 12,.*Собрано.*8\d,\d %.*доставлено 1,/s,
    );
  });

  it("are not written twice by another start", async () => {
    const before = await counts();
    await town.close();
    town = await open();
    expect(await counts()).toEqual(before);
  });

  it("ask for readings on their days at eleven, also when the clock is moved by a week", async () => {
    const asked = () => said("anna").filter(({ text }) => text?.includes("ждём показания")).length;
    const eve = DateTime.fromJSDate(clock.now(), { zone: timeZone }).plus({ months: 1 });
    clock.move(eve.set({ day: 19, hour: 8 }).toMillis() - clock.now().getTime());
    const before = asked();
    await moveClock(town, clock, 7 * 24 * 3_600_000);
    expect(asked() - before).toBe(3);
  });
});

describe("the months of the sandbox's books", () => {
  it("are the last two whose bills are out, whatever day it is", () => {
    const at = (text: string) => new Date(`${text}+03:00`);
    expect(billedMonths(at("2031-03-03T09:59:00"))).toEqual(["2030-12", "2031-01"]);
    expect(openMonths(at("2031-03-03T09:59:00"))).toEqual(["2031-02", "2031-03"]);
    expect(billedMonths(at("2031-03-03T10:01:00"))).toEqual(["2031-01", "2031-02"]);
    expect(billedMonths(at("2031-01-31T23:30:00"))).toEqual(["2030-11", "2030-12"]);
    expect(openMonths(at("2031-01-31T23:30:00"))).toEqual(["2031-01"]);
    expect(new Date(issuedAt("2030-12")).toISOString()).toBe("2031-01-03T07:00:30.000Z");
  });
});
