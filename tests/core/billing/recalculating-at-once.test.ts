import { expect, test } from "vitest";
import { type RecalculationJob, runRecalculation } from "../../../src/core/billing/month/recalculate.ts";
import { type VolumesOf, volumesByNorm } from "../../../src/core/billing/volumes.ts";
import { databases } from "../../support/databases.ts";
import { openBillingTown } from "./billing-town.ts";

test.each(databases)(
  "Two workers that recalculate the same month write its differences once, on $name",
  async (kind) => {
    const town = await openBillingTown(kind);
    const water = await town.service("water", { meterKind: "cold_water", group: "utility" });
    await town.tariff(water, "unit", 1_000_000_000n);
    await town.tariff(water, "volume", 10_000_000n, { norm: 1_000n });
    await town.month("2026-03");
    const job: RecalculationJob = {
      companyId: town.companyId,
      buildingId: town.lenina.buildingId,
      accountId: null,
      from: "2026-03",
      to: "2026-03",
      reasonSealed: town.vault.seal("тариф"),
    };
    for (const trial of [1n, 2n, 3n]) {
      await town.database.transaction((tx) =>
        tx.tariff.updateMany({ where: { method: "unit" }, data: { price: (1_000n + trial) * 1_000_000n } }),
      );
      let waiting = 0;
      let go = (): void => {};
      const both = new Promise<void>((resolve) => {
        go = resolve;
      });
      // Neither writes before both have read.
      const volumes: VolumesOf = async (db, question) => {
        waiting += 1;
        if (waiting === 2) go();
        await both;
        return volumesByNorm(db, question);
      };
      await Promise.all([1, 2].map(() => runRecalculation({ core: town.core, volumes }, job)));
      expect(await town.db.recalculation.findMany({ select: { amount: true } })).toEqual(
        Array.from({ length: 5 * Number(trial) }, () => ({ amount: 100n })),
      );
    }
    await town.end();
  },
  120_000,
);
