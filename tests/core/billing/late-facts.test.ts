import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  addExtraCharge,
  grantPrivilege,
  setInvoice,
  setResidents,
} from "../../../src/core/billing/accounts/account-facts.ts";
import { changeOwner } from "../../../src/core/billing/accounts/change-owner.ts";
import { approveMonth, publishMonth, rechargeMonth } from "../../../src/core/billing/month/decide-month.ts";
import { monthToFill } from "../../../src/core/billing/month/facts-changed.ts";
import { recalculateMonths } from "../../../src/core/billing/month/recalculate.ts";
import { startMonth } from "../../../src/core/billing/month/start-month.ts";
import { setTariff } from "../../../src/core/billing/tariffs/set-tariff.ts";
import { changeCompany } from "../../../src/core/directory/change-company.ts";
import { moveOut } from "../../../src/core/directory/move-out.ts";
import { addOccupant } from "../../../src/core/directory/units/add-occupant.ts";
import { changeDates } from "../../../src/core/directory/units/change-dates.ts";
import { changeUnit } from "../../../src/core/directory/units/change-unit.ts";
import { addMeter } from "../../../src/core/meters/change-meter.ts";
import { giveReading } from "../../../src/core/meters/give-reading.ts";
import { noteAccess } from "../../../src/core/meters/note-access.ts";
import type { Work } from "../../../src/core/work/work.ts";
import { databases } from "../../support/databases.ts";
import { codeOf, must } from "../requests/request-desk.ts";
import { type BillingTown, openBillingTown } from "./billing-town.ts";

