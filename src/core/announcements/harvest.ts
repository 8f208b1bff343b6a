import { providerOf } from "../../database/as-db.ts";
import { forProvider } from "../../database/for-provider.ts";
import { amongTexts } from "../../database/list-parameter.ts";
import type { AnnouncementModel, Tx } from "../../database/types.ts";
import type { Work } from "../work/work.ts";
import { listed, never, stamp } from "./delivery-rows.ts";
import { groupRuleOf } from "./kind-rules.ts";

/** Results that are taken over in one transaction. */
const atATime = 300;

/** A message that was drawn so long before a correction may have been on its way with the old words. */
const drawnMs = 3 * 60 * 1000;

interface Ended {
  id: string;
  personId: string | null;
  target: string;
  platform: string;
  chatId: string;
  language: string;
  outboxState: "sent" | "dead" | "cancelled";
  messageId: string | null;
  sentAt: Date | string | null;
  reason: string | null;
  /** 1: only the network's receipt tells whether it arrived. */
  awaitsReceipt: number | bigint;
}

export interface Harvested {
  did: boolean;
  /** There is more to do at once: further results, or people whose next way is to be taken. */
  more: boolean;
}

/** Takes over from the outbox what became of the tries of an announcement. */
export const harvest = async (work: Work, announcement: AnnouncementModel): Promise<Harvested> => {
  const { tx } = work;
  const ended = await tx.$queryRaw<Ended[]>`
    SELECT d."id", d."personId", d."target", d."platform", d."chatId", d."language",
      CAST(o."state" AS TEXT) AS "outboxState", o."sentMessageId" AS "messageId", o."sentAt",
      COALESCE(o."failureText", o."failureCode") AS "reason",
      COALESCE(CAST(m."awaitsReceipt" AS INTEGER), 0) AS "awaitsReceipt"
    FROM "Delivery" d JOIN "OutboxMessage" o ON o."dedupeKey" = d."outboxKey"
    LEFT JOIN "SmsMessage" m ON m."outboxId" = o."id"
    WHERE d."announcementId" = ${announcement.id} AND d."state" = 'queued' AND o."state" IN ('sent', 'dead', 'cancelled')
    LIMIT ${atATime}`;
  if (ended.length === 0) return { did: false, more: false };
  const sent = ended.filter(({ outboxState }) => outboxState === "sent");
  const failed = ended.filter(({ outboxState }) => outboxState !== "sent");
  await markSent(tx, announcement, sent);
  await markFailed(tx, failed);
  const reached = await reach(tx, announcement.id, sent);
  await wait(work, announcement.id, failed);
  await tx.announcement.update({
    where: { id: announcement.id },
    data: { reached: { increment: reached } },
    select: { id: true },
  });
  pin(work, announcement, sent);
  return { did: true, more: ended.length === atATime || failed.length > 0 };
};

const markSent = async (
  tx: Tx,
  { textVersion, correctedAt }: AnnouncementModel,
  sent: readonly Ended[],
): Promise<void> => {
  if (sent.length === 0) return;
  const provider = providerOf(tx);
  const at = provider === "sqlite" ? `s."sentAt"` : `CAST(s."sentAt" AS timestamp(3))`;
  const surely = correctedAt ? new Date(correctedAt.getTime() + drawnMs) : null;
  const rows = sent.map(({ id, messageId, sentAt }) => {
    const when = sentAt === null ? null : new Date(sentAt);
    // What may have been drawn before the correction keeps the version it was queued with, and is edited.
    const version = surely === null || (when && when > surely) ? textVersion : null;
    return { id, messageId, sentAt: when && stamp(when), version };
  });
  await tx.$executeRawUnsafe(
    ...forProvider(provider, {
      text: `UPDATE "Delivery" AS d SET "state" = 'sent', "messageId" = s."messageId", "sentAt" = ${at},
          "textVersion" = COALESCE(s."version", d."textVersion")
        FROM ${listed(provider, { id: "text", messageId: "text", sentAt: "text", version: "integer" })}
        WHERE d."id" = s."id"`,
      values: [JSON.stringify(rows)],
    }),
  );
};

