import type { Work } from "../../core/work/work.ts";
import type { Field, Option } from "../form.ts";
import { plain, t } from "../text.ts";

/** Stands for all buildings. */
const all = "-";

/** What Slack's menus hold, less the one for all. */
const mostOptions = 99;

/** The company's buildings by address, no more than `most`. */
export const buildingOptions = async ({ tx }: Work, companyId: string, most: number): Promise<Option[]> => {
  const buildings = await tx.building.findMany({
    where: { companyId },
    orderBy: { address: "asc" },
    take: most,
    select: { id: true, address: true },
  });
  return buildings.map(({ id, address }) => ({ value: id, label: plain(address.slice(0, 75)) }));
};

/** Which building, or all of them. */
export const buildingField = async (work: Work, companyId: string): Promise<Field> => ({
  name: "building",
  label: t("billing.building"),
  input: {
    kind: "choice",
    initial: all,
    options: [
      { value: all, label: t("billing.all-buildings") },
      ...(await buildingOptions(work, companyId, mostOptions)),
    ],
  },
});

/** Null: all. */
export const chosenBuilding = (value: string | null): string | null => (value === all ? null : value);
