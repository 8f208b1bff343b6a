import { changeSettings } from "../../core/billing/settings/change-settings.ts";
import { settingsOf } from "../../core/billing/settings/settings-of.ts";
import type { Requisites } from "../../core/receipts/payment-qr.ts";
import { requisitesFit } from "../../core/receipts/requisites-fit.ts";
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
    const requisites = {
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
    };
    const outcome = await changeSettings(work, {
      companyId,
      buildingId: chosenBuilding(choiceOf(input, "building")),
      ...requisites,
    });
    if (outcome.ok) {
      const { currency } = await work.tx.company.findUniqueOrThrow({
        where: { id: companyId },
        select: { currency: true },
      });
      return { ok: true, text: savedText({ ...requisites, phone: null }, currency) };
    }
    return refusedAt(outcome, {
      "bad-country": "country",
      "bad-name": "name",
      "bad-bic": "bic",
      "bad-account": country === "RU" ? "account" : "iban",
      "no-address": given("postalCode") ? "town" : "postalCode",
    });
  },
};

/** What is saved may still be mistyped: bills would go without their payment QR, or money elsewhere. */
const savedText = (requisites: Requisites, currency: string): Text => {
  const fit = requisitesFit(requisites, currency);
  switch (fit.fit) {
    case "yes":
      return t("billing.requisites.saved");
    case "no-qr":
      return t("billing.requisites.saved-no-qr", { country: requisites.country, currency });
    case "wrong-key":
      return t("billing.requisites.saved-wrong-key");
    case "wrong-field":
      return t("billing.requisites.saved-wrong-field", { field: t(`billing.requisites.${fit.field}`) });
  }
};
