import type { Core } from "../work/core.ts";
import { runWork } from "../work/run-work.ts";
import { late, passOnQueue } from "./pass-on-notice.ts";
import { countsAsTold } from "./sms-receipts.ts";

/** The schedule that looks for them runs every few minutes, so this many are no more than a large company's bills. */
const atOnce = 200;

/** A job takes the next way at once; should it fail, it is ordered again. */
const orderedAgainMs = 60 * 60_000;

interface Due {
  id: string;
  outboxId: number | null;
  /** A short message counts as delivered when the network says so, the others when they are taken. */
  delivered: boolean | number;
  kind: string;
}

/** Notices that have had the time of their way: what was delivered is done, the others go by the next way. */
export const hurryNotices = async (core: Core, signal?: AbortSignal): Promise<void> => {
  for (;;) {
    signal?.throwIfAborted();
    const now = core.clock.now();
    const due = await core.database.read.$queryRaw<Due[]>`
      SELECT p."id", o."id" AS "outboxId", (CAST(o."state" AS TEXT) = 'sent'
        AND (o."platform" <> 'sms' OR CAST(s."state" AS TEXT) = 'delivered')) AS "delivered",
        p."kind"
      FROM "PersonalNotice" AS p
      LEFT JOIN "OutboxMessage" AS o ON o."dedupeKey" = p."outboxKey"
      LEFT JOIN "SmsMessage" AS s ON s."outboxId" = o."id"
      WHERE p."dueAt" <= ${now} AND p."failure" IS NULL
      ORDER BY p."dueAt" LIMIT ${atOnce}`;
    if (due.length === 0) return;
    await runWork(
      core,
      { actor: { kind: "system", name: "notices", companyId: null }, channel: "job" },
      async (work) => {
        const open: { id: string; outboxId: number }[] = [];
        for (const { id, outboxId, delivered, kind } of due)
          if (outboxId !== null && !delivered && !(await countsAsTold(work.tx, { outboxId, kind }, now)))
            open.push({ id, outboxId });
        const settle = (ids: readonly string[], dueAt: Date | null) =>
          work.tx.personalNotice.updateMany({ where: { id: { in: [...ids] } }, data: { dueAt } });
        const openIds = open.map(({ id }) => id);
        await settle(
          due.flatMap(({ id }) => (openIds.includes(id) ? [] : id)),
          null,
        );
        await settle(openIds, new Date(now.getTime() + orderedAgainMs));
        for (const { outboxId } of open)
          work.enqueue({
            queue: passOnQueue,
            payload: { outboxId, reason: late },
            singletonKey: `late:${outboxId}`,
          });
      },
    );
  }
};
