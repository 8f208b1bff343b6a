import type { Tx } from "../../database/types.ts";
import type { Core, Subscriber } from "../work/core.ts";
import type { Work } from "../work/work.ts";
import type { WayName } from "./kinds.ts";
import { companyDefaults, isKind, loadReach } from "./load-reach.ts";
import { countsAsTold } from "./sms-receipts.ts";
import { dueAfter, isNoticeKey, outboxKeyOf, sendBy, takeWay } from "./tell-people.ts";

/** The queue of the job that takes the next way after a message was given up. */
export const passOnQueue = "pass-on-notice";

/** Why a notice is passed on whose message may still arrive. */
export const late = "late";

/**
 * The message did not arrive, or not in time: its notice goes by the person's next way. However often it is told, each
 * way is taken once; messages that are no notice's are left alone. Where there is no next way, what is only late stays
 * under way.
 */
export const passOnNotice = async (
  work: Work,
  { outboxId, reason, on }: { outboxId: number; reason: string; on: ReadonlySet<WayName> },
): Promise<void> => {
  const { tx, now } = work;
  const message = await tx.outboxMessage.findUnique({
    where: { id: outboxId },
    select: { dedupeKey: true, state: true, platform: true },
  });
  const outboxKey = message?.dedupeKey ?? null;
  if (!isNoticeKey(outboxKey)) return;
  const notice = await tx.personalNotice.findUnique({ where: { outboxKey } });
  if (!notice || notice.failure !== null || !isKind(notice.kind)) return;
  const { id, companyId, personId, kind, key } = notice;
  // Arrived after it was found to be late. That a gateway took a short message says nothing yet, if it sends receipts.
  if (reason === late && message?.state === "sent")
    if (message.platform !== "sms" || (await countsAsTold(tx, { outboxId, kind }, now))) return;
  const used = notice.ways.split(",");
  const reach = (await loadReach(tx, [personId], now)).get(personId);
  const company = await companyDefaults(tx, companyId, kind);
  const taken = takeWay(work, { key, reach, kind, company, on, used });
  const { count } = await tx.personalNotice.updateMany({
    // Told of the same failure at the same moment, only one passes it on.
    where: { id, outboxKey, failure: null },
    data: taken.way
      ? {
          ways: [...used, taken.way.way].join(","),
          outboxKey: outboxKeyOf(key, taken.way.way),
          dueAt: dueAfter(taken, now),
        }
      : { failure: reason === late ? null : reason, dueAt: null },
  });
  if (count === 0) return;
  if (taken.way) {
    if (reason === late) await takeBack(work, outboxId);
    sendBy(work, notice, taken);
  } else if (reason === late) return;
  work.announce({ type: "notice.passed-on", companyId, personId, kind, key });
};

/** What still waits is not sent any more; what is being sent at this moment may arrive as well. */
const takeBack = async ({ tx }: Work, outboxId: number): Promise<void> => {
  await tx.outboxMessage.updateMany({
    where: { id: outboxId, state: "pending" },
    data: { state: "cancelled" },
  });
};

/** A letter came back, or the network says that a short message did not arrive. */
export const onNoticeUndelivered =
  (on: () => ReadonlySet<WayName>): Subscriber =>
  async (work, event) => {
    if (event.type === "message.receipt" && !event.delivered)
      await passOnNotice(work, { outboxId: event.outboxId, reason: "undelivered", on: on() });
    if (event.type === "contact.unreachable" && event.outboxId !== null)
      await passOnNotice(work, { outboxId: event.outboxId, reason: event.reason, on: on() });
  };

/** For the delivery's hooks: when it gives a notice's message up, a job takes the next way. */
export const passingOn =
  ({ enqueueJobs }: Pick<Core, "enqueueJobs">) =>
  async (tx: Tx, { id, reason }: { id: number; reason: string }): Promise<void> => {
    const message = await tx.outboxMessage.findUnique({ where: { id }, select: { dedupeKey: true } });
    if (!isNoticeKey(message?.dedupeKey ?? null)) return;
    await enqueueJobs(tx, [
      { queue: passOnQueue, payload: { outboxId: id, reason }, singletonKey: String(id) },
    ]);
  };
