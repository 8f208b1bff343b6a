import type { Work } from "../../core/work/work.ts";
import type { Field } from "../form.ts";
import { plain, t } from "../text.ts";

/** Stands for all buildings. */
const all = "-";

/** What Slack's menus hold, less the one for all. */
const mostOptions = 99;

/** Which building, or all of them. */
export const buildingField = async ({ tx }: Work, companyId: string): Promise<Field> => {
  const buildings = await tx.building.findMany({
    where: { companyId },
    orderBy: { address: "asc" },
    take: mostOptions,
    select: { id: true, address: true },
  });
  return {
    name: "building",
    label: t("billing.building"),
    input: {
      kind: "choice",
      initial: all,
      options: [
        { value: all, label: t("billing.all-buildings") },
        ...buildings.map(({ id, address }) => ({ value: id, label: plain(address.slice(0, 75)) })),
      ],
    },
  };
};

/** Null: all. */
export const chosenBuilding = (value: string | null): string | null => (value === all ? null : value);
