import { lineage } from "../requests/deadlines.ts";

/** What an incident reaches: a building, or a part of it. */
export interface IncidentPlace {
  buildingId: string;
  entrance: string | null;
  riser: string | null;
  /** Null: every unit of the place. */
  unitIds: readonly string[] | null;
}

/** Where somebody asks from; no unit: the common places of the building. */
export interface AskedFrom {
  buildingId: string;
  unit: { id: string; entrance: string | null; riser: string | null } | null;
}

/** Whether the incident is there. Of common places only a whole building's is. */
export const reaches = (place: IncidentPlace, { buildingId, unit }: AskedFrom): boolean => {
  if (place.buildingId !== buildingId) return false;
  if (!unit) return place.entrance === null && place.riser === null && place.unitIds === null;
  return (
    (place.entrance === null || place.entrance === unit.entrance) &&
    (place.riser === null || place.riser === unit.riser) &&
    (place.unitIds === null || place.unitIds.includes(unit.id))
  );
};

/**
 * Whether a request of this category may be of the incident: the same, a finer one, or the one above it, which people
 * choose who skip the detail.
 */
export const isAbout = (incidentCategory: string, requestCategory: string): boolean =>
  lineage(requestCategory).includes(incidentCategory) || lineage(incidentCategory).includes(requestCategory);
