import { type FoundUnit, findUnits } from "../../core/directory/find-units.ts";
import type { Work } from "../../core/work/work.ts";
import { joined, plain, type Text, t } from "../text.ts";

export type UnitAnswer = { ok: true; unit: FoundUnit } | { ok: false; text: Text; units: FoundUnit[] };

export const unitLabel = ({ address, number }: FoundUnit): string => `${address}, ${number}`;

/** The one unit that somebody means, or a sentence that says how to name it. */
export const unitMeant = async (work: Work, companyId: string, typed: string): Promise<UnitAnswer> => {
  const units = await findUnits(work.tx, companyId, typed);
  const [unit, another] = units;
  if (unit && !another) return { ok: true, unit };
  if (!unit) return { ok: false, text: t("directory.unit.none", { typed }), units };
  const list = joined("; ", ...units.map((found) => plain(unitLabel(found))));
  return { ok: false, text: t("directory.unit.several", { list }), units };
};
