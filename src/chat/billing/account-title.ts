import type { Work } from "../../core/work/work.ts";
import type { BillingAccountModel } from "../../database/types.ts";
import { type Text, t } from "../text.ts";
import { placeText } from "./place-text.ts";

/** "Account 100045: Lenina 1, 45" */
export const accountTitle = async ({ tx }: Work, { unitId, number }: BillingAccountModel): Promise<Text> =>
  t("billing.account.title", { number, place: await placeText(tx, unitId) });
