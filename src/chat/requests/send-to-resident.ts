import type { Platform } from "../../core/platform.ts";
import type { Work } from "../../core/work/work.ts";
import type { StandingCard } from "../cards.ts";
import { prepareView } from "../prepare-view.ts";
import type { View } from "../view.ts";
import { residentCardKind } from "./resident-card.ts";

/** A message about a request to its author, where the author's card stands and in its language. `key` names it. */
export const sendToResident = async (
  work: Work,
  requestId: string,
  standing: readonly StandingCard[],
  view: View,
  key?: string,
): Promise<void> => {
  for (const card of standing.filter(({ kind }) => kind === residentCardKind)) {
    work.send({
      address: { platform: card.platform as Platform, chatId: card.chatId },
      lane: "reply",
      language: card.language,
      companyId: card.companyId,
      subjectId: requestId,
      ...(key ? { dedupeKey: `${key}:${card.chatId}` } : {}),
      what: { kind: "message", content: await prepareView(work, view) },
    });
  }
};
