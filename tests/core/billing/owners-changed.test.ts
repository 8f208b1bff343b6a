import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { changeOwner } from "../../../src/core/billing/accounts/change-owner.ts";
import { leaveAccount } from "../../../src/core/billing/accounts/owners/leave-account.ts";
import { type Owned, ownerChanges } from "../../../src/core/billing/accounts/owners/owner-changes.ts";
import { moveOut } from "../../../src/core/directory/move-out.ts";
import { importRegister } from "../../../src/core/directory/register/import-register.ts";
import { planImport } from "../../../src/core/directory/register/plan-import.ts";
import { addOccupant } from "../../../src/core/directory/units/add-occupant.ts";
import { changeDates } from "../../../src/core/directory/units/change-dates.ts";
import { databases } from "../../support/databases.ts";
import { codeOf, must } from "../requests/request-desk.ts";
import { type BillingTown, openBillingTown } from "./billing-town.ts";

describe("The days on which a unit passed to others", () => {
  const owned = (from: string, to: string | null = null): Owned => ({ from, to });
  test.each<[string, Owned[], string[]]>([
    ["one after the other", [owned("2020-01-01", "2026-04-11"), owned("2026-04-11")], ["2026-04-11"]],
    ["with days in between", [owned("2020-01-01", "2026-04-11"), owned("2026-05-02")], ["2026-04-11"]],
    [
      "the new one written down first",
      [owned("2020-01-01", "2026-04-20"), owned("2026-04-02")],
      ["2026-04-20"],
    ],
    ["to nobody who is known", [owned("2020-01-01", "2026-04-11")], ["2026-04-11"]],
    ["one of two stays", [owned("2020-01-01", "2026-04-11"), owned("2020-01-01"), owned("2026-04-11")], []],
    [
      "two go, one later",
      [owned("2020-01-01", "2026-04-11"), owned("2020-01-01", "2026-04-20"), owned("2026-04-11")],
      ["2026-04-20"],
    ],
    ["who came long before stays", [owned("2020-01-01", "2026-09-11"), owned("2026-04-02")], []],
    [
      "twice",
      [owned("2020-01-01", "2026-04-11"), owned("2026-04-11", "2026-05-20"), owned("2026-05-20")],
      ["2026-04-11", "2026-05-20"],
    ],
    [
      "known since the account began",
      [owned("2026-03-10", "2026-04-11"), owned("2026-04-11")],
      ["2026-04-11"],
    ],
    ["before the account", [owned("2020-01-01", "2026-02-11"), owned("2026-02-11")], []],
  ])("%s", (_, all, days) => {
    expect(ownerChanges(all, "2026-03-01")).toEqual(days);
    expect(ownerChanges(all.toReversed(), "2026-03-01")).toEqual(days);
  });
});