describe.each(databases)("What is entered while a month is looked through, on $name", (kind) => {
  let town: BillingTown;
  let upkeep: string;
  let lift: string;
  let march: string;
  let accountId: string;
  let meterId: string;
  beforeAll(async () => {
    town = await openBillingTown(kind);
    upkeep = await town.service("a-upkeep");
    lift = await town.service("b-lift");
    await town.tariff(upkeep, "unit", 1_000_000_000n);
    await town.tariff(lift, "invoice", null, { buildingId: town.lenina.buildingId });
    const meter = { buildingId: town.lenina.buildingId, unitId: town.lenina.unitIds[0] ?? "" };
    const added = await town.as(town.manager, (work) =>
      addMeter(work, {
        ...meter,
        kind: "cold_water",
        serial: "1",
        zones: 1,
        digits: 5,
        place: null,
        verifiedUntil: null,
        day: "2026-02-01",
        initial: [0n],
      }),
    );
    meterId = must(added).meterId;
    march = await town.start("2026-03");
    accountId = (await town.accountOf(meter.unitId)).id;
  }, 120_000);
  afterAll(async () => {
    expect(await town.faults()).toEqual([]);
    await town.end();
  });

  const approve = () => town.as(town.accountant, (work) => approveMonth(work, { monthId: march }));
  const publish = () => town.as(town.accountant, (work) => publishMonth(work, { monthId: march }));
  const again = async () => {
    must(await town.as(town.manager, (work) => rechargeMonth(work, { monthId: march })));
    await town.work();
  };
  const extra = (month: string) =>
    town.as(town.accountant, (work) =>
      addExtraCharge(work, { accountId, serviceId: lift, month, amount: 50_000n, reason: "ключ" }),
    );
  const invoice = (month: string) =>
    town.as(town.accountant, (work) =>
      setInvoice(work, {
        buildingId: town.lenina.buildingId,
        serviceId: lift,
        month,
        amount: 100_000n,
      }),
    );
  const unit = () => town.lenina.unitIds[1] ?? "";
  const company = (work: Work, change: { timeZone?: string; policyPack?: string }) =>
    changeCompany(work, { replyMark: "!", language: "ru", ...change });
  const isStale = async (month = "2026-03") =>
    (await town.db.billingMonth.findFirstOrThrow({ where: { month } })).stale;
  const facts: Record<string, (work: Work) => Promise<{ ok: boolean }>> = {
    "a reading": (work) =>
      giveReading(work, { meterId, zone: "", value: 3_000n, day: "2026-03-25", source: "staff" }),
    "a meter": (work) =>
      addMeter(work, {
        buildingId: town.lenina.buildingId,
        unitId: unit(),
        kind: "cold_water",
        serial: "2",
        zones: 1,
        digits: 5,
        place: null,
        verifiedUntil: null,
        day: "2026-03-01",
        initial: [0n],
      }),
    "a price": (work) =>
      setTariff(work, {
        serviceId: upkeep,
        buildingId: null,
        method: "unit",
        price: 1_100_000_000n,
        from: "2026-02-01",
      }),
    "a privilege": (work) =>
      grantPrivilege(work, {
        accountId,
        serviceId: upkeep,
        discount: 5_000,
        from: "2026-03-01",
        to: null,
        reason: null,
      }),
    "a number of residents": (work) => setResidents(work, { unitId: unit(), from: "2026-03-01", count: 2 }),
    "another time": (work) => company(work, { timeZone: "Asia/Yekaterinburg" }),
    "another law": (work) => company(work, { policyPack: "generic" }),
    "its own time and law": (work) => company(work, { timeZone: "Europe/Moscow", policyPack: "ru" }),
    "an owner": (work) => changeOwner(work, { unitId: unit(), from: "2026-03-11", byReading: false }),
  };

  test.each(Object.keys(facts))("%s that is newer than the drafts has them drafted again", async (name) => {
    const fact = facts[name];
    town.heard.length = 0;
    expect((await town.as(town.administrator, async (work) => fact?.(work)))?.ok).toBe(true);
    expect(town.heard.filter(({ type }) => type === "month.changed")).toHaveLength(1);
    expect(codeOf(await approve())).toBe("facts-changed");
    await again();
  });

  test("what the register says of the month's last day has them drafted again, and nothing else of it", async () => {
    await town.tariff(await town.service("c-waste"), "resident", 1_000_000n);
    await again();
    const [counted, unitId] = [town.lenina.unitIds[1] ?? "", town.lenina.unitIds[2] ?? ""];
    const lives = async (of: string, name: string, from: string, to: string | null = null) => {
      const who = { name, phone: null, email: null, share: null, verifiedHow: null };
      const held = {
        unitId: of,
        kind: "tenant",
        from: new Date(from),
        to: to ? new Date(to) : null,
      } as const;
      return must(await town.as(town.administrator, (work) => addOccupant(work, { ...who, ...held })))
        .personId;
    };
    const marked = async () => {
      const { stale } = await town.db.billingMonth.findUniqueOrThrow({ where: { id: march } });
      if (stale) await again();
      return stale;
    };
    // The house's March ends at 21:00 in UTC.
    const olga = await lives(unitId, "Ольга", "2026-03-31T20:59:00Z");
    expect(await marked()).toBe(true);
    await lives(unitId, "Пётр", "2026-03-31T21:01:00Z");
    await lives(counted, "Анна", "2026-03-20T09:00:00Z");
    must(await town.as(town.administrator, (work) => moveOut(work, { personId: olga, unitId })));
    expect(await marked()).toBe(false);
    const { id: occupancyId } = await town.db.occupancy.findFirstOrThrow({ where: { unitId, to: null } });
    const dates = { occupancyId, to: null };
    for (const from of ["2026-03-20T09:00:00Z", "2026-04-01T09:00:00Z"]) {
      must(
        await town.as(town.administrator, (work) => changeDates(work, { ...dates, from: new Date(from) })),
      );
      expect(await marked()).toBe(true);
    }
    const facts = {
      kind: "apartment",
      entrance: null,
      floor: 3,
      riser: null,
      area: 6120,
      account: null,
    } as const;
    for (const [change, expected] of [
      [{}, false],
      [{ area: 6130 }, true],
      [{ kind: "commercial" }, true],
    ] as const) {
      must(await town.as(town.administrator, (work) => changeUnit(work, { unitId, ...facts, ...change })));
      expect(await marked()).toBe(expected);
    }
  });

  test("refusals to let staff in have them drafted again once the norm serves for them, or no longer", async () => {
    await again();
    const { now } = town.time;
    const noted = async (way: "in" | "out", day: string) => {
      town.time.now = new Date(`${day}T09:00:00Z`);
      must(await town.as(town.manager, (work) => noteAccess(work, { unitId: unit(), let: way })));
      return isStale();
    };
    expect(await noted("out", "2026-03-29")).toBe(false);
    expect(await noted("out", "2026-03-30")).toBe(true);
    await again();
    expect(await noted("out", "2026-03-31")).toBe(false);
    expect(await noted("in", "2026-04-01")).toBe(false);
    must(await town.as(town.manager, (work) => noteAccess(work, { unitId: unit(), let: "out" })));
    expect(await noted("out", "2026-04-02")).toBe(false);
    town.time.now = now;
  });

  test("a new name or language of the company leaves them as they are", async () => {
    must(await town.as(town.administrator, (work) => company(work, {})));
    expect(await isStale()).toBe(false);
  });

  test("what is for another month leaves the drafts as they are", async () => {
    must(await extra("2026-04"));
    must(
      await town.as(town.accountant, (work) =>
        setTariff(work, {
          serviceId: upkeep,
          buildingId: null,
          method: "unit",
          price: 1_200_000_000n,
          from: "2026-04-01",
        }),
      ),
    );
    expect((await town.db.billingMonth.findUniqueOrThrow({ where: { id: march } })).stale).toBe(false);
  });

  test("charges and invoices come on the receipt, or are refused once it is approved", async () => {
    const next = () => town.as(town.accountant, (work) => monthToFill(work, town.companyId));
    must(await extra("2026-03"));
    must(await invoice("2026-03"));
    expect(codeOf(await approve())).toBe("facts-changed");
    expect(await next()).toBe("2026-03");
    await again();
    must(await approve());
    expect(codeOf(await extra("2026-03"))).toBe("month-approved");
    expect(codeOf(await invoice("2026-03"))).toBe("month-approved");
    expect(await next()).toBe("2026-04");
    // What can't wait for the next month has the approved drafts made anew.
    must(
      await town.as(town.accountant, (work) =>
        setResidents(work, { unitId: unit(), from: "2026-03-01", count: 3 }),
      ),
    );
    expect(codeOf(await publish())).toBe("facts-changed");
    await again();
    must(await approve());
    must(await publish());
    await town.work();
    expect(codeOf(await extra("2026-03"))).toBe("month-published");
    const lines = await town.linesOf((await town.receiptOf(march, town.lenina.unitIds[0] ?? "")).id);
    expect(lines.filter(({ serviceId }) => serviceId === lift).map(({ amount }) => amount)).toEqual([
      18_542n,
      50_000n,
    ]);
  });

  test("a month before that is charged anew has them drafted again, unless they are approved", async () => {
    town.time.now = new Date("2026-05-02T09:00:00Z");
    const april = await town.start("2026-04");
    const decide = (step: typeof approveMonth) =>
      town.as(town.accountant, (work) => step(work, { monthId: april }));
    const marchAnew = async (price: bigint) => {
      const set = {
        serviceId: upkeep,
        buildingId: null,
        method: "unit",
        price,
        from: "2026-03-01",
        to: "2026-03-31",
      };
      must(await town.as(town.accountant, (work) => setTariff(work, set as Parameters<typeof setTariff>[1])));
      await town.database.transaction((tx) => tx.billingMonth.updateMany({ data: { stale: false } }));
      const order = { companyId: town.companyId, buildingId: null, accountId: null, reason: "цена" };
      must(
        await town.as(town.manager, (work) =>
          recalculateMonths(work, { ...order, from: "2026-03", to: "2026-03" }),
        ),
      );
      await town.work();
      return isStale("2026-04");
    };
    expect(await marchAnew(1_300_000_000n)).toBe(true);
    must(await town.as(town.manager, (work) => rechargeMonth(work, { monthId: april })));
    await town.work();
    must(await decide(approveMonth));
    // It waits for May.
    expect(await marchAnew(1_400_000_000n)).toBe(false);
    must(await decide(publishMonth));
    await town.work();
    expect(
      await town.db.recalculation.groupBy({ by: ["state"], _count: true, orderBy: { state: "asc" } }),
    ).toMatchObject([{ state: "pending" }, { state: "taken" }]);
  });
});

