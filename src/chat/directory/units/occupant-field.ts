import type { Act } from "../../../core/access/policy.ts";
import type { UnitPage } from "../../../core/directory/units/unit-page.ts";
import { viewUnit } from "../../../core/directory/units/view-unit.ts";
import type { Work } from "../../../core/work/work.ts";
import type { Field, FormOpening, Option } from "../../form.ts";
import { joined, plain, t } from "../../text.ts";
import { occupancyWord, refusalText } from "../words.ts";

/** Opens a form about a unit for whoever may do the act there. */
export const openForUnit = async (
  work: Work,
  unitId: string,
  act: Act,
  fields: (page: UnitPage) => Field[],
): Promise<FormOpening> => {
  const page = await viewUnit(work, { unitId, act });
  if (!page.ok) return { ok: false, text: refusalText(page) };
  const asked = fields(page.value);
  if (asked.length === 0) return { ok: false, text: t("directory.unit.nobody") };
  const { address, number } = page.value;
  return { ok: true, intro: plain(`${address}, ${number}`), fields: asked };
};

/** The unit's occupants to choose from, by occupancy; the only one is chosen already. */
export const occupantField = (
  { occupants }: UnitPage,
  wanted: (occupant: UnitPage["occupants"][number]) => boolean = () => true,
): Field[] => {
  const options = occupants.filter(wanted).map(
    ({ occupancyId, name, kind }): Option => ({
      value: occupancyId,
      label: joined(" — ", plain(name.slice(0, 50)), occupancyWord(kind)),
    }),
  );
  const [only, another] = options;
  if (!only) return [];
  return [
    {
      name: "who",
      label: t("directory.unit.who"),
      input: { kind: "choice", options, ...(another ? {} : { initial: only.value }) },
    },
  ];
};
