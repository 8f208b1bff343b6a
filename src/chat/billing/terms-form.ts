import { changeTerms } from "../../core/billing/settings/change-terms.ts";
import { settingsOf } from "../../core/billing/settings/settings-of.ts";
import { choiceOf, textOf } from "../answers.ts";
import type { Field, Form } from "../form.ts";
import { t } from "../text.ts";
import { buildingField, chosenBuilding } from "./building-field.ts";
import { forTariffs } from "./for-tariffs.ts";
import { refusedAt } from "./words.ts";

/** When readings are taken, and when bills go out and are due. */
export const termsForm: Form = {
  id: "billing.terms",
  title: t("billing.terms.title"),
  submit: t("billing.account.submit"),
  open: forTariffs(async (work, companyId) => {
    const known = await settingsOf(work.tx, companyId, null);
    const field = (name: string, initial: string): Field => ({
      name,
      label: t(`billing.terms.${name}`),
      hint: t(`billing.terms.${name}-hint`),
      input: { kind: "text", maxLength: 60, initial },
    });
    return {
      ok: true,
      fields: [
        await buildingField(work, companyId),
        field("readings", `${known.readingsFrom}–${known.readingsTo}`),
        field("bills", `${known.receiptsBy}, ${known.dueDay}`),
      ],
    };
  }),
  submitted: async (work, _args, input) => {
    const companyId = work.actor.kind === "person" ? work.actor.companyId : "";
    const numbers = (name: string): number[] => (textOf(input, name)?.match(/\d+/g) ?? []).map(Number);
    const [readingsFrom = 0, readingsTo = 0] = numbers("readings");
    const [receiptsBy = 0, dueDay = 0] = numbers("bills");
    const outcome = await changeTerms(work, {
      companyId,
      buildingId: chosenBuilding(choiceOf(input, "building")),
      readingsFrom,
      readingsTo,
      receiptsBy,
      dueDay,
    });
    if (outcome.ok) return { ok: true, text: t("billing.terms.done") };
    return refusedAt(outcome, { "bad-terms": "bills", "due-day-by-law": "bills" });
  },
};
