import type { PersonActor } from "../../core/access/actor.ts";
import { incidentBehind, openIncidents } from "../../core/incidents/find-incidents.ts";
import type { Incident } from "../../core/incidents/incident.ts";
import type { AskedFrom } from "../../core/incidents/place.ts";
import type { Work } from "../../core/work/work.ts";
import { choiceOf } from "../answers.ts";
import type { FormInput } from "../event.ts";
import type { Field } from "../form.ts";
import type { Place } from "../requests/places.ts";
import { joined, moment, type Text, t } from "../text.ts";
import { incidentBody } from "./words.ts";

/** The incidents where the actor lives, as the form of a request needs them: asked once when it opens. */
export interface IncidentsHere {
  incidents: Incident[];
  units: Map<string, NonNullable<AskedFrom["unit"]> & { buildingId: string }>;
  zones: Map<string, string>;
}

export const incidentsHere = async (
  { tx, vault }: Work,
  { occupancies }: PersonActor,
): Promise<IncidentsHere> => {
  const buildingIds = [...new Set(occupancies.map(({ buildingId }) => buildingId))];
  const incidents = await openIncidents(tx, vault, buildingIds);
  if (incidents.length === 0) return { incidents, units: new Map(), zones: new Map() };
  const [units, buildings] = await Promise.all([
    tx.unit.findMany({
      where: { id: { in: occupancies.map(({ unitId }) => unitId) } },
      select: { id: true, entrance: true, riser: true, buildingId: true },
    }),
    tx.building.findMany({ where: { id: { in: buildingIds } }, select: { id: true, timeZone: true } }),
  ]);
  return {
    incidents,
    units: new Map(units.map((unit) => [unit.id, unit])),
    zones: new Map(buildings.map(({ id, timeZone }) => [id, timeZone])),
  };
};

/** The incident that may be what the person is asking about, by what the form knows so far. */
const behind = (
  { incidents, units }: IncidentsHere,
  actor: PersonActor,
  places: readonly Place[],
  input: FormInput,
): Incident | undefined => {
  const category = choiceOf(input, "detail") ?? choiceOf(input, "category");
  if (!category || incidents.length === 0) return undefined;
  const chosen = places.find(({ value }) => value === choiceOf(input, "place"));
  const unitId = chosen ? chosen.unitId : (actor.occupancies[0]?.unitId ?? null);
  const unit = unitId === null ? null : (units.get(unitId) ?? null);
  const buildingId = chosen?.buildingId ?? actor.occupancies[0]?.buildingId ?? "";
  return incidentBehind(incidents, { buildingId, unit }, category);
};

const prefix = { thanked: "thanks:", different: "other:" } as const;

/**
 * Asked while a request is being written and an incident may be its cause: its words and expected end, and whether that
 * is an answer. Not asked where nothing is off.
 */
export const incidentField = (here: IncidentsHere, actor: PersonActor, places: readonly Place[]): Field => ({
  name: "incident",
  label: t("incidents.question.title"),
  input: { kind: "choice", options: [] },
  given: (input) => {
    const incident = behind(here, actor, places, input);
    if (!incident) return null;
    return {
      name: "incident",
      label: questionText(incident, here.zones.get(incident.buildingId) ?? "UTC"),
      input: {
        kind: "choice",
        options: [
          { value: `${prefix.thanked}${incident.id}`, label: t("incidents.question.thanks") },
          { value: `${prefix.different}${incident.id}`, label: t("incidents.question.different") },
        ],
      },
    };
  },
});

const questionText = (incident: Incident, timeZone: string): Text =>
  joined(
    "\n\n",
    t("incidents.question.title"),
    incidentBody(incident),
    t("incidents.question.expected", { until: moment(incident.expectedEndAt, timeZone) }),
    t("incidents.question.ask"),
  );

/** What the person answered to the incident, and to which; null where none was asked about. */
export const incidentAnswerIn = (
  input: FormInput,
): { incidentId: string; answer: "thanked" | "different" } | null => {
  const value = choiceOf(input, "incident");
  if (value?.startsWith(prefix.thanked))
    return { incidentId: value.slice(prefix.thanked.length), answer: "thanked" };
  if (value?.startsWith(prefix.different))
    return { incidentId: value.slice(prefix.different.length), answer: "different" };
  return null;
};

/** Nothing more is asked of somebody whom the incident has answered. */
export const isAnswered = (input: FormInput): boolean => incidentAnswerIn(input)?.answer === "thanked";
