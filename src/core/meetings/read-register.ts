import type { Db } from "../../database/types.ts";
import { fraction } from "../fraction.ts";
import type { RegisterUnit } from "./register-problems.ts";

/** A unit of the building with its owners at a moment, as the directory has them. */
export interface RegisterRow extends RegisterUnit {
  kind: string;
  /** 0.01 m² */
  areaHundredths: number | null;
  names: ReadonlyMap<string, string>;
}

interface Row {
  unitId: string;
  number: string;
  kind: string;
  area: number | bigint | null;
  custom: number | bigint | null;
  personId: string | null;
  nameSealed: string | null;
  shareNumerator: number | bigint | null;
  shareDenominator: number | bigint | null;
  verifiedAt: Date | string | null;
}

/**
 * All units that have votes, with the owners that held them at the moment: one statement, so that nothing changes in
 * between. Names are still sealed. Rooms of the house itself (technical ones) have no vote.
 */
export const readRegister = async (db: Db, buildingId: string, at: Date): Promise<RegisterRow[]> => {
  const rows = await db.$queryRaw<Row[]>`
    SELECT u."id" AS "unitId", u."number", CAST(u."kind" AS TEXT) AS "kind", u."area", w."weight" AS "custom",
      o."personId", p."nameSealed", o."shareNumerator", o."shareDenominator", o."verifiedAt"
    FROM "Unit" u
    LEFT JOIN "UnitVotingWeight" w ON w."unitId" = u."id"
    LEFT JOIN "Occupancy" o ON o."unitId" = u."id" AND CAST(o."kind" AS TEXT) = 'owner'
      AND o."from" <= ${at} AND (o."to" IS NULL OR o."to" > ${at})
    LEFT JOIN "Person" p ON p."id" = o."personId"
    WHERE u."buildingId" = ${buildingId} AND CAST(u."kind" AS TEXT) <> 'technical'
    ORDER BY u."id", o."id"`;
  const units = new Map<string, Row[]>();
  for (const row of rows) {
    const known = units.get(row.unitId);
    if (known) known.push(row);
    else units.set(row.unitId, [row]);
  }
  return [...units.values()].flatMap(unitOf).sort(byNumber);
};

const unitOf = (rows: readonly Row[]): RegisterRow[] => {
  const [first] = rows;
  if (!first) return [];
  const area = first.area === null ? null : Number(first.area);
  const owners = rows.flatMap(({ personId, shareNumerator, shareDenominator, verifiedAt }) =>
    personId === null
      ? []
      : [
          {
            id: personId,
            share:
              shareNumerator === null || shareDenominator === null
                ? null
                : fraction(BigInt(shareNumerator), BigInt(shareDenominator)),
            verified: verifiedAt !== null,
          },
        ],
  );
  return [
    {
      id: first.unitId,
      number: first.number,
      kind: first.kind,
      areaHundredths: area,
      area: area === null ? null : fraction(area, 100),
      custom: first.custom === null ? null : fraction(BigInt(first.custom), 1000n),
      owners,
      names: new Map(
        rows.flatMap(({ personId, nameSealed }) => (personId ? [[personId, nameSealed ?? ""]] : [])),
      ),
    },
  ];
};

const collator = new Intl.Collator("ru", { numeric: true });

/** As people count flats: 2 before 10. */
const byNumber = (a: RegisterRow, b: RegisterRow): number =>
  a.kind === b.kind ? collator.compare(a.number, b.number) : a.kind < b.kind ? -1 : 1;
