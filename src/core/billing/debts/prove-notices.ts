import type { Core } from "../../work/core.ts";
import { runWork } from "../../work/run-work.ts";

/** Notices that are looked at in one transaction. */
const atOnce = 200;

interface Sent {
  noticeId: string;
  platform: string;
  state: string;
  sentAt: Date | null;
  sentMessageId: string | null;
  failureCode: string | null;
}

/**
 * Writes down what became of reminders: the platform's message id and time are the proof that one arrived; what the
 * platform refused for good is a failure that the staff see.
 */
export const proveNotices = async (core: Core, signal?: AbortSignal): Promise<void> => {
  for (;;) {
    signal?.throwIfAborted();
    const settled = await core.database.read.$queryRaw<Sent[]>`
      SELECT n."id" AS "noticeId", o."platform", CAST(o."state" AS TEXT) AS "state", o."sentAt", o."sentMessageId",
        o."failureCode"
      FROM "DebtNotice" AS n JOIN "OutboxMessage" AS o ON o."dedupeKey" = 'debt-notice:' || n."id"
      WHERE CAST(n."state" AS TEXT) = 'queued' AND CAST(o."state" AS TEXT) IN ('sent', 'dead', 'cancelled')
      LIMIT ${atOnce}`;
    if (settled.length === 0) return;
    await runWork(
      core,
      { actor: { kind: "system", name: "debts", companyId: null }, channel: "job" },
      async ({ tx }) => {
        for (const { noticeId, platform, state, sentAt, sentMessageId, failureCode } of settled)
          await tx.debtNotice.update({
            where: { id: noticeId },
            data:
              state === "sent"
                ? { state: "sent", way: platform, proof: sentMessageId, sentAt }
                : { state: "failed", way: platform, reason: failureCode ?? state },
          });
      },
    );
  }
};
