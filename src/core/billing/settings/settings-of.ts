import type { Db } from "../../../database/db.ts";
import type { BillingSettingsModel } from "../../../database/types.ts";
import { policyPack } from "../policy/policy-pack.ts";

/** Whom and when a building's people pay: its own settings, else the company's, else the policy pack's. */
export interface BillingSettings
  extends Omit<BillingSettingsModel, "receiptsBy" | "dueDay" | "noticeDays" | "updatedAt"> {
  receiptsBy: number;
  dueDay: number;
  noticeDays: readonly number[];
}

export const settingsOf = async (
  db: Db,
  companyId: string,
  buildingId: string | null,
): Promise<BillingSettings> => {
  const rows = await db.billingSettings.findMany({
    where: { id: { in: buildingId === null ? [companyId] : [companyId, buildingId] } },
  });
  const { policyPack: pack, name } = await db.company.findUniqueOrThrow({
    where: { id: companyId },
    select: { policyPack: true, name: true },
  });
  const found = rows.find(({ id }) => id === buildingId) ?? rows.find(({ id }) => id === companyId);
  const { receiptsBy, dueDays, noticeDays } = policyPack(pack);
  const law = dueDays.at(-1);
  return {
    ...(found ?? { ...unset, id: companyId, companyId, name }),
    receiptsBy: found?.receiptsBy ?? receiptsBy,
    dueDay: (law?.binding ? null : found?.dueDay) ?? law?.day ?? 1,
    noticeDays: Array.isArray(found?.noticeDays) ? found.noticeDays.map(Number) : noticeDays,
  };
};

/** As the model's defaults are. */
const unset = {
  country: "RU",
  inn: null,
  kpp: null,
  account: null,
  bank: null,
  bic: null,
  corrAccount: null,
  iban: null,
  street: null,
  house: null,
  postalCode: null,
  town: null,
  phone: null,
  readingsFrom: 20,
  readingsTo: 25,
  lastAccount: 100_000,
  leastDebt: 10_000n,
};
