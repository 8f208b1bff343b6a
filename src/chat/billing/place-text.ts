import type { Db } from "../../database/db.ts";
import { plain, type Text } from "../text.ts";

/** "Lenina 1, 45" */
export const placeText = async (db: Db, unitId: string): Promise<Text> => {
  const unit = await db.unit.findUniqueOrThrow({
    where: { id: unitId },
    select: { number: true, building: { select: { address: true } } },
  });
  return plain(`${unit.building.address}, ${unit.number}`);
};
