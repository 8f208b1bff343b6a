import { type Incident, readIncident } from "../../core/incidents/incident.ts";
import type { Db } from "../../database/types.ts";
import { action } from "../action.ts";
import type { CardPresenter } from "../card-renderer.ts";
import { moment, plain, t } from "../text.ts";
import type { Button, View } from "../view.ts";
import { incidentCategory, placeText } from "./words.ts";

export const incidentCardKind = "incident-staff";

/** An incident in the staff channel: what and where, until when, whom it answered, which requests hang on it. */
export const incidentCard: CardPresenter = async (read, vault, { subjectId }) => {
  const row = await read.incident.findUnique({ where: { id: subjectId } });
  return row && staffView(read, readIncident(vault, row));
};

const staffView = async (read: Db, incident: Incident): Promise<View> => {
  const [what, where, building, counts] = await Promise.all([
    incidentCategory(read, incident),
    placeText(read, incident),
    read.building.findUniqueOrThrow({ where: { id: incident.buildingId }, select: { timeZone: true } }),
    countsOf(read, incident.id),
  ]);
  const at = (date: Date) => t("chat.moment", { at: moment(date, building.timeZone) });
  const open = incident.state === "open";
  return {
    blocks: [
      {
        type: "heading",
        text: t(`incidents.card.${open ? "title" : "over"}`, { number: incident.number, what }),
      },
      ...Object.values(incident.texts).map(({ body }) => ({ type: "quote" as const, text: plain(body) })),
      {
        type: "fields",
        fields: [
          { label: t("incidents.card.place"), value: where },
          { label: t("incidents.card.began"), value: at(incident.beganAt) },
          open
            ? { label: t("incidents.card.expected"), value: at(incident.expectedEndAt) }
            : { label: t("incidents.card.ended"), value: at(incident.endedAt ?? incident.expectedEndAt) },
          {
            label: t("incidents.card.requests"),
            value: t("incidents.card.request-counts", { linked: counts.linked, open: counts.open }),
          },
          {
            label: t("incidents.card.asked"),
            value: t("incidents.card.asked-counts", { asked: counts.asked, different: counts.different }),
          },
        ],
      },
    ],
    buttons: [buttonsOf(incident, counts.open)],
  };
};

const buttonsOf = ({ id, state }: Incident, openRequests: number): Button[] => {
  if (state === "open") {
    return [
      { label: t("incidents.button.end"), do: { action: action("in.end", id) }, style: "primary" },
      { label: t("incidents.button.extend"), do: { action: action("in.more", id) } },
    ];
  }
  if (openRequests === 0) return [];
  return [
    {
      label: t("incidents.button.close-linked", { count: openRequests }),
      do: { action: action("in.close", id) },
      style: "primary",
      confirm: t("incidents.button.confirm-close"),
    },
  ];
};

const countsOf = async (read: Db, incidentId: string) => {
  const [links, readers] = await Promise.all([
    read.incidentRequest.findMany({ where: { incidentId }, select: { requestId: true } }),
    read.incidentReader.groupBy({ by: ["answer"], where: { incidentId }, _count: true }),
  ]);
  const open = await read.request.count({
    where: {
      id: { in: links.map(({ requestId }) => requestId) },
      state: { in: ["new", "taken", "in_progress"] },
    },
  });
  return {
    linked: links.length,
    open,
    asked: readers.reduce((sum, { _count }) => sum + _count, 0),
    different: readers.find(({ answer }) => answer === "different")?._count ?? 0,
  };
};
