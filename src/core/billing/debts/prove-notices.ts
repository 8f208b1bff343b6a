import type { Core, Subscriber } from "../../work/core.ts";
import { runWork } from "../../work/run-work.ts";

/** Notices that are looked at in one transaction. */
const atOnce = 200;

const keyPrefix = "debt-notice:";

/** By which a debtor's notice is told; also read in the statement below. */
export const noticeKey = (noticeId: string): string => `${keyPrefix}${noticeId}`;

interface Settled {
  noticeId: string;
  platform: string | null;
  sentAt: Date | null;
  sentMessageId: string | null;
  failure: string | null;
  /** A short message that its gateway took and of which the network has told nothing. */
  unconfirmed: boolean | number;
}

/**
 * Writes down what became of reminders: the message id and time of the way by which one arrived are its proof; what
 * none of the person's ways could carry is a failure that the staff see. A short message counts once the network says
 * that it arrived, or, as not confirmed, when its time is over and there is no other way.
 */
export const proveNotices = async (core: Core, signal?: AbortSignal): Promise<void> => {
  for (;;) {
    signal?.throwIfAborted();
    const settled = await core.database.read.$queryRaw<Settled[]>`
      SELECT n."id" AS "noticeId", o."platform", o."sentAt", o."sentMessageId", p."failure",
        (o."platform" = 'sms' AND CAST(s."state" AS TEXT) <> 'delivered') AS "unconfirmed"
      FROM "DebtNotice" AS n
      JOIN "PersonalNotice" AS p ON p."key" = ${keyPrefix} || n."id"
      LEFT JOIN "OutboxMessage" AS o ON o."dedupeKey" = p."outboxKey"
      LEFT JOIN "SmsMessage" AS s ON s."outboxId" = o."id"
      WHERE CAST(n."state" AS TEXT) = 'queued' AND (p."failure" IS NOT NULL
        OR (CAST(o."state" AS TEXT) = 'sent'
          AND (o."platform" <> 'sms' OR CAST(s."state" AS TEXT) = 'delivered' OR p."dueAt" IS NULL)))
      LIMIT ${atOnce}`;
    if (settled.length === 0) return;
    await runWork(
      core,
      { actor: { kind: "system", name: "debts", companyId: null }, channel: "job" },
      async ({ tx }) => {
        for (const { noticeId, platform, sentAt, sentMessageId, failure, unconfirmed } of settled)
          await tx.debtNotice.update({
            where: { id: noticeId },
            data:
              failure === null
                ? {
                    state: "sent",
                    way: platform,
                    proof: sentMessageId,
                    sentAt,
                    reason: unconfirmed ? "unconfirmed" : null,
                  }
                : { state: "failed", way: platform, reason: failure },
          });
      },
    );
  }
};

/** What counted as proved came back: it is proved anew by the next way. */
export const onNoticePassedOn: Subscriber = async ({ tx }, event) => {
  if (event.type !== "notice.passed-on" || !event.key.startsWith(keyPrefix)) return;
  await tx.debtNotice.updateMany({
    where: { id: event.key.slice(keyPrefix.length) },
    data: { state: "queued", way: null, proof: null, reason: null, sentAt: null },
  });
};
