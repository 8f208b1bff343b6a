import { type RequestCard, requestCard } from "../../../core/requests/request-card.ts";
import { openStates } from "../../../core/requests/transitions.ts";
import type { Db } from "../../../database/types.ts";
import { action } from "../../action.ts";
import type { CardPresenter } from "../../card-renderer.ts";
import { plain, t } from "../../text.ts";
import type { View } from "../../view.ts";
import { placeText, stateText, titleText } from "../card-fields.ts";
import { categoryWord } from "../words.ts";

export const subscriptionCardKind = "subscription";

/** A request in the chat of somebody who joined it: where it stands, and nothing of the author's. */
export const subscriptionCard: CardPresenter = async (read, vault, { subjectId, personId }) => {
  const card = personId === null ? null : await requestCard(read, vault, subjectId);
  if (!card || personId === null) return null;
  const joined = await read.requestSubscriber.count({ where: { requestId: subjectId, personId } });
  if (joined === 0)
    return {
      blocks: [
        { type: "heading", text: titleText(card) },
        { type: "text", text: t("requests.subscription.over") },
      ],
    };
  return subscriptionView(card, await isOwn(read, card, personId));
};

/** Common places are everybody's; of units, only one's own is named. */
const isOwn = async (read: Db, { unit }: RequestCard, personId: string): Promise<boolean> =>
  unit === null || (await read.occupancy.count({ where: { personId, unitId: unit.id, to: null } })) > 0;

const subscriptionView = (card: RequestCard, own: boolean): View => ({
  blocks: [
    { type: "heading", text: titleText(card) },
    {
      type: "fields",
      fields: [
        { label: t("requests.card.state"), value: stateText(card) },
        { label: t("requests.card.category"), value: categoryWord(card.category) },
        { label: t("requests.card.place"), value: own ? placeText(card) : plain(card.building.address) },
      ],
    },
    { type: "note", text: t("requests.subscription.note") },
  ],
  buttons:
    openStates.includes(card.state) || card.state === "done"
      ? [[{ label: t("requests.button.leave"), do: { action: action("dp.leave", card.id) } }]]
      : [],
});
