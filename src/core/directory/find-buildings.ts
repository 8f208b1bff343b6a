import type { Tx } from "../../database/types.ts";
import { saysAddress } from "./find-units.ts";
import { sameAs } from "./names.ts";

/** Buildings whose address has the words that somebody typed. */
export const findBuildings = async (
  tx: Tx,
  companyId: string,
  query: string,
): Promise<{ id: string; address: string }[]> => {
  const words = sameAs(query).split(" ").filter(Boolean);
  const buildings = await tx.building.findMany({
    where: { companyId },
    select: { id: true, address: true },
    orderBy: { address: "asc" },
  });
  return buildings.filter(({ address }) => words.length > 0 && saysAddress(address, words));
};
