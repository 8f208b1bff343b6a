import { personName } from "../../../core/requests/person-name.ts";
import type { RequestCard } from "../../../core/requests/request-card.ts";
import type { AnnouncedRow } from "../../../core/requests/request-history.ts";
import type { Work } from "../../../core/work/work.ts";
import { money, plain, type TextParam } from "../../text.ts";
import { slotText } from "./slot-text.ts";
import { visitOf } from "./visit-notice.ts";

/** What the facts of a history row say in words: whose offer, which time, how much, which other request. */
export const workParams = async (
  work: Work,
  card: RequestCard,
  { data }: AnnouncedRow,
): Promise<Record<string, TextParam>> => {
  const params: Record<string, TextParam> = {};
  if (typeof data.contractorId === "string")
    params.contractor = plain((await personName(work.tx, work.vault, data.contractorId)) ?? "");
  const visit = await visitOf(work, data.visitId);
  if (visit) params.slot = slotText(visit, card.building.timeZone);
  if (typeof data.number === "number") params.other = data.number;
  if (typeof data.total === "string") {
    const { currency } = await work.tx.company.findUniqueOrThrow({
      where: { id: card.companyId },
      select: { currency: true },
    });
    params.total = money(BigInt(data.total), currency);
  }
  return params;
};