describe.each(databases)("Owners whom the register has changed, on $name", (kind) => {
  let town: BillingTown;
  let unitId: string;
  let fresh: string[];
  let at = -1;
  beforeAll(async () => {
    town = await openBillingTown(kind);
    await town.tariff(await town.service("a"), "unit", 1_000_000_000n);
    await town.month("2026-03");
    fresh = (await town.house("ул. Новая, 3", [4000])).unitIds;
  }, 120_000);
  beforeEach(() => {
    at += 1;
    unitId = [...town.lenina.unitIds, ...town.mira.unitIds][at] ?? "";
    town.time.now = new Date("2026-04-11T09:00:00Z");
  });
  afterAll(() => town.end());

  const owns = async (name: string, from: string) => {
    const who = { name, phone: null, email: null, share: null, verifiedHow: null };
    const held = { unitId, kind: "owner", from: new Date(`${from}T09:00:00Z`), to: null } as const;
    return must(await town.as(town.administrator, (work) => addOccupant(work, { ...who, ...held }))).personId;
  };
  const leaves = (personId: string) =>
    town.as(town.administrator, (work) => moveOut(work, { personId, unitId })).then(must);
  const asked = async () =>
    (await town.db.ownerNotice.findMany({ where: { unitId }, orderBy: { id: "asc" } })).map(
      ({ day, state }) => `${day} ${state}`,
    );
  const change = (from: string) =>
    town.as(town.manager, (work) => changeOwner(work, { unitId, from, byReading: false }));
  const answers = async (who = town.accountant) => {
    const { id: noticeId } = await town.db.ownerNotice.findFirstOrThrow({
      where: { unitId },
      orderBy: { id: "desc" },
    });
    return town.as(who, (work) => leaveAccount(work, { noticeId }));
  };

  test("are asked about once, until the account is changed; then of the next change", async () => {
    const anna = await owns("Анна", "2020-01-01");
    expect(await asked()).toEqual([]);
    await leaves(anna);
    const boris = await owns("Борис", "2026-04-11");
    expect(await asked()).toEqual(["2026-04-11 open"]);
    expect(town.heard.filter(({ type }) => type === "owner-notice.changed")).toHaveLength(1);
    town.time.now = new Date("2026-05-20T09:00:00Z");
    await leaves(boris);
    expect(await asked()).toEqual(["2026-04-11 open"]);
    must(await change("2026-04-12"));
    expect(await asked()).toEqual(["2026-04-11 done", "2026-05-20 open"]);
    expect(codeOf(await answers({ ...town.accountant, roles: [] }))).toBe("forbidden");
    must(await answers());
    expect(codeOf(await answers())).toBe("owner-settled");
    expect(await asked()).toEqual(["2026-04-11 done", "2026-05-20 left"]);
    // An account that was left as it is belongs to whoever is there now.
    const vera = await owns("Вера", "2026-05-20");
    town.time.now = new Date("2026-08-20T09:00:00Z");
    await leaves(vera);
    expect(await asked()).toEqual(["2026-04-11 done", "2026-05-20 left", "2026-08-20 open"]);
    expect(
      await town.db.auditEntry.count({ where: { act: { in: ["account.leave", "account.owners-changed"] } } }),
    ).toBe(6);
  });

  test("are not asked about while another owner stays, and once when all leave at the same moment", async () => {
    const anna = await owns("Анна", "2020-01-01");
    const [boris, vera] = [await owns("Борис", "2020-01-01"), await owns("Вера", "2020-01-01")];
    await leaves(anna);
    expect(await asked()).toEqual([]);
    await Promise.all([leaves(boris), leaves(vera)]);
    expect(await asked()).toEqual(["2026-04-11 open"]);
  });

  test("are not asked about where the account was changed already, whatever day was written there", async () => {
    const anna = await owns("Анна", "2020-01-01");
    must(await change("2026-04-05"));
    await owns("Борис", "2026-04-10");
    await leaves(anna);
    expect(await asked()).toEqual([]);
  });

  test("are not asked about any more when the register is corrected, and by the right day when that is", async () => {
    await owns("Анна", "2020-01-01");
    const { id: occupancyId, from } = await town.db.occupancy.findFirstOrThrow({ where: { unitId } });
    const ends = async (day: string | null) => {
      const to = day === null ? null : new Date(`${day}T00:00:00+03:00`);
      must(await town.as(town.administrator, (work) => changeDates(work, { occupancyId, from, to })));
    };
    await ends("2026-05-01");
    await ends("2026-05-04");
    expect(await asked()).toEqual(["2026-05-04 open"]);
    await ends(null);
    expect(await asked()).toEqual(["2026-05-04 withdrawn"]);
  });

  test("are asked about by an import, once however often it comes, and not without an account", async () => {
    await owns("Анна", "2020-01-01");
    const number = (await town.db.unit.findUniqueOrThrow({ where: { id: unitId } })).number;
    const dated = (house: string, unit: string) => [
      [house, unit, "Анна", "", "10.04.2026"],
      [house, unit, "Борис", "11.04.2026", ""],
    ];
    const table = [
      ["Адрес", "Квартира", "ФИО", "Дата с", "Дата по"],
      ...dated("ул. Ленина, 1", number),
      ...dated("ул. Новая, 3", "1"),
    ];
    for (let time = 0; time < 2; time += 1)
      must(
        await importRegister((fn) => town.as(town.administrator, fn), {
          companyId: town.companyId,
          plan: planImport(table),
          validOnly: false,
        }),
      );
    expect(await asked()).toEqual(["2026-04-11 open"]);
    expect(await town.db.ownerNotice.count({ where: { unitId: { in: fresh } } })).toBe(0);
  });
});
