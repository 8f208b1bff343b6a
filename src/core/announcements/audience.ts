/** Whom an announcement is for. */
export interface Audience {
  /** None: every building of the company. */
  buildingIds: readonly string[];
  /** Parts of the one building, where only they are touched. */
  entrance?: string;
  riser?: string;
  unitIds?: readonly string[];
  /** Owners only, or everybody whom the kind concerns. */
  who: "all" | "owners";
}

export const isCompanyWide = ({ buildingIds }: Audience): boolean => buildingIds.length === 0;

/** Whether it is for all of the buildings, so that their groups may hear it too. */
export const isForWholeBuildings = ({ entrance, riser, unitIds, who }: Audience): boolean =>
  entrance === undefined && riser === undefined && unitIds === undefined && who === "all";

export interface Place {
  id: string;
  buildingId: string;
  entrance: string | null;
  riser: string | null;
}

/** Whether a unit is one of those. */
export const coversUnit = (audience: Audience, unit: Place): boolean =>
  (isCompanyWide(audience) || audience.buildingIds.includes(unit.buildingId)) &&
  (audience.entrance === undefined || audience.entrance === unit.entrance) &&
  (audience.riser === undefined || audience.riser === unit.riser) &&
  (audience.unitIds === undefined || audience.unitIds.includes(unit.id));
