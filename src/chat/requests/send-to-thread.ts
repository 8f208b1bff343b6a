import type { Platform } from "../../core/platform.ts";
import type { Work } from "../../core/work/work.ts";
import type { StandingCard } from "../cards.ts";
import { prepareView } from "../prepare-view.ts";
import type { View } from "../view.ts";
import { staffCardKind } from "./staff-card.ts";

/** Puts a message into the thread under the request's staff card, in the order in which things happened. */
export const sendToThread = async (
  work: Work,
  requestId: string,
  standing: readonly StandingCard[],
  view: View,
): Promise<void> => {
  for (const card of standing.filter(({ kind }) => kind === staffCardKind)) {
    work.send({
      address: { platform: card.platform as Platform, chatId: card.chatId },
      threadOfCard: card.id,
      lane: "reply",
      language: card.language,
      companyId: card.companyId,
      subjectId: requestId,
      what: { kind: "message", content: await prepareView(work, view) },
    });
  }
};
