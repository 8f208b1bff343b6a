import type { Lane } from "../../core/outbox/draft.ts";
import type { Address, Platform } from "../../core/platform.ts";
import type { Work } from "../../core/work/work.ts";
import { prepareView } from "../prepare-view.ts";
import type { View } from "../view.ts";

interface Reached {
  address: Address;
  language: string;
}

/**
 * Where a person reads private messages, on any platform: in the language chosen, else as the platform told it of the
 * account, else that of the last message there, else the building's or the company's.
 */
export const chatsOf = async ({ tx, now }: Work, personId: string): Promise<Reached[]> => {
  const rows = await tx.$queryRaw<{ platform: Platform; chatId: string; language: string }[]>`
    SELECT i."platform", i."chatId", COALESCE(p."language", i."language", (
        SELECT m."language" FROM "OutboxMessage" m
        WHERE m."platform" = i."platform" AND m."chatId" = i."chatId" AND m."state" = 'sent'
        ORDER BY m."id" DESC LIMIT 1), (
        SELECT b."language" FROM "Occupancy" o
        JOIN "Unit" u ON u."id" = o."unitId" JOIN "Building" b ON b."id" = u."buildingId"
        WHERE o."personId" = i."personId" AND o."from" <= ${now} AND (o."to" IS NULL OR o."to" > ${now})
        ORDER BY o."id" LIMIT 1), c."language") AS "language"
    FROM "Identity" i JOIN "Person" p ON p."id" = i."personId" JOIN "Company" c ON c."id" = p."companyId"
    WHERE i."personId" = ${personId} ORDER BY i."createdAt", i."id"`;
  return rows.map(({ platform, chatId, language }) => ({ address: { platform, chatId }, language }));
};

/** A private message about something to one person, wherever they are or on one platform. Resolves to how many chats it goes to. */
export const sendToPerson = async (
  work: Work,
  personId: string,
  {
    view,
    lane,
    companyId,
    subjectId,
    on,
  }: { view: View; lane: Lane; companyId: string; subjectId: string; on?: Platform },
): Promise<number> => {
  const all = await chatsOf(work, personId);
  const chats = all.filter(({ address }) => on === undefined || address.platform === on);
  for (const { address, language } of chats)
    work.send({
      address,
      lane,
      language,
      companyId,
      subjectId,
      what: { kind: "message", content: await prepareView(work, view) },
    });
  return chats.length;
};
