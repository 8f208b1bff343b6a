import type { PaymentMethod } from "../../../../database/types.ts";
import { can } from "../../../access/policy.ts";
import { newId } from "../../../directory/new-id.ts";
import { refuse } from "../../../directory/refuse.ts";
import { done, type Outcome } from "../../../outcome.ts";
import type { Work } from "../../../work/work.ts";
import type { Day } from "../../calendar.ts";
import { ledgerAccount } from "../../ledger/accounts.ts";
import { closedThrough, openDay } from "../../ledger/closed-months.ts";
import { postEntries } from "../../ledger/post-entries.ts";
import { looksTaken } from "../looks-taken.ts";
import { lockMoney, moneyEntryKey } from "../money-key.ts";
import { moneyAccount } from "../post-payment.ts";
import { wrongMoney } from "../record-payment.ts";

export interface UnknownPayment {
  companyId: string;
  /** Minor units, more than zero. */
  amount: bigint;
  /** The day of the actual payment. */
  date: Day;
  method: PaymentMethod;
  /** Names this money in the company: with the same key nothing is taken twice. */
  key: string;
  source?: string;
  /** What the bank said of it. */
  payer?: string | null;
  note?: string | null;
  /** False: refused if such money is entered already. */
  sure?: boolean;
}

export interface TakenUnknown {
  suspenseId: string;
  /** False: it was taken before, and nothing was done. */
  isNew: boolean;
}

/**
 * Takes money whose payer or unit isn't known: it is owed to somebody, and waits until it is known to whom. Money that was
 * taken as an account's payment before is refused.
 */
export const takeUnknown = async (
  work: Work,
  money: UnknownPayment,
): Promise<
  Outcome<
    TakenUnknown,
    "forbidden" | "bad-amount" | "bad-date" | "date-ahead" | "already-taken" | "looks-taken"
  >
> => {
  const { tx, actor, now, vault } = work;
  const { companyId, amount, date, method, key, source = "hand", payer, note } = money;
  const attempt = { act: "suspense.take", subjectType: "company", subjectId: companyId };
  if (!can(actor, "payment.record", { companyId })) return refuse(work, attempt, "forbidden");
  const wrong = await wrongMoney(work, companyId, money);
  if (wrong) return refuse(work, attempt, wrong.code, wrong.params);
  await lockMoney(tx, companyId, key);
  const known = await tx.suspensePayment.findUnique({ where: { companyId_key: { companyId, key } } });
  if (known) return done({ suspenseId: known.id, isNew: false });
  if (await tx.payment.findUnique({ where: { companyId_key: { companyId, key } } }))
    return refuse(work, attempt, "already-taken");
  if (money.sure === false && (await looksTaken(tx, money))) return refuse(work, attempt, "looks-taken");
  const suspenseId = newId(now);
  await tx.suspensePayment.create({
    data: {
      id: suspenseId,
      companyId,
      key,
      amount,
      date,
      method,
      source,
      payerSealed: payer ? vault.seal(payer) : null,
      noteSealed: note ? vault.seal(note) : null,
      createdBy: actor.kind === "person" ? actor.personId : null,
      createdAt: now,
    },
  });
  const posted = await postEntries(work, companyId, [
    {
      key: moneyEntryKey(key),
      kind: "payment",
      date: openDay(date, await closedThrough(tx, companyId)),
      lines: [
        { account: moneyAccount(method, companyId), debit: amount },
        { account: ledgerAccount("suspense", companyId), credit: amount },
      ],
    },
  ]);
  if (!posted.ok) throw new Error("unknown money was dated in a closed month; report this");
  work.audit({ ...attempt, after: { suspenseId, amount: String(amount), date } });
  return done({ suspenseId, isNew: true });
};
