import type { DomainEvent } from "../../../core/events.ts";
import type { Subscriber } from "../../../core/work/core.ts";
import type { Work } from "../../../core/work/work.ts";
import { refreshCards } from "../../cards.ts";
import type { ChatSettings } from "../../settings.ts";
import { postStaffCard } from "../../staff-cards.ts";
import { ownerCardKind } from "./owner-card.ts";

/** Asks in the staff channel whether an account ends with its owners; the card shows how the account stands. */
export const onOwnerNotice =
  (settings: ChatSettings): Subscriber =>
  async (work, event) => {
    if (event.type === "owner-notice.changed") {
      const { companyId, noticeId: subjectId } = event;
      return postStaffCard(work, settings, { kind: ownerCardKind, subjectId, companyId });
    }
    for (const { id } of await movedBy(work, event)) await refreshCards(work, id, "notice");
  };

/** Cards that wait for an answer and whose account stands otherwise now. */
const movedBy = async ({ tx }: Work, event: DomainEvent): Promise<{ id: string }[]> => {
  const open = { state: "open" } as const;
  if (
    event.type === "payment.posted" ||
    event.type === "payment.reversed" ||
    event.type === "payment.refunded"
  )
    return tx.ownerNotice.findMany({ where: { ...open, accountId: event.accountId }, select: { id: true } });
  if (event.type !== "month.changed") return [];
  const { companyId, monthId } = event;
  const waiting = await tx.ownerNotice.findMany({ where: { ...open, companyId }, select: { id: true } });
  if (waiting.length === 0) return [];
  const month = await tx.billingMonth.findUnique({ where: { id: monthId }, select: { state: true } });
  return month?.state === "published" ? waiting : [];
};
