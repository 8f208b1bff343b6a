import { addService, measures, serviceGroups } from "../../core/billing/tariffs/manage-services.ts";
import { languages } from "../../core/directory/languages.ts";
import { choiceOf, textOf } from "../answers.ts";
import type { Form } from "../form.ts";
import { t } from "../text.ts";
import { forTariffs } from "./for-tariffs.ts";
import { refusedAt, serviceText } from "./words.ts";

/** Kinds of meters that measure services. */
const meterKinds = ["cold_water", "hot_water", "electricity", "gas", "heat"] as const;
const noMeter = "-";
const firstName = `name-${languages[0]}`;

/** Something new to charge for. */
export const serviceForm: Form = {
  id: "billing.service",
  title: t("billing.service.title"),
  submit: t("billing.service.submit"),
  open: forTariffs(async () => {
    return {
      ok: true,
      fields: [
        ...languages.map((language) => ({
          name: `name-${language}`,
          label: t(`billing.service.name-${language}`),
          input: { kind: "text" as const, minLength: 2, maxLength: 80 },
        })),
        {
          name: "group",
          label: t("billing.service.group"),
          input: {
            kind: "choice",
            initial: "housing",
            options: serviceGroups.map((value) => ({ value, label: t(`billing.service.groups.${value}`) })),
          },
        },
        {
          name: "measure",
          label: t("billing.service.measure"),
          input: {
            kind: "choice",
            initial: "m2",
            options: measures.map((value) => ({ value, label: t(`billing.measure.${value}`) })),
          },
        },
        {
          name: "meter",
          label: t("billing.service.meter"),
          input: {
            kind: "choice",
            initial: noMeter,
            options: [
              { value: noMeter, label: t("billing.service.no-meter") },
              ...meterKinds.map((value) => ({ value, label: t(`billing.service.meters.${value}`) })),
            ],
          },
        },
      ],
    };
  }),
  submitted: async (work, _args, input) => {
    const names = Object.fromEntries(
      languages.map((language) => [language, textOf(input, `name-${language}`) ?? ""]),
    );
    const meter = choiceOf(input, "meter");
    const added = await addService(work, {
      companyId: work.actor.kind === "person" ? work.actor.companyId : "",
      names,
      group: serviceGroups.find((group) => group === choiceOf(input, "group")) ?? "housing",
      measure: choiceOf(input, "measure") ?? "unit",
      meterKind: meter === noMeter ? null : meter,
    });
    return added.ok
      ? { ok: true, text: t("billing.service.added", { name: serviceText(names) }) }
      : refusedAt(added, { "bad-name": firstName, "service-known": firstName });
  },
};
