import type { RequestCard } from "../../../core/requests/request-card.ts";
import type { Side } from "../../../core/requests/work/visits.ts";
import type { Work } from "../../../core/work/work.ts";
import type { VisitModel } from "../../../database/types.ts";
import { action } from "../../action.ts";
import { plain, t } from "../../text.ts";
import type { View } from "../../view.ts";
import { authorText } from "../words.ts";
import { slotText } from "./slot-text.ts";

type VisitWord = "proposed" | "agreed" | "due";

/** What one side of a visit is told of it; a proposal comes with an answer to tap. */
export const visitNotice = (word: VisitWord, to: Side, card: RequestCard, visit: VisitModel): View => ({
  blocks: [
    {
      type: "text",
      text: t(`requests.visit.${to}-${word}`, {
        number: card.number,
        who: to === "worker" ? authorText(card) : plain(card.assignee?.name ?? ""),
        slot: slotText(visit, card.building.timeZone),
      }),
    },
  ],
  buttons:
    word === "proposed"
      ? [
          [
            {
              label: t("requests.button.agree"),
              do: { action: action("vs.ok", visit.id) },
              style: "primary",
            },
            { label: t("requests.button.other-slot"), do: { action: action("vs.new", card.id) } },
          ],
        ]
      : [],
});

export const visitOf = async (work: Work, visitId: unknown): Promise<VisitModel | null> =>
  typeof visitId === "string" ? work.tx.visit.findUnique({ where: { id: visitId } }) : null;
