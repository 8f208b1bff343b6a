import type { BillingAccountModel } from "../../database/types.ts";
import { findUnits } from "../directory/find-units.ts";
import type { Work } from "../work/work.ts";

export interface FoundAccount extends BillingAccountModel {
  address: string;
  unit: string;
}

/** Accounts that staff name by their number or by the unit; the one that is open now comes first. */
export const findAccounts = async (work: Work, companyId: string, typed: string): Promise<FoundAccount[]> => {
  const { tx } = work;
  const number = typed.trim();
  const byNumber = await tx.billingAccount.findMany({ where: { companyId, number } });
  const units = await findUnits(tx, companyId, number);
  const byUnit = await tx.billingAccount.findMany({
    where: { companyId, unitId: { in: units.map(({ id }) => id) } },
    orderBy: [{ closed: "desc" }, { opened: "desc" }],
  });
  const open = byUnit.filter(({ closed }) => closed === null);
  const found = byNumber.length > 0 ? byNumber : open.length > 0 ? open : byUnit;
  const places = await tx.unit.findMany({
    where: { id: { in: found.map(({ unitId }) => unitId) } },
    select: { id: true, number: true, building: { select: { address: true } } },
  });
  return found.flatMap((account) => {
    const place = places.find(({ id }) => id === account.unitId);
    return place ? [{ ...account, unit: place.number, address: place.building.address }] : [];
  });
};
