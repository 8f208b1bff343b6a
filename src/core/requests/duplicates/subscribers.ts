import type { Db } from "../../../database/types.ts";
import type { Vault } from "../../crypto/vault.ts";

export interface Subscriber {
  personId: string;
  /** A Telegram chat of theirs. */
  chatId: string;
  language: string;
  /** Whether what is said about the request may be shown: it is about common places or a unit of theirs. */
  own: boolean;
}

/** Those who joined and still live in the building, by each of their chats. */
export const subscribersOf = async (read: Db, requestId: string, now: Date): Promise<Subscriber[]> => {
  const rows = await read.$queryRaw<(Omit<Subscriber, "own"> & { own: number | bigint })[]>`
    SELECT s."personId", i."chatId", COALESCE(p."language", i."language", (
        SELECT m."language" FROM "OutboxMessage" m
        WHERE m."platform" = i."platform" AND m."chatId" = i."chatId" AND m."state" = 'sent'
        ORDER BY m."id" DESC LIMIT 1), b."language") AS "language",
      MAX(CASE WHEN r."unitId" IS NULL OR (o."unitId" = r."unitId" AND o."from" <= r."createdAt") THEN 1 ELSE 0 END)
        AS "own"
    FROM "RequestSubscriber" s
    JOIN "Request" r ON r."id" = s."requestId"
    JOIN "Building" b ON b."id" = r."buildingId"
    JOIN "Person" p ON p."id" = s."personId"
    JOIN "Identity" i ON i."personId" = p."id" AND i."platform" = 'telegram'
    JOIN "Occupancy" o ON o."personId" = p."id" AND o."from" <= ${now} AND (o."to" IS NULL OR o."to" > ${now})
    JOIN "Unit" u ON u."id" = o."unitId" AND u."buildingId" = r."buildingId"
    WHERE s."requestId" = ${requestId}
    GROUP BY s."personId", i."platform", i."chatId", i."language", p."language", b."language"`;
  return rows.map((row) => ({ ...row, own: Number(row.own) === 1 }));
};

/** Whom staff may split off: those who joined themselves, and the requests that were merged into this one. */
export const joinedOf = async (
  read: Db,
  vault: Vault,
  requestId: string,
): Promise<{ people: { personId: string; name: string }[]; merged: { id: string; number: number }[] }> => {
  const people = await read.$queryRaw<{ personId: string; nameSealed: string }[]>`
    SELECT s."personId", p."nameSealed" FROM "RequestSubscriber" s JOIN "Person" p ON p."id" = s."personId"
    WHERE s."requestId" = ${requestId} AND s."mergedFromId" IS NULL ORDER BY s."joinedAt", s."personId"`;
  const merged = await read.request.findMany({
    where: { mergedIntoId: requestId },
    select: { id: true, number: true },
    orderBy: { number: "asc" },
  });
  return {
    people: people.map(({ personId, nameSealed }) => ({ personId, name: vault.open(nameSealed) })),
    merged,
  };
};
