import type { Logger } from "pino";
import type { Vault } from "../core/crypto/vault.ts";
import { markUnreachable } from "../core/directory/reachability.ts";
import type { OutboxDraft } from "../core/outbox/draft.ts";
import { writeOutbox } from "../core/outbox/enqueue.ts";
import { followMove } from "../core/outbox/follow-move.ts";
import type { Tx } from "../database/db.ts";
import { savepoint } from "../database/savepoint.ts";
import type { DeliveryHooks } from "./hooks.ts";
import { warnTakenOver } from "./report.ts";
import type { Row } from "./row.ts";
import type { Verdict } from "./verdict.ts";

export interface Recorder {
  vault: Vault;
  hooks: DeliveryHooks;
  holder: string;
  logger: Pick<Logger, "error" | "warn">;
}

export type Unsent = Exclude<Verdict, { act: "sent" }>;

/** What a hook asks to be sent carries this, so that its own failure calls no hook again. */
const hookPrefix = "delivery:";

/**
 * Writes what became of a claimed row that was not sent, and all that follows from it; may run again after a deadlock.
 * Does nothing but warn when the row was taken over meanwhile.
 */
export const record = async (by: Recorder, tx: Tx, row: Row, verdict: Unsent, now: Date): Promise<void> => {
  if (!(await write(tx, by.holder, row, verdict, now))) {
    warnTakenOver(by.logger, row.id);
    return;
  }
  if (verdict.act === "repost" && row.cardId !== null) {
    await tx.card.updateMany({ where: { id: row.cardId }, data: { messageId: null, shown: null } });
  }
  if (verdict.act === "moved") {
    const move = { platform: row.platform, fromChatId: row.chatId, toChatId: verdict.toChatId };
    await followMove(tx, move);
    await callHook(by, tx, row, now, () => by.hooks.onMoved(tx, move));
  }
  if (verdict.act === "unreachable") {
    const known = await markUnreachable(tx, { ...row, reason: verdict.reason, now });
    const event = { ...about(row), reason: verdict.reason, known };
    await callHook(by, tx, row, now, () => by.hooks.onUnreachable(tx, event));
  }
  // An edit of a message that somebody deleted is lost on nobody.
  if (verdict.act === "dead" && verdict.code !== "gone") {
    const letter = { ...about(row), code: verdict.code, detail: verdict.text };
    await callHook(by, tx, row, now, () => by.hooks.onDead(tx, letter));
  }
};

/** False: this process does not hold the row any more. */
const write = async (tx: Tx, holder: string, row: Row, verdict: Unsent, now: Date): Promise<boolean> => {
  const { count } = await tx.outboxMessage.updateMany({
    where: { id: row.id, state: "sending", leaseHolder: holder },
    data: { leaseHolder: null, leaseUntil: null, ...change(row, verdict, now) },
  });
  return count > 0;
};

const change = (row: Row, verdict: Unsent, now: Date) => {
  switch (verdict.act) {
    case "skipped":
      return { state: "cancelled" } as const;
    case "retry":
      return {
        state: "pending",
        notBefore: verdict.at,
        attempts: verdict.counts ? row.attempts : Math.max(1, row.attempts - 1),
        failureCode: verdict.code,
        failureText: verdict.text,
      } as const;
    case "moved":
    case "repost":
      return { state: "pending", notBefore: now } as const;
    case "unreachable":
      return { state: "dead", failureCode: "unreachable", failureText: verdict.reason } as const;
    case "dead":
      return { state: "dead", failureCode: verdict.code, failureText: verdict.text } as const;
  }
};

const about = (row: Row) => ({
  id: row.id,
  companyId: row.companyId,
  platform: row.platform,
  chatId: row.chatId,
  lane: row.lane,
  kind: row.kind,
  subjectId: row.subjectId,
});

const callHook = async (
  by: Recorder,
  tx: Tx,
  row: Row,
  now: Date,
  call: () => Promise<OutboxDraft[]>,
): Promise<void> => {
  if (row.dedupeKey?.startsWith(hookPrefix)) return;
  const outcome = await savepoint(tx, async () => {
    const drafts = await call();
    const marked = drafts.map((draft, index) => ({
      ...draft,
      dedupeKey: `${hookPrefix}${draft.dedupeKey ?? `${row.id}:${index}`}`,
    }));
    await writeOutbox(tx, by.vault, now, marked);
  });
  if (!outcome.ok) {
    by.logger.error(
      { err: outcome.error, outboxId: row.id },
      "A failed message could not be announced; see the dead messages by `doctor`",
    );
  }
};
