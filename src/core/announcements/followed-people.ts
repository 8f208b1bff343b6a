import { providerOf } from "../../database/as-db.ts";
import { forProvider, type Sql } from "../../database/for-provider.ts";
import type { AnnouncementModel, Db, Tx } from "../../database/types.ts";
import type { Work } from "../work/work.ts";
import { audienceIn } from "./announcement.ts";
import { type ConcernedPerson, concernedPeople, pagedOccupancies } from "./concerned.ts";
import { heardOf } from "./heard-of.ts";

type Source = Pick<AnnouncementModel, "id" | "companyId" | "kind" | "audience" | "followsId">;

/** Whom an announcement would go to now, page by page: those who got the one that it follows, or those concerned. */
export const peopleOf = async (
  db: Db,
  announcement: Source,
  now: Date,
  page: { after: string; size: number },
): Promise<ConcernedPerson[]> => {
  const { companyId, kind, followsId } = announcement;
  if (!followsId)
    return concernedPeople(db, { companyId, kind, audience: audienceIn(announcement), now }, page);
  const rows = await db.recipient.findMany({
    where: {
      announcementId: followsId,
      personId: { gt: page.after },
      state: { in: [...(await heardOf(db, followsId))] },
    },
    orderBy: { personId: "asc" },
    take: page.size,
    select: { personId: true, unitId: true },
  });
  return rows.map(({ personId, unitId }) => ({ personId, unitId: unitId ?? "" }));
};

/**
 * Writes the next people down as recipients, in one statement that moves no data; resolves to their ids in order. None:
 * the list is whole.
 */
export const gatherPeople = async (
  { tx, now }: Pick<Work, "now"> & { tx: Tx },
  announcement: Source & Pick<AnnouncementModel, "cursor">,
  size: number,
): Promise<string[]> => {
  const { id, companyId, cursor, followsId } = announcement;
  const provider = providerOf(tx);
  const typed = (type: string): string => (provider === "sqlite" ? "?" : `CAST(? AS ${type})`);
  const state = provider === "sqlite" ? "'waiting'" : `CAST('waiting' AS "RecipientState")`;
  const head = `
    INSERT INTO "Recipient" ("announcementId", "personId", "companyId", "unitId", "state", "dueAt", "digest")
    SELECT ${typed("text")}, s."personId", ${typed("text")}, s."unitId", ${state}, ${typed("timestamp(3)")}, false
    FROM (`;
  const tail = `) AS s WHERE true ON CONFLICT ("announcementId", "personId") DO NOTHING RETURNING "personId"`;
  const source = followsId ? await followers(tx, followsId) : await concerned(tx, { ...announcement, now });
  const rows = await tx.$queryRawUnsafe<{ personId: string }[]>(
    ...forProvider(provider, {
      text: `${head}${source.text}${tail}`,
      values: [id, companyId, now, ...source.values, cursor, size],
    }),
  );
  return rows.map(({ personId }) => personId).sort();
};

const followers = async (tx: Tx, announcementId: string): Promise<Sql> => {
  const states = await heardOf(tx, announcementId);
  return {
    text: `SELECT "personId", "unitId" FROM "Recipient"
      WHERE "announcementId" = ? AND CAST("state" AS TEXT) IN (${states.map(() => "?").join(", ")})
        AND "personId" > ? ORDER BY "personId" LIMIT ?`,
    values: [announcementId, ...states],
  };
};

const concerned = async (db: Db, announcement: Source & { now: Date }): Promise<Sql> => {
  const { companyId, kind, now } = announcement;
  const from = await pagedOccupancies(db, { companyId, kind, audience: audienceIn(announcement), now });
  return {
    text: `SELECT o."personId" AS "personId", MIN(o."unitId") AS "unitId" ${from.text} AND o."personId" > ?
      GROUP BY o."personId" ORDER BY o."personId" LIMIT ?`,
    values: from.values,
  };
};
