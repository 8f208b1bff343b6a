import { requestCard } from "../../../core/requests/request-card.ts";
import type { Subscriber } from "../../../core/work/core.ts";
import type { Work } from "../../../core/work/work.ts";
import type { StandingCard } from "../../cards.ts";
import { t } from "../../text.ts";
import { requestBrief } from "../send-to-manager.ts";
import { sendToPerson } from "../send-to-person.ts";
import { sendToResident } from "../send-to-resident.ts";
import { sendToWorker } from "./tell-work.ts";
import { visitNotice, visitOf } from "./visit-notice.ts";

/** What happens beside a request's changes: a visit is tomorrow, a rule named somebody. */
export const onWorkEvent: Subscriber = async (work, event) => {
  if (event.type !== "visit.due" && event.type !== "request.entrusted") return;
  const card = await requestCard(work.tx, work.vault, event.requestId);
  if (!card) return;
  if (event.type === "request.entrusted") {
    await sendToPerson(work, event.personId, {
      view: requestBrief(card, t("requests.entrusted", { number: card.number })),
      lane: card.priority === "emergency" ? "emergency" : "notice",
      companyId: card.companyId,
      subjectId: card.id,
    });
    return;
  }
  const visit = await visitOf(work, event.visitId);
  if (!visit) return;
  const cards = await standing(work, card.id);
  await sendToResident(work, card.id, cards, visitNotice("due", "resident", card, visit));
  await sendToWorker(work, { card, cards }, visitNotice("due", "worker", card, visit));
};

const standing = ({ tx }: Work, subjectId: string): Promise<StandingCard[]> =>
  tx.card.findMany({
    where: { subjectId },
    select: {
      id: true,
      companyId: true,
      kind: true,
      platform: true,
      chatId: true,
      language: true,
      personId: true,
    },
  });
