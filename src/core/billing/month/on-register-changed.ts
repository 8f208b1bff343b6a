import { DateTime } from "luxon";
import type { HoldingChange } from "../../directory/holdings-changed.ts";
import type { Subscriber } from "../../work/core.ts";
import type { Work } from "../../work/work.ts";
import { firstDay, type Month, nextMonth } from "../calendar.ts";
import { draftedMonths, factsChanged } from "./facts-changed.ts";

/**
 * What becomes of drafted months when the register of units and people changes, or the law they live by; part of the same
 * transaction.
 */
export const onRegisterChanged: Subscriber = async (work, event) => {
  const ofAll = event.type === "units.changed" || (event.type === "company.changed" && event.otherwise);
  if (!ofAll && event.type !== "holdings.changed") return;
  const { companyId } = event;
  for (const month of await draftedMonths(work, companyId))
    if (event.type !== "holdings.changed" || (await countsOthers(work, companyId, month, event.changes)))
      await factsChanged(work, companyId, { month });
};

/** Whether a month that goes by the register's people counts others now. */
const countsOthers = async (
  { tx }: Work,
  companyId: string,
  month: Month,
  changes: readonly HoldingChange[],
): Promise<boolean> => {
  const unitIds = [...new Set(changes.map(({ unitId }) => unitId))];
  const units = await tx.unit.findMany({
    where: { id: { in: unitIds } },
    select: { id: true, building: { select: { timeZone: true } } },
  });
  const zones = new Map(units.map(({ id, building }) => [id, building.timeZone]));
  const others = changes.filter(({ unitId, before, after }) => {
    const zone = zones.get(unitId);
    if (zone === undefined) return false;
    const end = DateTime.fromISO(firstDay(nextMonth(month)), { zone }).toJSDate();
    return isThere(before, end) !== isThere(after, end);
  });
  if (others.length === 0) return false;
  const byPeople = [{ method: "resident" }, { basis: "residents" }, { norm: { not: null } }] as const;
  if ((await tx.tariff.count({ where: { companyId, OR: [...byPeople] } })) === 0) return false;
  // Where staff have said how many live there since before the month, the register is not asked.
  const counted = await tx.residentCount.findMany({
    where: { unitId: { in: others.map(({ unitId }) => unitId) }, from: { lte: firstDay(month) } },
    select: { unitId: true },
  });
  const asked = new Set(counted.map(({ unitId }) => unitId));
  return others.some(({ unitId }) => !asked.has(unitId));
};

/** As residents are counted: at the end of the month's last day. */
const isThere = (held: HoldingChange["before"], end: Date): boolean =>
  held !== null && held.from < end && (held.to === null || held.to >= end);
