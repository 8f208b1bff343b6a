import type { Db, UnitKind } from "../../../database/types.ts";
import type { PersonActor } from "../../access/actor.ts";
import type { CategoryTitle } from "../category-title.ts";
import { openHomes } from "../open-homes.ts";
import { requestSettings } from "../settings.ts";

/** What a neighbour may know of an open request before joining it: no words, no names, no other flat. */
export interface SimilarRequest {
  id: string;
  number: number;
  category: CategoryTitle;
  /** The key above the category's own, if any. */
  parentKey: string | null;
  buildingId: string;
  address: string;
  /** The reader's own unit; null: the building's common places. */
  unit: { number: string; kind: UnitKind } | null;
}

interface Row {
  id: string;
  number: number | bigint;
  key: string;
  titles: unknown;
  parentKey: string | null;
  buildingId: string;
  address: string;
  unitId: string | null;
  unitNumber: string | null;
  unitKind: UnitKind | null;
  priority: string;
}

const most = 30;
const hour = 60 * 60 * 1000;

/**
 * Open requests of others that the resident may join: of the own units and of the common places of their buildings,
 * filed lately; the newest first. In one statement, since every step of a new request reads them; the own places are
 * looked up first, and what is about them apart from what is common, so that no database walks through all that is open
 * in the building.
 */
export const similarRequests = async (read: Db, actor: PersonActor, now: Date): Promise<SimilarRequest[]> => {
  const { duplicateHours } = await requestSettings(read, actor.companyId);
  if (duplicateHours === 0) return [];
  const since = new Date(now.getTime() - duplicateHours * hour);
  const { personId } = actor;
  const rows = await read.$queryRaw<Row[]>`
    WITH own AS MATERIALIZED (
      SELECT o."unitId", o."from", held."buildingId"
      FROM "Occupancy" o JOIN "Unit" held ON held."id" = o."unitId"
      WHERE o."personId" = ${personId} AND o."from" <= ${now} AND (o."to" IS NULL OR o."to" > ${now})
    ), near AS (
      SELECT r."id" FROM own JOIN "Request" r ON r."unitId" = own."unitId" AND r."buildingId" = own."buildingId"
      WHERE r."createdAt" > ${since} AND own."from" <= r."createdAt"
      UNION
      SELECT r."id" FROM own JOIN "Request" r ON r."unitId" IS NULL AND r."buildingId" = own."buildingId"
      WHERE r."createdAt" > ${since}
    )
    SELECT r."id", r."number", c."key", CAST(c."titles" AS TEXT) AS "titles", p."key" AS "parentKey",
      CAST(r."priority" AS TEXT) AS "priority", r."buildingId", b."address", r."unitId", u."number" AS "unitNumber", CAST(u."kind" AS TEXT) AS "unitKind"
    FROM near
    JOIN "Request" r ON r."id" = near."id"
    JOIN "Category" c ON c."id" = r."categoryId"
    LEFT JOIN "Category" p ON p."id" = c."parentId"
    JOIN "Building" b ON b."id" = r."buildingId"
    LEFT JOIN "Unit" u ON u."id" = r."unitId"
    WHERE r."state" IN ('new', 'taken', 'in_progress', 'deferred') AND r."authorId" <> ${personId}
      AND NOT EXISTS (
        SELECT 1 FROM "RequestSubscriber" s WHERE s."requestId" = r."id" AND s."personId" = ${personId})
    ORDER BY r."number" DESC LIMIT ${most}`;
  const own = rows.filter((row) => isOwn(actor, row));
  const isPrivate = await Promise.all(own.map((row) => isOfSomeHome(read, row)));
  return own.filter((_, index) => !isPrivate[index]).map(similarIn);
};

/** An emergency whose author has not said in which of their homes it is concerns no common place yet. */
const isOfSomeHome = async (read: Db, { id, unitId, priority }: Row): Promise<boolean> =>
  unitId === null && priority === "emergency" && (await openHomes(read, id)).length > 0;

/** An occupancy that the actor is not let in by opens nothing here either. */
const isOwn = ({ occupancies }: PersonActor, { unitId, buildingId }: Row): boolean =>
  occupancies.some((held) => (unitId === null ? held.buildingId === buildingId : held.unitId === unitId));

const similarIn = (row: Row): SimilarRequest => ({
  id: row.id,
  number: Number(row.number),
  category: {
    key: row.key,
    titles: (typeof row.titles === "string" ? JSON.parse(row.titles) : row.titles) as CategoryTitle["titles"],
  },
  parentKey: row.parentKey,
  buildingId: row.buildingId,
  address: row.address,
  unit:
    row.unitNumber === null || row.unitKind === null ? null : { number: row.unitNumber, kind: row.unitKind },
});

/** Whether a request may be about the same thing: the same category, or one that is the other's parent. */
export const sameMatter = (
  { category, parentKey }: Pick<SimilarRequest, "category" | "parentKey">,
  wanted: { category: string; detail: string | null },
): boolean => {
  if (category.key === (wanted.detail ?? wanted.category)) return true;
  if (category.key === wanted.category) return true;
  return wanted.detail === null && parentKey === wanted.category;
};
