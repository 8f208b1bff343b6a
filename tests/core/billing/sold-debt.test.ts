import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { notifyDebtors } from "../../../src/core/billing/debts/notify-debtors.ts";
import { databases } from "../../support/databases.ts";
import { type BillingTown, openBillingTown } from "./billing-town.ts";

describe.each(databases)("A debt of before a sale that nobody has told the accounts on $name", (kind) => {
  let town: BillingTown;
  beforeAll(async () => {
    town = await openBillingTown(kind);
    await town.tariff(await town.service("a"), "unit", 1_000_000_000n);
    // Due on the 15th of April.
    await town.month("2026-03");
  });
  afterAll(async () => {
    expect(await town.faults()).toEqual([]);
    await town.end();
  });

  const owns = (at: number, from: string, to: string | null = null): Promise<string> =>
    town.database.transaction(async (tx) => {
      const { companyId } = town;
      const { id: personId } = await tx.person.create({
        data: { companyId, nameSealed: town.vault.seal(`${at} ${from}`) },
      });
      const unitId = town.lenina.unitIds[at] ?? "";
      const days = { from: new Date(from), to: to === null ? null : new Date(to) };
      await tx.occupancy.create({
        data: { companyId, personId, unitId, kind: "owner", ...days, verifiedAt: days.from },
      });
      return personId;
    });

  test("is the seller's: the buyer isn't reminded of it, while co-owners and first owners are", async () => {
    const seller = await owns(0, "2020-01-01", "2026-04-20");
    const buyer = await owns(0, "2026-04-20");
    const wife = await owns(1, "2020-01-01");
    await owns(1, "2020-01-01", "2026-04-20");
    // The register knows when people joined: who is its first owner may have owed all along.
    const first = await owns(2, "2026-05-01");
    town.time.now = new Date("2026-05-28T09:00:00Z");
    await notifyDebtors(town.core);
    const told = (await town.db.debtNotice.findMany()).map(({ personId }) => personId);
    expect(told.sort()).toEqual([seller, wife, first].sort());
    expect(told).not.toContain(buyer);
  });
});