describe.each(databases)("At once, on $name", (kind) => {
  let town: BillingTown;
  beforeAll(async () => {
    town = await openBillingTown(kind);
    await town.tariff(await town.service("a"), "resident", 1_000_000_000n);
  }, 120_000);
  afterAll(() => town.end());

  const lives = (work: Work, count: number) =>
    setResidents(work, { unitId: town.lenina.unitIds[0] ?? "", from: "2026-03-01", count });
  /** What is entered but not committed yet; `commit` has it committed. */
  const entering = async (enter: (work: Work) => Promise<{ ok: boolean }>) => {
    let entered = (): void => {};
    const isEntered = new Promise<void>((resolve) => {
      entered = resolve;
    });
    let go = (): void => {};
    const mayCommit = new Promise<void>((resolve) => {
      go = resolve;
    });
    const outcome = town.as(town.accountant, async (work) => {
      const entry = await enter(work);
      entered();
      await mayCommit;
      return entry;
    });
    await isEntered;
    return {
      commit: async (): Promise<void> => {
        go();
        expect((await outcome).ok).toBe(true);
      },
    };
  };
  const shortly = () => new Promise((resolve) => setTimeout(resolve, 200));

  test("a month that is begun waits for what is being entered, and charges it", async () => {
    const { commit } = await entering((work) => lives(work, 2));
    const { companyId } = town;
    const started = town.as(town.manager, (work) => startMonth(work, { companyId, month: "2026-03" }));
    await Promise.race([started, shortly()]);
    await town.work();
    await commit();
    must(await started);
    await town.work();
    const { id, stale } = await town.db.billingMonth.findFirstOrThrow();
    expect(stale).toBe(false);
    expect((await town.draftsOf(id)).map(({ charged }) => charged)).toEqual([200_000n]);
  });

  test("an approval waits for what is being entered, and is refused", async () => {
    const { id: monthId } = await town.db.billingMonth.findFirstOrThrow();
    const { commit } = await entering((work) => lives(work, 3));
    const approval = town.as(town.accountant, (work) => approveMonth(work, { monthId }));
    await shortly();
    await commit();
    expect((await approval).ok).toBe(false);
  });

  test("of an approval and a fact at the same moment, none passes the other", async () => {
    const { id: monthId } = await town.db.billingMonth.findFirstOrThrow();
    const decide = (step: typeof approveMonth) => town.as(town.accountant, (work) => step(work, { monthId }));
    for (let trial = 4; trial < 16; trial += 1) {
      must(await town.as(town.manager, (work) => rechargeMonth(work, { monthId })));
      await town.work();
      const enter = () => town.as(town.accountant, (work) => lives(work, trial));
      await Promise.all(trial % 2 === 0 ? [decide(approveMonth), enter()] : [enter(), decide(approveMonth)]);
      expect(codeOf(await decide(publishMonth))).toMatch(/facts-changed|wrong-state/);
    }
    expect((await town.db.billingMonth.findFirstOrThrow()).stale).toBe(true);
  });
});
