import { dayAt, firstDay, monthOf, nextMonth } from "../../core/billing/calendar.ts";
import { addService, measures, serviceGroups } from "../../core/billing/tariffs/manage-services.ts";
import { tariffMethods } from "../../core/billing/tariffs/set-tariff.ts";
import { languages } from "../../core/directory/languages.ts";
import type { Work } from "../../core/work/work.ts";
import type { TariffMethod } from "../../database/types.ts";
import { choiceOf, textOf } from "../answers.ts";
import type { FormInput } from "../event.ts";
import type { Field, Form } from "../form.ts";
import { t } from "../text.ts";
import { forTariffs } from "./for-tariffs.ts";
import { fromField, normField, priceField, priceTyped } from "./price-fields.ts";
import { dayText, priceSumText, refusedAt, serviceText } from "./words.ts";

/** Kinds of meters that measure services. */
const meterKinds = ["cold_water", "hot_water", "electricity", "gas", "heat"] as const;
const noMeter = "-";
/** The measure tells how the price is reckoned. */
const byMeasure = "-";

/** Something new to charge for, with its first price for all buildings; other prices come by a form of their own. */
export const serviceForm: Form = {
  id: "billing.service",
  title: t("billing.service.title"),
  submit: t("billing.service.submit"),
  open: forTariffs(async (work, companyId) => {
    const { timeZone, language: own } = await companyOf(work, companyId);
    const month = monthOf(dayAt(work.now, timeZone));
    return {
      ok: true,
      fields: [
        ...languages.map((language) => nameField(language, own)),
        choice("group", "groups", "housing", serviceGroups),
        {
          name: "measure",
          label: t("billing.service.measure"),
          input: {
            kind: "choice",
            initial: "m2",
            options: measures.map((value) => ({ value, label: t(`billing.measure.${value}`) })),
          },
        },
        choice("meter", "meters", noMeter, meterKinds, {
          value: noMeter,
          label: t("billing.service.no-meter"),
        }),
        priceField(t("billing.service.price-hint")),
        {
          name: "method",
          label: t("billing.tariff.method"),
          input: {
            kind: "choice",
            initial: byMeasure,
            options: [
              { value: byMeasure, label: t("billing.service.by-measure") },
              ...tariffMethods.map((value) => ({ value, label: t(`billing.tariff.methods.${value}`) })),
            ],
          },
        },
        fromField(firstDay(month), firstDay(nextMonth(month))),
        normField,
      ],
    };
  }),
  submitted: async (work, _args, input) => {
    const companyId = work.actor.kind === "person" ? work.actor.companyId : "";
    const { currency, language } = await companyOf(work, companyId);
    const given = priceTyped(input);
    if (!given.ok) return given;
    const { price, from, norm } = given.typed;
    const names = namesIn(input);
    const meter = choiceOf(input, "meter");
    const meterKind = meter === noMeter ? null : meter;
    const measure = choiceOf(input, "measure") ?? "unit";
    const method = methodOf(choiceOf(input, "method"), measure, meterKind);
    const priced = price !== null || method === "invoice";
    const added = await addService(work, {
      companyId,
      names,
      group: serviceGroups.find((group) => group === choiceOf(input, "group")) ?? "housing",
      measure,
      meterKind,
      ...(priced ? { price: { method, price, from, norm } } : {}),
    });
    if (added.ok) {
      const name = serviceText(names);
      if (!priced) return { ok: true, text: t("billing.service.added", { name }) };
      const said = price === null ? t("billing.tariffs.by-invoice") : priceSumText(price, currency);
      return {
        ok: true,
        text: t("billing.service.added-priced", { name, price: said, from: dayText(from) }),
      };
    }
    const firstName = `name-${languages.find((each) => each === language) ?? languages[0]}`;
    return refusedAt(added, {
      "bad-name": firstName,
      "service-known": firstName,
      "bad-price": "price",
      "price-too-high": "price",
      "norm-too-high": "norm",
      "bad-date": "from",
      "no-meter": "meter",
    });
  },
};

const companyOf = ({ tx }: Work, companyId: string) =>
  tx.company.findUniqueOrThrow({
    where: { id: companyId },
    select: { timeZone: true, currency: true, language: true },
  });

/** The company's own language is needed; readers of another one that is left empty see that name. */
const nameField = (language: string, own: string): Field => ({
  name: `name-${language}`,
  label: t(`billing.service.name-${language}`),
  optional: language !== own,
  input: { kind: "text", minLength: 2, maxLength: 80 },
});

const namesIn = (input: FormInput): Record<string, string> =>
  Object.fromEntries(
    languages.flatMap((language) => {
      const name = textOf(input, `name-${language}`)?.trim();
      return name ? [[language, name]] : [];
    }),
  );

const choice = (
  name: "group" | "meter",
  words: "groups" | "meters",
  initial: string,
  values: readonly string[],
  ...first: { value: string; label: ReturnType<typeof t> }[]
): Field => ({
  name,
  label: t(`billing.service.${name}`),
  input: {
    kind: "choice",
    initial,
    options: [...first, ...values.map((value) => ({ value, label: t(`billing.service.${words}.${value}`) }))],
  },
});

const methodOf = (chosen: string | null, measure: string, meterKind: string | null): TariffMethod => {
  const known = tariffMethods.find((method) => method === chosen);
  if (known) return known;
  if (meterKind !== null) return "volume";
  return methodOfMeasure[measure] ?? "volume";
};

const methodOfMeasure: Readonly<Record<string, TariffMethod>> = {
  m2: "area",
  person: "resident",
  unit: "unit",
};
