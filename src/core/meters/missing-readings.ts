import type { Db } from "../../database/types.ts";
import type { Month } from "../billing/calendar.ts";

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
}

interface Row {
  unitId: string;
  number: string;
  registers: number | bigint;
  given: number | bigint;
}

const byNumber = new Intl.Collator("en", { numeric: true });

/** How far a building's units are with a month's readings. */
export const readingProgress = async (
  db: Db,
  { id: buildingId, address }: { id: string; address: string },
  month: Month,
): Promise<ReadingProgress> => {
  const rows = await db.$queryRaw<Row[]>`
    SELECT u."id" AS "unitId", u."number", SUM(m."registers") AS "registers", SUM(m."given") AS "given"
    FROM "Unit" u JOIN (
      SELECT "unitId",
        CASE WHEN CAST("zones" AS TEXT) = '[]' THEN 1
          WHEN CAST("zones" AS TEXT) LIKE '%half-peak%' THEN 3 ELSE 2 END AS "registers",
        (SELECT COUNT(*) FROM "Reading" r WHERE r."meterId" = "Meter"."id" AND r."month" = ${month}
          AND r."kind" = 'monthly' AND r."replacedAt" IS NULL) AS "given"
      FROM "Meter" WHERE "buildingId" = ${buildingId} AND "removed" IS NULL AND "unitId" IS NOT NULL
    ) m ON m."unitId" = u."id"
    GROUP BY u."id", u."number"`;
  const units = rows.map((row) => ({ ...row, registers: Number(row.registers), given: Number(row.given) }));
  return {
    buildingId,
    address,
    registers: units.reduce((sum, { registers }) => sum + registers, 0),
    given: units.reduce((sum, { registers, given }) => sum + Math.min(registers, given), 0),
    missing: units
      .filter(({ registers, given }) => given < registers)
      .map(({ unitId, number, registers, given }) => ({ unitId, number, missing: registers - given }))
      .sort((a, b) => byNumber.compare(a.number, b.number)),
  };
};
