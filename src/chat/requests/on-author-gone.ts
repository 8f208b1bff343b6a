import { requestsAbout } from "../../core/requests/requests-about.ts";
import type { Subscriber } from "../../core/work/core.ts";
import { refreshSomeCards } from "../cards.ts";
import { postAuthorCards } from "./post-author-cards.ts";
import { staffCardKind } from "./staff-card.ts";
import { contractorCardKind } from "./work/contractor-card.ts";

/**
 * Whoever moved out is no longer named on the cards of their requests: those that stand are drawn anew. Where that was
 * taken back they are named again, and follow what is open once more.
 */
export const onAuthorGone: Subscriber = async (work, event) => {
  if (event.type !== "person.moved-out" && event.type !== "person.returned") return;
  const kinds = [staffCardKind, contractorCardKind];
  const requestIds = await requestsAbout(work.tx, event);
  for (const requestId of requestIds) await refreshSomeCards(work, requestId, "bulk", { kinds });
  if (event.type === "person.returned") await postAuthorCards(work, event.personId, requestIds);
};
