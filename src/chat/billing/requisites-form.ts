import { changeSettings } from "../../core/billing/settings/change-settings.ts";
import { settingsOf } from "../../core/billing/settings/settings-of.ts";
import { type AskedField, askedRequisites, requisitesKind } from "../../core/receipts/asked-requisites.ts";
import type { Requisites } from "../../core/receipts/payment-qr.ts";
import { requisitesFit } from "../../core/receipts/requisites-fit.ts";
import type { Work } from "../../core/work/work.ts";
import { choiceOf, textOf } from "../answers.ts";
import type { FormInput } from "../event.ts";
import type { Field, Form, FormResult } from "../form.ts";
import { type Text, t } from "../text.ts";
import { buildingField, chosenBuilding } from "./building-field.ts";
import { forTariffs } from "./for-tariffs.ts";
import { refusedAt } from "./words.ts";

/** Whom people pay. args: the country whose details are asked, if not the company's own; the building, if not all. */
export const requisitesForm: Form = {
  id: "billing.requisites",
  title: t("billing.requisites.title"),
  submit: t("billing.requisites.submit"),
  open: forTariffs(async (work, companyId, args) => {
    const { known, kind, same } = await whatIsAsked(work, companyId, args);
    // A bank's code or an account's number of another country would only be wrong here.
    const kept = (name: AskedField): string | null =>
      same || !perCountry.includes(name) ? known[name] : null;
    return {
      ok: true,
      fields: [
        await buildingField(work, companyId),
        field("name", known.name, true),
        field("country", known.country, true),
        ...askedRequisites(kind).map((name) => field(name, kept(name))),
      ],
    };
  }),
  submitted: async (work, args, input) => {
    const companyId = work.actor.kind === "person" ? work.actor.companyId : "";
    const buildingId = chosenBuilding(choiceOf(input, "building"));
    const { kind, currency, known: shown } = await whatIsAsked(work, companyId, args);
    const before = await settingsOf(work.tx, companyId, buildingId);
    const country = textOf(input, "country")?.trim().toUpperCase() ?? "";
    // A house of another country was chosen: its own details are shown first.
    const isNew = buildingId !== null && buildingId !== args[1] && country === shown.country;
    if (isNew && requisitesKind(before.country, currency) !== kind)
      return askFor(before.country, buildingId, pick(input, "building"));
    if (isCountry(country) && requisitesKind(country, currency) !== kind)
      return askFor(country, buildingId, pick(input, "building", "name"));
    const { phone, ...known } = payeeOf(before);
    const typed = Object.fromEntries(askedRequisites(kind).map((name) => [name, typedIn(input, name)]));
    const requisites = { ...known, ...typed, country, name: spaced(input, "name") ?? "" };
    const outcome = await changeSettings(work, { companyId, buildingId, ...requisites });
    if (outcome.ok) return { ok: true, text: savedText({ ...requisites, phone }, currency) };
    return refusedAt(outcome, {
      "bad-country": "country",
      "bad-name": "name",
      "bad-bic": "bic",
      "bad-account": kind === "russian" ? "account" : "iban",
      "no-address": typed.postalCode ? "town" : "postalCode",
    });
  },
};

const perCountry: readonly AskedField[] = ["account", "bic", "bank"];

const isCountry = (country: string): boolean => /^[A-Z]{2}$/.test(country);

const whatIsAsked = async (work: Work, companyId: string, [country, buildingId]: readonly string[]) => {
  const known = await settingsOf(work.tx, companyId, buildingId || null);
  const { currency } = await work.tx.company.findUniqueOrThrow({
    where: { id: companyId },
    select: { currency: true },
  });
  const kind = requisitesKind(country ?? known.country, currency);
  return { known, kind, currency, same: kind === requisitesKind(known.country, currency) };
};

/** The same form with what another country's bills need; what both ask stays as it was typed. */
const askFor = (country: string, buildingId: string | null, kept: FormInput): FormResult => ({
  ok: true,
  next: {
    form: requisitesForm.id,
    args: [country, buildingId ?? ""],
    prefill: { ...kept, country: { kind: "text", text: country } },
  },
});

const pick = (input: FormInput, ...names: string[]): FormInput =>
  Object.fromEntries(Object.entries(input).filter(([name]) => names.includes(name)));

const field = (name: AskedField | "name" | "country", initial: string | null, needed = false): Field => ({
  name,
  label: t(`billing.requisites.${name}`),
  optional: !needed,
  input: { kind: "text", maxLength: 160, ...(initial ? { initial } : {}) },
});

const words: readonly AskedField[] = ["bank", "street", "house", "postalCode", "town"];

/** Numbers and codes are typed with spaces, in groups. */
const typedIn = (input: FormInput, name: AskedField): string | null => {
  const typed = spaced(input, name);
  if (words.includes(name)) return typed;
  return typed?.replaceAll(" ", "").toUpperCase() ?? null;
};

const spaced = (input: FormInput, name: string): string | null =>
  textOf(input, name)?.replace(/\s+/g, " ").trim() || null;

/** What isn't asked of a country stays as it was: it may be another one's again. */
const payeeOf = (known: Requisites): Requisites => {
  const { country, name, inn, kpp, account, bank, bic, corrAccount, iban, phone } = known;
  const { street, house, postalCode, town } = known;
  return {
    country,
    name,
    inn,
    kpp,
    account,
    bank,
    bic,
    corrAccount,
    iban,
    street,
    house,
    postalCode,
    town,
    phone,
  };
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
