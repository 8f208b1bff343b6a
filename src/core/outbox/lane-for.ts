import type { Actor } from "../access/actor.ts";
import type { Lane, OutboxDraft } from "./draft.ts";

/**
 * The lane that a message takes: a reply is for somebody who has just done something, so what a job or a schedule says
 * is none. Otherwise the turn of a minute, at which hundreds of requests become overdue, would hold up everybody who
 * taps. Only a card that is drawn anew lets all others pass: messages of a chat keep their order.
 */
export const laneFor = (
  { kind }: Pick<Actor, "kind">,
  { lane, what }: Pick<OutboxDraft, "lane" | "what">,
): Lane => {
  if (lane !== "reply" || kind !== "system") return lane;
  return what.kind === "card" && what.stands === true ? "routine" : "notice";
};
