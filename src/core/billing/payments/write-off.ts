import { can } from "../../access/policy.ts";
import { newId } from "../../directory/new-id.ts";
import { refuse } from "../../directory/refuse.ts";
import { done, type Outcome } from "../../outcome.ts";
import type { Work } from "../../work/work.ts";
import { dayAt } from "../calendar.ts";
import { ledgerAccount } from "../ledger/accounts.ts";
import { heldClosedThrough, openDay } from "../ledger/closed-months.ts";
import { postEntries } from "../ledger/post-entries.ts";
import { policyPack } from "../policy/policy-pack.ts";
import { allocate } from "./allocate.ts";
import { lockAccount } from "./lock-account.ts";
import { openDebts } from "./open-debts.ts";
import { creditsFor } from "./payment-lines.ts";
import { writeAllocations } from "./write-allocations.ts";

export interface WriteOff {
  accountId: string;
  /** Minor units; no more than what is owed. */
  amount: bigint;
  reason: string;
  /** Names this write-off: with the same key it is done once. */
  key: string;
}

export type WriteOffRefusal = "not-found" | "forbidden" | "bad-amount" | "no-reason" | "more-than-owed";

/**
 * Gives up a debt that will not be paid, such as one past the limitation period: it goes to expenses, oldest first, as a
 * payment would.
 */
export const writeOff = async (
  work: Work,
  { accountId, amount, reason, key }: WriteOff,
): Promise<Outcome<{ left: bigint }, WriteOffRefusal>> => {
  const { tx, actor, now } = work;
  const attempt = { act: "debt.write-off", subjectType: "account", subjectId: accountId };
  const account = await tx.billingAccount.findUnique({ where: { id: accountId } });
  if (!account) return refuse(work, attempt, "not-found");
  const { companyId } = account;
  if (actor.kind !== "person" || !can(actor, "payment.reverse", { companyId }))
    return refuse(work, attempt, "forbidden");
  if (amount <= 0n) return refuse(work, attempt, "bad-amount");
  if (reason.trim() === "") return refuse(work, attempt, "no-reason");
  await lockAccount(tx, accountId);
  const debts = (await openDebts(tx, [accountId])).get(accountId) ?? [];
  const owed = debts.reduce((sum, { principal, penalty }) => sum + principal + penalty, 0n);
  const entryKey = `write-off:${key}`;
  if (await tx.ledgerEntry.findUnique({ where: { companyId_key: { companyId, key: entryKey } } }))
    return done({ left: owed });
  if (amount > owed) return refuse(work, attempt, "more-than-owed");
  const { policyPack: pack, timeZone } = await tx.company.findUniqueOrThrow({ where: { id: companyId } });
  const { parts } = allocate(amount, debts, policyPack(pack).allocation);
  const today = dayAt(now, timeZone);
  const posted = await postEntries(work, companyId, [
    {
      key: entryKey,
      kind: "write-off",
      date: openDay(today, await heldClosedThrough(tx, companyId)),
      reason: reason.trim(),
      lines: [
        { account: ledgerAccount("write-offs", companyId), debit: amount },
        ...creditsFor(accountId, parts, 0n),
      ],
    },
  ]);
  if (!posted.ok) throw new Error("a write-off was dated in a closed month; report this");
  const entryId = posted.value.get(entryKey)?.entryId ?? "";
  await writeAllocations(
    work,
    parts.map((part) => ({ ...part, companyId, accountId, paymentId: null, date: today, entryId })),
  );
  const writeOffId = newId(now);
  const { personId: createdBy } = actor;
  await tx.writeOff.create({
    data: { id: writeOffId, companyId, accountId, date: today, amount, entryId, createdBy, createdAt: now },
  });
  const { buildingId } = account;
  await tx.writtenOff.createMany({
    data: parts.map((part) => ({ ...part, companyId, buildingId, accountId, writeOffId, createdAt: now })),
  });
  work.audit({ ...attempt, after: { writeOffId, amount: String(amount), reason: reason.trim() } });
  return done({ left: owed - amount });
};
