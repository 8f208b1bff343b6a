import { can, type Subject } from "../../core/access/policy.ts";
import { type RequestCard, requestCard } from "../../core/requests/request-card.ts";
import { workCard } from "../../core/requests/work/work-card.ts";
import { action } from "../action.ts";
import type { Turn } from "../route.ts";
import { t } from "../text.ts";
import type { Button, View } from "../view.ts";
import { backToList } from "./lists.ts";
import { residentView } from "./resident-card.ts";
import { staffView } from "./staff-card.ts";
import { refusalText } from "./words.ts";
import { contractorView } from "./work/contractor-card.ts";

/**
 * The present state of one request, to whoever may see it: staff get the staff's view, others the resident's.
 * `from` is the page of the list it was opened from.
 */
export const showRequest = async (
  { work, respond }: Turn,
  requestId: string,
  from: string[],
): Promise<void> => {
  const card = await requestCard(work.tx, work.vault, requestId);
  if (!card) return respond.notice(refusalText({ code: "not-found" }), "alert");
  const subject = subjectOfCard(card);
  if (!can(work.actor, "request.view", subject))
    return respond.notice(refusalText({ code: "forbidden" }), "alert");
  const internal = can(work.actor, "note.view", subject);
  const view = await viewFor(work, card, internal);
  const shown = card.attachments.some(
    ({ state, visibility }) => state === "stored" && (internal || visibility === "shared"),
  );
  const files = shown ? [[filesButton(requestId)]] : [];
  respond.show({ ...view, buttons: [...(view.buttons ?? []), ...files, ...backToList(from)] });
};

/** Staff get the staff's view, a contractor who has it the contractor's, others the resident's. */
const viewFor = async (work: Turn["work"], card: RequestCard, internal: boolean): Promise<View> => {
  const { tx, vault, actor } = work;
  if (internal) return staffView(card, await workCard(tx, vault, card.id));
  const mine = actor.kind === "person" && card.assignee?.id === actor.personId ? actor.personId : null;
  const worker = mine && (await contractorView(tx, vault, { requestId: card.id, contractorId: mine }));
  return worker || residentView(card, mayAnswer(work, subjectOfCard(card)) ? undefined : []);
};

const subjectOfCard = (card: RequestCard): Subject => ({
  companyId: card.companyId,
  buildingId: card.building.id,
  unitId: card.unit?.id ?? null,
  authorId: card.author.id,
  assigneeId: card.assignee?.id ?? null,
  at: card.createdAt,
});

const mayAnswer = ({ actor }: Turn["work"], subject: Subject): boolean =>
  can(actor, "request.answer", subject);

const filesButton = (requestId: string): Button => ({
  label: t("requests.button.files"),
  do: { action: action("rq.files", requestId) },
});
