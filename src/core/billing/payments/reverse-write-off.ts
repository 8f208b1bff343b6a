import { can } from "../../access/policy.ts";
import { refuse } from "../../directory/refuse.ts";
import { done, type Outcome } from "../../outcome.ts";
import type { Work } from "../../work/work.ts";
import { dayAt } from "../calendar.ts";
import { heldClosedThrough, openDay } from "../ledger/closed-months.ts";
import { policyPack } from "../policy/policy-pack.ts";
import { applyAdvances } from "./apply-advances.ts";
import { undoEntry } from "./free-advance.ts";
import { lessenedKeys } from "./lessened-key.ts";
import { lockAccount } from "./lock-account.ts";

export type WriteOffReversalRefusal = "not-found" | "forbidden" | "no-reason" | "write-off-reversed";

/**
 * Takes a write-off back, such as one of the wrong account: the debt is owed again with the penalty of all its days, as if
 * it had never been given up, and what is paid ahead pays what it can.
 */
export const reverseWriteOff = async (
  work: Work,
  { writeOffId, reason }: { writeOffId: string; reason: string },
): Promise<Outcome<{ amount: bigint }, WriteOffReversalRefusal>> => {
  const { tx, actor, now, vault } = work;
  const attempt = { act: "debt.restore", subjectType: "write-off", subjectId: writeOffId };
  const writeOff = await tx.writeOff.findUnique({ where: { id: writeOffId } });
  if (!writeOff) return refuse(work, attempt, "not-found");
  const { companyId, accountId, entryId, amount } = writeOff;
  if (actor.kind !== "person" || !can(actor, "payment.reverse", { companyId }))
    return refuse(work, attempt, "forbidden");
  if (reason.trim() === "") return refuse(work, attempt, "no-reason");
  await lockAccount(tx, accountId);
  const { count } = await tx.writeOff.updateMany({
    where: { id: writeOffId, reversedAt: null },
    data: { reversedAt: now, reversedBy: actor.personId, reasonSealed: vault.seal(reason.trim()) },
  });
  if (count === 0) return refuse(work, attempt, "write-off-reversed");
  const { policyPack: pack, timeZone } = await tx.company.findUniqueOrThrow({ where: { id: companyId } });
  const date = openDay(dayAt(now, timeZone), await heldClosedThrough(tx, companyId));
  for (const entry of [entryId, ...(await lessenedSince(work, accountId, writeOffId))])
    await undoEntry(work, { entryId: entry, date, reason: reason.trim() });
  const applied = await applyAdvances(work, {
    companyId,
    accountIds: [accountId],
    date,
    order: policyPack(pack).allocation,
    because: `write-off-reversal:${writeOffId}`,
    sinceItCame: true,
  });
  if (!applied.ok) throw new Error("advances were applied in a closed month; report this");
  work.audit({
    ...attempt,
    before: { state: "posted", amount: String(amount) },
    after: { state: "reversed", reason: reason.trim() },
  });
  return done({ amount });
};

/** Entries by which the write-off became smaller. */
const lessenedSince = async ({ tx }: Work, accountId: string, writeOffId: string): Promise<string[]> => {
  const taken = await tx.allocation.findMany({
    where: { accountId, paymentId: null, undoneBy: null, target: "penalty", amount: { lt: 0n } },
    select: { entryId: true },
  });
  const entries = await tx.ledgerEntry.findMany({
    where: { id: { in: taken.map(({ entryId }) => entryId) }, kind: "write-off" },
    select: { id: true, key: true },
  });
  return entries.filter(({ key }) => key.startsWith(lessenedKeys(writeOffId))).map(({ id }) => id);
};
