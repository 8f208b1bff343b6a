import { findBuildings } from "../../../core/directory/find-buildings.ts";
import type { Work } from "../../../core/work/work.ts";
import { unitLabel, unitMeant } from "../../directory/unit-query.ts";
import { plain, type Text, t } from "../../text.ts";

/** A unit, or a house with its own meters. */
export interface MeantPlace {
  companyId: string;
  buildingId: string;
  unitId: string | null;
  label: Text;
}

/** What staff name by "45", "Lenina 1, 45" or "Lenina 1"; else a sentence that says how to name it. */
export const placeMeant = async (
  work: Work,
  typed: string,
): Promise<{ ok: true; place: MeantPlace } | { ok: false; text: Text }> => {
  if (work.actor.kind !== "person") return { ok: false, text: t("meters.refusal.forbidden") };
  const { companyId } = work.actor;
  if (typed.trim() === "") return { ok: false, text: t("meters.staff.name-place") };
  // "Lenina 1" is the house, although its first unit could be meant by that; "Lenina 1, 1" is the unit.
  const [building, another] = /\p{L}/u.test(typed) ? await findBuildings(work.tx, companyId, typed) : [];
  if (building && !another)
    return {
      ok: true,
      place: { companyId, buildingId: building.id, unitId: null, label: plain(building.address) },
    };
  const meant = await unitMeant(work, companyId, typed);
  if (meant.ok) {
    const { id: unitId, buildingId } = meant.unit;
    return { ok: true, place: { companyId, buildingId, unitId, label: plain(unitLabel(meant.unit)) } };
  }
  return { ok: false, text: meant.text };
};

/** The same by the ids that a button carries. */
export const placeById = async (
  work: Work,
  buildingId: string,
  unitId: string,
): Promise<MeantPlace | null> => {
  const building = await work.tx.building.findUnique({ where: { id: buildingId } });
  const unit = unitId ? await work.tx.unit.findUnique({ where: { id: unitId } }) : null;
  if (!building || (unitId && unit?.buildingId !== buildingId)) return null;
  const { companyId, address } = building;
  return {
    companyId,
    buildingId,
    unitId: unit?.id ?? null,
    label: plain(unit ? unitLabel({ address, number: unit.number, id: unit.id, buildingId }) : address),
  };
};
