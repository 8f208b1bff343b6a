import { listParameter } from "../../../database/list-parameter.ts";
import { rowsOf, sql } from "../../../database/sql-part.ts";
import type { Db } from "../../../database/types.ts";
import type { Month } from "../../billing/calendar.ts";
import { divideRounded } from "../../billing/money/rounding.ts";
import { linesOfReceipts } from "../../billing/receipt-lines.ts";

/** What units were charged in past months, by unit, service and register. */
export interface ChargedVolumes {
  /** In thousandths, of all the months. */
  volume(unitId: string, serviceId: string, zone: string | null, months: readonly Month[]): bigint;
  /** Whether a month was charged by readings: then nothing of it has to be made up for. */
  wasRead(unitId: string, serviceId: string, zone: string | null, month: Month): boolean;
}

const nothing: ChargedVolumes = { volume: () => 0n, wasRead: () => false };

/**
 * Volumes of published receipts of a building's units: what was charged by an average or the norm is taken off when a
 * reading comes. What the law added on top, as after denied access, is not given back.
 */
export const chargedVolumes = async (
  db: Db,
  unitIds: readonly string[],
  months: readonly Month[],
): Promise<ChargedVolumes> => {
  if (unitIds.length === 0 || months.length === 0) return nothing;
  // By account, since receipts are kept in that order: a company has a million of them.
  const receipts = await rowsOf<{ id: string; unitId: string; month: string }>(
    db,
    sql`SELECT r."id", r."unitId", r."month" FROM "BillingAccount" AS a JOIN "Receipt" AS r ON r."accountId" = a."id"
     WHERE a."unitId" IN ${listParameter(db, unitIds)} AND r."month" IN ${listParameter(db, months)}`,
  );
  const linesOf = await linesOfReceipts(
    db,
    receipts.map(({ id }) => id),
  );
  const volumes = new Map<string, bigint>();
  const read = new Set<string>();
  for (const { id, unitId, month } of receipts) {
    for (const line of linesOf.get(id) ?? []) {
      if (line.formula !== "volume" || line.quantity === null || line.recalculates) continue;
      const key = keyOf(unitId, line.serviceId, line.inputs.zone ?? null, month);
      const volume = divideRounded(line.quantity * 1000n, BigInt(line.inputs.volume?.factor ?? 1000));
      volumes.set(key, (volumes.get(key) ?? 0n) + volume);
      if (line.inputs.volume?.origin === "readings") read.add(key);
    }
  }
  return {
    volume: (unitId, serviceId, zone, some) =>
      some.reduce((sum, month) => sum + (volumes.get(keyOf(unitId, serviceId, zone, month)) ?? 0n), 0n),
    wasRead: (unitId, serviceId, zone, month) => read.has(keyOf(unitId, serviceId, zone, month)),
  };
};

const keyOf = (unitId: string, serviceId: string, zone: string | null, month: Month): string =>
  [unitId, serviceId, zone ?? "", month].join(" ");
