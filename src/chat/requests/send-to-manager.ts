import type { RequestCard } from "../../core/requests/request-card.ts";
import type { AnnouncedRow } from "../../core/requests/request-history.ts";
import type { Work } from "../../core/work/work.ts";
import { action } from "../action.ts";
import { plain, type Text, t } from "../text.ts";
import type { View } from "../view.ts";
import { placeText } from "./card-fields.ts";
import { sendToPerson } from "./send-to-person.ts";

/** A request in a private message to somebody of the staff, with a button that opens it. */
export const requestBrief = (card: RequestCard, heading: Text): View => ({
  blocks: [
    { type: "heading", text: heading },
    { type: "text", text: placeText(card) },
    { type: "quote", text: plain(card.text) },
  ],
  buttons: [[{ label: t("requests.button.show"), do: { action: action("rq.show", card.id) } }]],
});

/** Tells the on-call manager privately that a request is late; in the thread everybody sees it too. */
export const sendToManager = async (work: Work, card: RequestCard, row: AnnouncedRow): Promise<void> => {
  const { managerId } = row.data;
  if (typeof managerId !== "string") return;
  await sendToPerson(work, managerId, {
    view: requestBrief(card, t(`requests.escalated.${row.data.due}`, { number: card.number })),
    // A hundred late repairs must not hold up what the manager asks for.
    lane: card.priority === "emergency" ? "emergency" : "routine",
    companyId: card.companyId,
    subjectId: card.id,
  });
};
