import { changeSettings } from "../../core/billing/settings/change-settings.ts";
import { settingsOf } from "../../core/billing/settings/settings-of.ts";
import { paymentQr } from "../../core/receipts/payment-qr.ts";
import type { Work } from "../../core/work/work.ts";
import { choiceOf, textOf } from "../answers.ts";
import type { Field, Form } from "../form.ts";
import { type Text, t } from "../text.ts";
import { buildingField, chosenBuilding } from "./building-field.ts";
import { forTariffs } from "./for-tariffs.ts";
import { refusedAt } from "./words.ts";

const optional = [
  "inn",
  "kpp",
  "account",
  "bank",
  "bic",
  "corrAccount",
  "iban",
  "street",
  "house",
  "postalCode",
  "town",
] as const;

/** Whom people pay. */
export const requisitesForm: Form = {
  id: "billing.requisites",
  title: t("billing.requisites.title"),
  submit: t("billing.requisites.submit"),
  open: forTariffs(async (work, companyId) => {
    const known = await settingsOf(work.tx, companyId, null);
    const text = (name: "name" | "country" | (typeof optional)[number], needed = false): Field => ({
      name,
      label: t(`billing.requisites.${name}`),
      optional: !needed,
      input: { kind: "text", maxLength: 160, ...(known[name] ? { initial: known[name] } : {}) },
    });
    return {
      ok: true,
      fields: [
        await buildingField(work, companyId),
        text("name", true),
        text("country", true),
        ...optional.map((name) => text(name)),
      ],
    };
  }),
  submitted: async (work, _args, input) => {
    const given = (name: string): string | null => textOf(input, name)?.replace(/\s+/g, " ").trim() || null;
    const digits = (name: string): string | null => given(name)?.replaceAll(" ", "") ?? null;
    const companyId = work.actor.kind === "person" ? work.actor.companyId : "";
    const country = given("country")?.toUpperCase() ?? "";
    const building = chosenBuilding(choiceOf(input, "building"));
    const outcome = await changeSettings(work, {
      companyId,
      buildingId: building,
      country,
      name: given("name") ?? "",
      inn: digits("inn"),
      kpp: digits("kpp"),
      account: digits("account"),
      bank: given("bank"),
      bic: digits("bic"),
      corrAccount: digits("corrAccount"),
      iban: digits("iban")?.toUpperCase() ?? null,
      street: given("street"),
      house: given("house"),
      postalCode: given("postalCode"),
      town: given("town"),
    });
    if (outcome.ok) return { ok: true, text: await savedText(work, companyId, building) };
    return refusedAt(outcome, {
      "bad-country": "country",
      "bad-name": "name",
      "bad-bic": "bic",
      "bad-account": country === "RU" ? "account" : "iban",
      "no-address": given("postalCode") ? "town" : "postalCode",
    });
  },
};

/** What a payment code calls the fields of this form. */
const fieldOf: Readonly<Record<string, string>> = {
  Name: "name",
  PersonalAcc: "account",
  BankName: "bank",
  BIC: "bic",
  CorrespAcc: "corrAccount",
  PayeeINN: "inn",
  KPP: "kpp",
  "creditor.name": "name",
  "creditor.street": "street",
  "creditor.buildingNumber": "house",
  "creditor.zip": "postalCode",
  "creditor.city": "town",
};

/** That it is saved, and what hinders a payment code. */
const savedText = async ({ tx }: Work, companyId: string, building: string | null): Promise<Text> => {
  const { currency } = await tx.company.findUniqueOrThrow({
    where: { id: companyId },
    select: { currency: true },
  });
  const requisites = await settingsOf(tx, companyId, building);
  const { country } = requisites;
  const bill = { amount: 100n, currency, accountNumber: "100001", month: "2026-01", purpose: "-" };
  const code = paymentQr(requisites, bill);
  if (code.ok) return t("billing.requisites.saved");
  if (code.standard === null) return t("billing.requisites.saved-no-qr", { country, currency });
  const field = fieldOf[code.field] ?? code.field;
  return t("billing.requisites.saved-incomplete", { field: t(`billing.requisites.${field}`) });
};
