import type { Db, ReceiptModel } from "../../database/types.ts";
import type { Actor } from "../access/actor.ts";
import { can, type Subject } from "../access/policy.ts";
import { earlier, firstDay, lastDay } from "../billing/calendar.ts";
import { isOfAccount } from "../billing/debts/payers-of.ts";
import { refuse } from "../directory/refuse.ts";
import { done, type Outcome } from "../outcome.ts";
import type { Work } from "../work/work.ts";

/** A receipt that the actor may see: people of the unit those of their time there, the office all. */
export const viewReceipt = async (
  work: Work,
  receiptId: string,
): Promise<Outcome<ReceiptModel, "not-found" | "forbidden">> => {
  const attempt = { act: "bill.view", subjectType: "receipt", subjectId: receiptId };
  const receipt = await work.tx.receipt.findUnique({ where: { id: receiptId } });
  if (!receipt) return refuse(work, attempt, "not-found");
  return (await maySee(work.tx, work.actor, receipt)) ? done(receipt) : refuse(work, attempt, "forbidden");
};

type Seen = Pick<ReceiptModel, "companyId" | "buildingId" | "unitId" | "accountId" | "month">;

export const maySee = async (db: Db, actor: Actor, receipt: Seen): Promise<boolean> =>
  can(actor, "bill.view", await billSubject(db, actor, receipt));

/**
 * What rights to a bill are asked about. After a change of owner the account that was closed stays with who owned the
 * unit on its days: the new owner has no part in it, and the former one is its author, also after moving out.
 */
export const billSubject = async (
  db: Db,
  actor: Actor,
  { companyId, buildingId, unitId, accountId, month }: Seen,
): Promise<Subject> => {
  const { closed } = await db.billingAccount.findUniqueOrThrow({
    where: { id: accountId },
    select: { closed: true },
  });
  const until = closed === null ? lastDay(month) : earlier(closed, lastDay(month));
  const at = new Date(`${until}T23:59:59Z`);
  const left =
    actor.kind === "person" && closed !== null
      ? await db.occupancy.findFirst({
          where: {
            personId: actor.personId,
            unitId,
            kind: "owner",
            verifiedAt: { not: null },
            from: { lte: at },
            to: { gt: new Date(`${firstDay(month)}T00:00:00Z`) },
          },
          select: { personId: true },
        })
      : null;
  return left ? { companyId, authorId: left.personId } : { companyId, buildingId, unitId, at };
};

/** Whether the actor gets the copy with personal data: a verified person whose account it is, or the office. */
export const seesNames = async (
  { tx, actor, now }: Work,
  { companyId, buildingId, unitId, accountId }: Seen,
): Promise<boolean> => {
  if (actor.kind !== "person") return false;
  if (can(actor, "debts.view", { companyId, buildingId })) return true;
  const account = await tx.billingAccount.findUniqueOrThrow({ where: { id: accountId } });
  const held = await tx.occupancy.findMany({
    where: { personId: actor.personId, unitId, verifiedAt: { not: null } },
    select: { from: true, to: true },
  });
  return held.some((each) => isOfAccount(each, account, now));
};

/** The units of a person's bills: those they hold, and those they owned while an account of theirs was open. */
export const billedUnits = async (db: Db, actor: Actor): Promise<string[]> => {
  if (actor.kind !== "person") return [];
  const held = actor.occupancies.map(({ unitId }) => unitId);
  const owned = await db.occupancy.findMany({
    where: { personId: actor.personId, kind: "owner", verifiedAt: { not: null }, to: { not: null } },
    select: { unitId: true },
    orderBy: { id: "asc" },
  });
  return [...new Set([...held, ...owned.map(({ unitId }) => unitId)])];
};

/** Receipts of a unit that are looked through for one that the actor may see. */
const lookedThrough = 12;

/** The newest published receipt of each of some units that the actor may see, in the units' order. */
export const newestReceipts = async (
  db: Db,
  actor: Actor,
  unitIds: readonly string[],
): Promise<ReceiptModel[]> => {
  const accounts = await db.billingAccount.findMany({
    where: { unitId: { in: [...unitIds] } },
    select: { id: true, unitId: true },
  });
  const found: ReceiptModel[] = [];
  for (const unitId of unitIds) {
    // Receipts are found by their account: a company has a million of them.
    const accountIds = accounts.flatMap((account) => (account.unitId === unitId ? account.id : []));
    const receipts = await db.receipt.findMany({
      where: { accountId: { in: accountIds }, number: { not: null } },
      orderBy: [{ month: "desc" }, { createdAt: "desc" }],
      take: lookedThrough,
    });
    for (const receipt of receipts) {
      if (!(await maySee(db, actor, receipt))) continue;
      found.push(receipt);
      break;
    }
  }
  return found;
};
