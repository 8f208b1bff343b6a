import { currencyDigits } from "../../core/billing/money/currency.ts";
import { formatDecimal, parseDecimal } from "../../core/billing/money/decimal.ts";
import { changeReminders } from "../../core/billing/settings/change-reminders.ts";
import { settingsOf } from "../../core/billing/settings/settings-of.ts";
import { choiceOf, textOf } from "../answers.ts";
import type { Form } from "../form.ts";
import { t } from "../text.ts";
import { buildingField, chosenBuilding } from "./building-field.ts";
import { forTariffs } from "./for-tariffs.ts";
import { todayOf } from "./today-of.ts";
import { refusedAt } from "./words.ts";

/** On which days of lateness debtors are reminded, and of how much at least. */
export const remindersForm: Form = {
  id: "billing.reminders",
  title: t("billing.reminders.title"),
  submit: t("billing.requisites.submit"),
  open: forTariffs(async (work, companyId) => {
    const { noticeDays, leastDebt } = await settingsOf(work.tx, companyId, null);
    const { currency } = await todayOf(work, companyId);
    return {
      ok: true,
      intro: t("billing.reminders.intro"),
      fields: [
        await buildingField(work, companyId),
        {
          name: "days",
          label: t("billing.reminders.days"),
          hint: t("billing.reminders.days-hint"),
          optional: true,
          input: { kind: "text", maxLength: 80, initial: noticeDays.join(", ") },
        },
        {
          name: "least",
          label: t("billing.reminders.least"),
          input: { kind: "text", maxLength: 20, initial: formatDecimal(leastDebt, currencyDigits(currency)) },
        },
      ],
    };
  }),
  submitted: async (work, _args, input) => {
    const companyId = work.actor.kind === "person" ? work.actor.companyId : "";
    const { currency } = await todayOf(work, companyId);
    const outcome = await changeReminders(work, {
      companyId,
      buildingId: chosenBuilding(choiceOf(input, "building")),
      noticeDays: (textOf(input, "days") ?? "")
        .split(/[\s,;]+/)
        .filter(Boolean)
        .map(Number),
      leastDebt: parseDecimal(textOf(input, "least") ?? "", currencyDigits(currency)) ?? -1n,
    });
    if (outcome.ok) return { ok: true, text: t("billing.reminders.saved") };
    return refusedAt(outcome, { "bad-days": "days", "bad-amount": "least" });
  },
};
