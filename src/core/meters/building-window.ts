import type { Db } from "../../database/types.ts";
import type { ReadingWindow } from "./reading-month.ts";

/** Days between which a building's readings are taken, when nobody said otherwise: Rules 354, item 31. */
const usual: ReadingWindow = { from: 20, to: 25 };

/** The building's own window, else the company's. */
export const buildingWindow = async (
  db: Db,
  { companyId, buildingId }: { companyId: string; buildingId: string },
): Promise<ReadingWindow> => {
  const found = await db.billingSettings.findMany({ where: { id: { in: [companyId, buildingId] } } });
  const settings = found.find(({ id }) => id === buildingId) ?? found[0];
  return settings ? { from: settings.readingsFrom, to: settings.readingsTo } : usual;
};

/** Months whose bills are approved or out already: they take no readings any more. */
export const takenMonths = async (db: Db, companyId: string): Promise<(month: string) => boolean> => {
  const months = await db.billingMonth.findMany({
    where: { companyId, state: { in: ["approved", "publishing", "published", "closed"] } },
    select: { month: true },
  });
  const taken = new Set(months.map(({ month }) => month));
  return (month) => taken.has(month);
};
