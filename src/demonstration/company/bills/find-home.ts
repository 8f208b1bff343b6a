import type { Db } from "../../../database/types.ts";
import { houses } from "../buildings.ts";
import { type ResidentKey, residents } from "../people.ts";

/** The unit of somebody with a phone. */
export const unitOf = (db: Db, key: ResidentKey) => {
  const resident = residents.find((each) => each.key === key);
  if (!resident) throw new Error(`${key} lives nowhere in the demonstration`);
  const { unit: number, house } = resident;
  return db.unit.findFirstOrThrow({
    where: { number, building: { address: houses[house].address } },
    select: { id: true, buildingId: true, companyId: true },
  });
};

/** Whose bills are paid by which account. */
export const billingAccountOf = async (db: Db, key: ResidentKey): Promise<string> => {
  const { id: unitId } = await unitOf(db, key);
  return (await db.billingAccount.findFirstOrThrow({ where: { unitId }, select: { id: true } })).id;
};
