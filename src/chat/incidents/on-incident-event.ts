import { type Incident, readIncident } from "../../core/incidents/incident.ts";
import { linkFiledRequest } from "../../core/incidents/link-requests.ts";
import type { Subscriber } from "../../core/work/core.ts";
import type { Work } from "../../core/work/work.ts";
import { refreshCards } from "../cards.ts";
import { residentCardKind } from "../requests/resident-card.ts";
import { staffCardKind } from "../requests/staff-card.ts";
import type { ChatSettings } from "../settings.ts";
import { postStaffCard, sendUnderCards } from "../staff-cards.ts";
import { moment, t } from "../text.ts";
import type { View } from "../view.ts";
import { incidentCardKind } from "./staff-card.ts";
import { incidentBody } from "./words.ts";

/** Keeps the incident's card, links what is filed while it lasts, and tells both sides of the link. */
export const onIncidentEvent =
  (settings: ChatSettings): Subscriber =>
  async (work, event) => {
    if (event.type === "request.changed") {
      if (event.act === "filed") await linkFiled(work, event.requestId);
      // Its card counts what is still open.
      else if (event.act === "done" || event.act === "returned")
        await refreshIncidents(work, event.requestId);
      return;
    }
    if (event.type !== "incident.changed") return;
    const { act, companyId, incidentId: subjectId, requestId } = event;
    if (act === "began")
      return postStaffCard(work, settings, { kind: incidentCardKind, subjectId, companyId });
    const row = await work.tx.incident.findUnique({ where: { id: subjectId } });
    if (!row) return;
    const cards = await refreshCards(work, subjectId, "notice");
    if (act === "linked" && requestId) await tellLinked(work, readIncident(work.vault, row), requestId);
    if (act !== "overdue") return;
    const view: View = { blocks: [{ type: "text", text: t("incidents.overdue") }] };
    await sendUnderCards(work, cards, view, { subjectId });
  };

const linkFiled = async (work: Work, requestId: string): Promise<void> => {
  const request = await work.tx.request.findUnique({
    where: { id: requestId },
    include: { category: { select: { key: true } } },
  });
  if (request) await linkFiledRequest(work, request, request.category.key);
};

const refreshIncidents = async (work: Work, requestId: string): Promise<void> => {
  const links = await work.tx.incidentRequest.findMany({
    where: { requestId },
    select: { incidentId: true },
  });
  for (const { incidentId } of links) await refreshCards(work, incidentId, "notice");
};

/** Under the request's card staff see the incident; its author hears of it where the request's card stands. */
const tellLinked = async (work: Work, incident: Incident, requestId: string): Promise<void> => {
  const { timeZone } = await work.tx.building.findUniqueOrThrow({ where: { id: incident.buildingId } });
  const cards = await work.tx.card.findMany({
    where: { subjectId: requestId, kind: { in: [staffCardKind, residentCardKind] } },
  });
  for (const card of cards) {
    const staff = card.kind === staffCardKind;
    work.send({
      address: { platform: staff ? "slack" : "telegram", chatId: card.chatId },
      ...(staff ? { threadOfCard: card.id } : {}),
      lane: "notice",
      language: card.language,
      companyId: incident.companyId,
      subjectId: requestId,
      what: { kind: "message", content: staff ? staffNote(incident) : residentNote(incident, timeZone) },
    });
  }
};

const staffNote = ({ number }: Incident): View => ({
  blocks: [{ type: "note", text: t("incidents.linked.staff", { number }) }],
});

const residentNote = (incident: Incident, timeZone: string): View => ({
  blocks: [
    { type: "text", text: t("incidents.linked.resident") },
    { type: "quote", text: incidentBody(incident) },
    {
      type: "text",
      text: t("incidents.question.expected", { until: moment(incident.expectedEndAt, timeZone) }),
    },
  ],
});
