import type { Db } from "../../../database/db.ts";
import type { LetterHead } from "./letter.ts";

/** What every sheet of a building begins with. */
export const letterHead = async (db: Db, buildingId: string, botUsername: string): Promise<LetterHead> => {
  const { address, timeZone, language, company } = await db.building.findUniqueOrThrow({
    where: { id: buildingId },
    select: { address: true, timeZone: true, language: true, company: { select: { name: true } } },
  });
  return { company: company.name, address, timeZone, language, botUsername };
};
