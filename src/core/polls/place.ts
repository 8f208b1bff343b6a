import type { Tx } from "../../database/types.ts";
import type { PollPlace } from "./poll-rules.ts";

/** Whether the place exists in the company; an entrance is one that some unit of the building has. */
export const placeExists = async (
  tx: Tx,
  companyId: string,
  { buildingId, entrance }: PollPlace,
): Promise<boolean> => {
  if (buildingId === null) return entrance === null;
  if (entrance !== null)
    return (
      (await tx.unit.findFirst({ where: { companyId, buildingId, entrance }, select: { id: true } })) !== null
    );
  return (
    (await tx.building.findFirst({ where: { companyId, id: buildingId }, select: { id: true } })) !== null
  );
};
