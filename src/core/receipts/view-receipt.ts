import type { Db, ReceiptModel } from "../../database/types.ts";
import type { Actor } from "../access/actor.ts";
import { can } from "../access/policy.ts";
import { lastDay } from "../billing/calendar.ts";
import { heldAt } from "../directory/occupancy.ts";
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
  if (receipt?.state !== "published") return refuse(work, attempt, "not-found");
  return maySee(work.actor, receipt) ? done(receipt) : refuse(work, attempt, "forbidden");
};

type Seen = Pick<ReceiptModel, "companyId" | "buildingId" | "unitId" | "month">;

export const maySee = (actor: Actor, { companyId, buildingId, unitId, month }: Seen): boolean =>
  can(actor, "bill.view", { companyId, buildingId, unitId, at: new Date(`${lastDay(month)}T23:59:59Z`) });

/** Whether the actor gets the copy with personal data: a verified person of the unit, or the office. */
export const seesNames = async (
  { tx, actor, now }: Work,
  { companyId, buildingId, unitId }: Seen,
): Promise<boolean> => {
  if (actor.kind !== "person") return false;
  if (can(actor, "debts.view", { companyId, buildingId })) return true;
  const held = await tx.occupancy.findFirst({
    where: { personId: actor.personId, unitId, verifiedAt: { not: null }, ...heldAt(now) },
    select: { id: true },
  });
  return held !== null;
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
      where: { accountId: { in: accountIds }, state: "published" },
      orderBy: [{ month: "desc" }, { createdAt: "desc" }],
      take: lookedThrough,
    });
    const newest = receipts.find((receipt) => maySee(actor, receipt));
    if (newest) found.push(newest);
  }
  return found;
};
