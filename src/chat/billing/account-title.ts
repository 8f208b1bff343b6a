import type { Work } from "../../core/work/work.ts";
import type { BillingAccountModel } from "../../database/types.ts";
import { plain, type Text, t } from "../text.ts";

/** "Account 100045: Lenina 1, 45" */
export const accountTitle = async ({ tx }: Work, { unitId, number }: BillingAccountModel): Promise<Text> => {
  const unit = await tx.unit.findUniqueOrThrow({
    where: { id: unitId },
    select: { number: true, building: { select: { address: true } } },
  });
  return t("billing.account.title", { number, place: plain(`${unit.building.address}, ${unit.number}`) });
};
