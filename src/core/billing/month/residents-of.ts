import { DateTime } from "luxon";
import type { Db } from "../../../database/db.ts";
import { firstDay, lastDay, type Month, nextMonth } from "../calendar.ts";
import type { ResidentsFrom } from "./to-charge.ts";

/**
 * How many people live in each unit of a building. What the staff entered counts by days, from its day on. Where they
 * entered nothing, those count for the whole month whom the register has there at the end of its last day: it knows when
 * people joined and left rather than when they moved, so that days would only seem exact, and in a month of change the
 * one who left and the one who came are not both counted.
 */
export const residentsOf = async (
  db: Db,
  buildingId: string,
  month: Month,
): Promise<Map<string, ResidentsFrom[]>> => {
  const [known, entered] = await Promise.all([
    livingAtEnd(db, buildingId, month),
    db.$queryRaw<Array<{ unitId: string; from: string; count: number }>>`
      SELECT r."unitId", r."from", r."count" FROM "Unit" AS u JOIN "ResidentCount" AS r ON r."unitId" = u."id"
      WHERE u."buildingId" = ${buildingId} AND r."from" <= ${lastDay(month)} ORDER BY r."from"`,
  ]);
  const byUnit = new Map<string, ResidentsFrom[]>(
    known.map(({ unitId, count }) => [
      unitId,
      [{ from: "0000-01-01", count: Number(count), by: "register" }],
    ]),
  );
  for (const { unitId, from, count } of entered) {
    const before = byUnit.get(unitId) ?? [];
    byUnit.set(unitId, [...before, { from, count: Number(count), by: "staff" }]);
  }
  return byUnit;
};

/** Of the register: how many are there in each unit at the end of the month's last day. */
const livingAtEnd = async (db: Db, buildingId: string, month: Month) => {
  const [building] = await db.$queryRaw<Array<{ timeZone: string }>>`
    SELECT "timeZone" FROM "Building" WHERE "id" = ${buildingId}`;
  const end = DateTime.fromISO(firstDay(nextMonth(month)), { zone: building?.timeZone }).toJSDate();
  return db.$queryRaw<Array<{ unitId: string; count: number | bigint }>>`
    SELECT o."unitId", COUNT(DISTINCT o."personId") AS "count"
    FROM "Unit" AS u JOIN "Occupancy" AS o ON o."unitId" = u."id"
    WHERE u."buildingId" = ${buildingId} AND o."from" < ${end} AND (o."to" IS NULL OR o."to" >= ${end})
    GROUP BY o."unitId"`;
};
