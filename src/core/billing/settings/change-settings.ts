import { can } from "../../access/policy.ts";
import { refuse } from "../../directory/refuse.ts";
import { done, type Outcome } from "../../outcome.ts";
import type { Work } from "../../work/work.ts";
import { writeSettings } from "./own-row.ts";

export interface NewSettings {
  companyId: string;
  /** Null: the company's, for every building that has none of its own. */
  buildingId: string | null;
  country: string;
  name: string;
  inn: string | null;
  kpp: string | null;
  account: string | null;
  bank: string | null;
  bic: string | null;
  corrAccount: string | null;
  iban: string | null;
  /** The payee's address, which the Swiss QR-bill has to name. */
  street: string | null;
  house: string | null;
  postalCode: string | null;
  town: string | null;
}

export type SettingsRefusal =
  | "not-found"
  | "forbidden"
  | "bad-country"
  | "bad-name"
  | "bad-account"
  | "bad-bic"
  | "no-address";

/** Whom people pay; what the payment QR needs is checked as its country asks. */
export const changeSettings = async (
  work: Work,
  settings: NewSettings,
): Promise<Outcome<null, SettingsRefusal>> => {
  const { tx, actor, now } = work;
  const { companyId, buildingId, ...data } = settings;
  const attempt = { act: "billing.settings", subjectType: "company", subjectId: buildingId ?? companyId };
  if (!can(actor, "tariff.manage", { companyId })) return refuse(work, attempt, "forbidden");
  if (buildingId) {
    const building = await tx.building.findUnique({ where: { id: buildingId } });
    if (building?.companyId !== companyId) return refuse(work, attempt, "not-found");
  }
  if (!/^[A-Z]{2}$/.test(data.country)) return refuse(work, attempt, "bad-country");
  if (data.name.trim().length < 2 || data.name.length > 160) return refuse(work, attempt, "bad-name");
  if (data.country === "RU") {
    if (data.account !== null && !/^\d{20}$/.test(data.account)) return refuse(work, attempt, "bad-account");
    if (data.bic !== null && !/^\d{9}$/.test(data.bic)) return refuse(work, attempt, "bad-bic");
  } else if (data.iban !== null && !/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(data.iban)) {
    return refuse(work, attempt, "bad-account");
  }
  const swiss = ["CH", "LI"].includes(data.country) && data.iban !== null;
  if (swiss && (!data.postalCode || !data.town)) return refuse(work, attempt, "no-address");
  const id = buildingId ?? companyId;
  const before = await tx.billingSettings.findUnique({ where: { id } });
  await writeSettings(tx, { companyId, buildingId }, { ...data, updatedAt: now });
  work.audit({ ...attempt, before: { account: before?.account ?? null }, after: { ...data } });
  return done(null);
};
