import { providerOf } from "../../database/as-db.ts";
import type { Db } from "../../database/db.ts";
import { forProvider, type Sql } from "../../database/for-provider.ts";
import type { AnnouncementKind, OccupancyKind } from "../../database/types.ts";
import { audienceOf } from "../directory/who-gets.ts";
import type { Audience } from "./audience.ts";
import { manners } from "./manners.ts";

export interface Concerned {
  companyId: string;
  kind: AnnouncementKind;
  audience: Audience;
  now: Date;
}

/** Which occupants it concerns: as the company set for the kind, or owners only where the announcement says so. */
const occupantsOf = async (db: Db, { companyId, kind, audience }: Concerned): Promise<OccupancyKind[]> => {
  const kinds = await audienceOf(db, companyId, manners[kind].concerns);
  return audience.who === "owners" ? ["owner"] : [...kinds];
};

/** `FROM … WHERE` of the occupancies ("o") and units ("u") that an announcement is for. */
export const concernedOccupancies = async (db: Db, concerned: Concerned): Promise<Sql> => {
  const where = allOf([...unitConditions(concerned), ...(await holdingConditions(db, concerned))]);
  return { ...where, text: `FROM "Occupancy" o JOIN "Unit" u ON u."id" = o."unitId" WHERE ${where.text}` };
};

/** `FROM … WHERE` of all the units ("u") that an announcement is for, each with those it concerns there ("o"), if any. */
export const concernedUnits = async (db: Db, concerned: Concerned): Promise<Sql> => {
  const held = allOf(await holdingConditions(db, concerned));
  const where = allOf(unitConditions(concerned));
  return {
    text: `FROM "Unit" u LEFT JOIN "Occupancy" o ON o."unitId" = u."id" AND ${held.text} WHERE ${where.text}`,
    values: [...held.values, ...where.values],
  };
};

const unitConditions = ({ companyId, audience }: Concerned): Sql[] => [
  { text: `u."companyId" = ?`, values: [companyId] },
  ...placeConditions(audience),
];

const holdingConditions = async (db: Db, concerned: Concerned): Promise<Sql[]> => {
  const { now } = concerned;
  const kinds = await occupantsOf(db, concerned);
  return [
    { text: `o."from" <= ? AND (o."to" IS NULL OR o."to" > ?)`, values: [now, now] },
    { text: `o."kind" IN (${kinds.map((kind) => `'${kind}'`).join(", ")})`, values: [] },
  ];
};

const allOf = (parts: readonly Sql[]): Sql => ({
  text: parts.map(({ text }) => text).join(" AND "),
  values: parts.flatMap(({ values }) => values),
});

/** From so many units on, people are read in the order of their ids instead of looked for in the units. */
const manyUnits = 2000;

/**
 * The same for reading page by page, in the order of people. SQLite would go through all of the units for each page:
 * where they are many it is told to walk along the people, of whom each page reads only its own.
 */
export const pagedOccupancies = async (db: Db, concerned: Concerned): Promise<Sql> => {
  const from = await concernedOccupancies(db, concerned);
  if (providerOf(db) !== "sqlite" || !(await hasManyUnits(db, concerned))) return from;
  return { ...from, text: from.text.replace(`JOIN "Unit"`, `CROSS JOIN "Unit"`) };
};

const hasManyUnits = async (db: Db, { companyId, audience }: Concerned): Promise<boolean> => {
  const places = placeConditions(audience);
  const [row] = await db.$queryRawUnsafe<{ count: number | bigint }[]>(
    `SELECT COUNT(*) AS "count" FROM (SELECT 1 FROM "Unit" u
      WHERE ${[`u."companyId" = ?`, ...places.map(({ text }) => text)].join(" AND ")} LIMIT ${manyUnits})`,
    companyId,
    ...places.flatMap(({ values }) => values),
  );
  return Number(row?.count ?? 0) >= manyUnits;
};

/** Of the units ("u") alone. */
export const placeConditions = ({ buildingIds, entrance, riser, unitIds }: Audience): Sql[] => [
  ...(buildingIds.length > 0 ? [oneOf(`u."buildingId"`, buildingIds)] : []),
  ...(entrance === undefined ? [] : [{ text: `u."entrance" = ?`, values: [entrance] }]),
  ...(riser === undefined ? [] : [{ text: `u."riser" = ?`, values: [riser] }]),
  ...(unitIds === undefined ? [] : [oneOf(`u."id"`, unitIds)]),
];

const oneOf = (column: string, values: readonly string[]): Sql => ({
  text: `${column} IN (${values.map(() => "?").join(", ")})`,
  values: [...values],
});

export interface ConcernedPerson {
  personId: string;
  unitId: string;
}

/** The people it is for, each once with one of their units, page by page in the order of their ids. */
export const concernedPeople = async (
  db: Db,
  concerned: Concerned,
  { after, size }: { after: string; size: number },
): Promise<ConcernedPerson[]> => {
  const from = await pagedOccupancies(db, concerned);
  return db.$queryRawUnsafe<ConcernedPerson[]>(
    ...forProvider(providerOf(db), {
      text: `SELECT o."personId" AS "personId", MIN(o."unitId") AS "unitId" ${from.text} AND o."personId" > ?
        GROUP BY o."personId" ORDER BY o."personId" LIMIT ?`,
      values: [...from.values, after, size],
    }),
  );
};
