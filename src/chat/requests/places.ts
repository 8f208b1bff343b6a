import type { PersonActor } from "../../core/access/actor.ts";
import type { Work } from "../../core/work/work.ts";
import { type Text, t } from "../text.ts";

export interface Place {
  value: string;
  label: Text;
  unitId: string | null;
  buildingId: string;
  /** Where people live: what is dangerous is there rather than in a parking space. */
  isHome: boolean;
}

/** Where a resident may file a request: the own units, then the common places of their buildings. */
export const placesOf = async (work: Work, actor: PersonActor): Promise<Place[]> => {
  const units = await work.tx.unit.findMany({
    where: { id: { in: actor.occupancies.map(({ unitId }) => unitId) } },
    include: { building: true },
    orderBy: { number: "asc" },
  });
  const buildings = new Map(units.map(({ building }) => [building.id, building]));
  return [
    ...units.map((unit) => ({
      value: unit.id,
      label: t(`requests.place.${unit.kind}`, { number: unit.number, address: unit.building.address }),
      unitId: unit.id,
      buildingId: unit.buildingId,
      isHome: unit.kind === "apartment",
    })),
    ...[...buildings.values()].map(({ id, address }) => ({
      value: id,
      label: t("requests.place.common", { address }),
      unitId: null,
      buildingId: id,
      isHome: false,
    })),
  ];
};
