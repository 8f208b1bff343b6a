import { requestsAbout } from "../../core/requests/requests-about.ts";
import type { Subscriber } from "../../core/work/core.ts";
import { refreshSomeCards } from "../cards.ts";
import { staffCardKind } from "./staff-card.ts";
import { contractorCardKind } from "./work/contractor-card.ts";

/** Whoever moved out is no longer named on the cards of their requests: those that stand are drawn anew. */
export const onAuthorGone: Subscriber = async (work, event) => {
  if (event.type !== "person.moved-out") return;
  const kinds = [staffCardKind, contractorCardKind];
  for (const requestId of await requestsAbout(work.tx, event))
    await refreshSomeCards(work, requestId, "bulk", { kinds });
};