const markFailed = async (tx: Tx, failed: readonly Ended[]): Promise<void> => {
  if (failed.length === 0) return;
  const provider = providerOf(tx);
  const rows = failed.map(({ id, reason, outboxState }) => ({ id, reason: reason ?? outboxState }));
  await tx.$executeRawUnsafe(
    ...forProvider(provider, {
      text: `UPDATE "Delivery" AS d SET "state" = 'failed', "reason" = s."reason"
        FROM ${listed(provider, { id: "text", reason: "text" })} WHERE d."id" = s."id"`,
      values: [JSON.stringify(rows)],
    }),
  );
};

const peopleIn = (ended: readonly Ended[]): string =>
  JSON.stringify(ended.flatMap(({ personId }) => personId ?? []));

/**
 * Resolves to how many were told for the first time. A short message that the network took is not yet at anybody: where
 * there is another way, its receipt or the end of the kind's time is waited for, unless the gateway sends no receipts.
 */
const reach = async (tx: Tx, announcementId: string, sent: readonly Ended[]): Promise<number> => {
  const [surely, perhaps] = [
    sent.filter(({ awaitsReceipt }) => Number(awaitsReceipt) === 0),
    sent.filter(({ awaitsReceipt }) => Number(awaitsReceipt) !== 0),
  ];
  const first = surely.length > 0 ? await markReached(tx, announcementId, surely, noDate) : 0;
  return first + (perhaps.length > 0 ? await markReached(tx, announcementId, perhaps, never) : 0);
};

const noDate = new Date(0);

const markReached = async (
  tx: Tx,
  announcementId: string,
  sent: readonly Ended[],
  dueFrom: Date,
): Promise<number> => {
  const provider = providerOf(tx);
  const latest = sent.reduce<Date | null>((last, { sentAt }) => {
    const at = sentAt === null ? null : new Date(sentAt);
    return at && (last === null || at > last) ? at : last;
  }, null);
  return tx.$executeRawUnsafe(
    ...forProvider(provider, {
      text: `UPDATE "Recipient" SET "state" = 'reached', "reachedAt" = ?
        WHERE "announcementId" = ? AND "state" <> 'reached' AND "dueAt" >= ? AND "personId" ${amongTexts[provider]}`,
      values: [latest, announcementId, dueFrom, peopleIn(sent)],
    }),
  );
};

/** Their next way is taken at once. */
const wait = async ({ tx, now }: Work, announcementId: string, failed: readonly Ended[]): Promise<void> => {
  if (failed.length === 0) return;
  const provider = providerOf(tx);
  await tx.$executeRawUnsafe(
    ...forProvider(provider, {
      text: `UPDATE "Recipient" SET "state" = 'waiting', "dueAt" = ?
        WHERE "announcementId" = ? AND CAST("state" AS TEXT) = 'trying' AND "personId" ${amongTexts[provider]}`,
      values: [now, announcementId, peopleIn(failed)],
    }),
  );
};

/** What stands in a building's group is pinned there, where it is to be and is not over already. */
const pin = (work: Work, announcement: AnnouncementModel, sent: readonly Ended[]): void => {
  const isOver = announcement.state === "cancelled" || announcement.state === "expired";
  if (isOver || groupRuleOf(announcement) !== "pin") return;
  for (const { id, target, platform, chatId, language, messageId } of sent) {
    if (!target.startsWith("group:") || messageId === null) continue;
    work.send({
      address: { platform: platform as "telegram", chatId },
      lane: "notice",
      language,
      companyId: announcement.companyId,
      dedupeKey: pinKey(id),
      what: { kind: "pin", messageId },
    });
  }
};

/** Of the message that pins what a delivery has put into a group. */
export const pinKey = (deliveryId: string): string => `pin:${deliveryId}`;
