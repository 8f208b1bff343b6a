import type { Work } from "../../core/work/work.ts";
import type { StandingCard } from "../cards.ts";
import { sendUnderCards } from "../staff-cards.ts";
import type { View } from "../view.ts";
import { staffCardKind } from "./staff-card.ts";

/** Puts a message into the thread under the request's staff card, in the order in which things happened. */
export const sendToThread = async (
  work: Work,
  requestId: string,
  standing: readonly StandingCard[],
  view: View,
): Promise<void> => {
  const cards = standing.filter(({ kind }) => kind === staffCardKind);
  await sendUnderCards(work, cards, view, { lane: "reply", subjectId: requestId });
};
