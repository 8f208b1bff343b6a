import { can } from "../../core/access/policy.ts";
import { subjectOf } from "../../core/requests/change-request.ts";
import { requestCard } from "../../core/requests/request-card.ts";
import type { Turn } from "../route.ts";
import { residentView } from "./resident-card.ts";
import { staffView } from "./staff-card.ts";
import { refusalText } from "./words.ts";

/** The present state of one request, to whoever may see it: staff get the staff's view, others the resident's. */
export const showRequest = async ({ work, respond }: Turn, requestId: string): Promise<void> => {
  const request = await work.tx.request.findUnique({ where: { id: requestId } });
  const card = request && (await requestCard(work.tx, work.vault, requestId));
  if (!request || !card) return respond.notice(refusalText({ code: "not-found" }), "alert");
  const subject = subjectOf(request);
  if (!can(work.actor, "request.view", subject))
    return respond.notice(refusalText({ code: "forbidden" }), "alert");
  if (can(work.actor, "note.view", subject)) return respond.show(staffView(card));
  respond.show(can(work.actor, "request.answer", subject) ? residentView(card) : residentView(card, []));
};
