import type { Db } from "../../database/types.ts";
import { lastDay, type Month } from "../billing/calendar.ts";
import { meterPolicy } from "./policy.ts";

export interface MissingUnit {
  unitId: string;
  number: string;
  /** Registers without a reading of the month. */
  missing: number;
}

export interface ReadingProgress {
  buildingId: string;
  address: string;
  registers: number;
  given: number;
  missing: MissingUnit[];
  /** Numbers of units with meters whose readings don't count, since their verification ran out: they are not asked for. */
  expired: string[];
}

interface Row {
  unitId: string;
  number: string;
  registers: number | bigint;
  given: number | bigint;
  expired: number | bigint;
}

const byNumber = new Intl.Collator("en", { numeric: true });

/** How far a building's units are with a month's readings. */
export const readingProgress = async (
  db: Db,
  { id: buildingId, companyId, address }: { id: string; companyId: string; address: string },
  month: Month,
): Promise<ReadingProgress> => {
  const { policyPack } = await db.company.findUniqueOrThrow({
    where: { id: companyId },
    select: { policyPack: true },
  });
  const last = lastDay(month);
  // Where readings count on, nothing has run out.
  const countsFrom = meterPolicy(policyPack, last).expired === "readings" ? "" : last;
  const rows = await db.$queryRaw<Row[]>`
    SELECT u."id" AS "unitId", u."number", SUM(m."expired") AS "expired",
      SUM(CASE WHEN m."expired" = 0 THEN m."registers" ELSE 0 END) AS "registers",
      SUM(CASE WHEN m."expired" = 0 THEN m."given" ELSE 0 END) AS "given"
    FROM "Unit" u JOIN (
      SELECT "unitId",
        CASE WHEN CAST("zones" AS TEXT) = '[]' THEN 1
          WHEN CAST("zones" AS TEXT) LIKE '%half-peak%' THEN 3 ELSE 2 END AS "registers",
        CASE WHEN "verifiedUntil" < ${countsFrom} THEN 1 ELSE 0 END AS "expired",
        (SELECT COUNT(*) FROM "Reading" r WHERE r."meterId" = "Meter"."id" AND r."month" = ${month}
          AND r."kind" = 'monthly' AND r."replacedAt" IS NULL) AS "given"
      FROM "Meter" WHERE "buildingId" = ${buildingId} AND "removed" IS NULL AND "unitId" IS NOT NULL
    ) m ON m."unitId" = u."id"
    GROUP BY u."id", u."number"`;
  const units = rows
    .map((row) => ({ ...row, registers: Number(row.registers), given: Number(row.given) }))
    .sort((a, b) => byNumber.compare(a.number, b.number));
  return {
    buildingId,
    address,
    registers: units.reduce((sum, { registers }) => sum + registers, 0),
    given: units.reduce((sum, { registers, given }) => sum + Math.min(registers, given), 0),
    missing: units
      .filter(({ registers, given }) => given < registers)
      .map(({ unitId, number, registers, given }) => ({ unitId, number, missing: registers - given })),
    expired: units.flatMap(({ number, expired }) => (Number(expired) > 0 ? [number] : [])),
  };
};
