import { type BoundTerms, boundTerms } from "../../core/billing/settings/bound-terms.ts";
import { changeTerms } from "../../core/billing/settings/change-terms.ts";
import { settingsOf } from "../../core/billing/settings/settings-of.ts";
import { choiceOf, textOf } from "../answers.ts";
import type { Field, Form } from "../form.ts";
import { type Text, t } from "../text.ts";
import { buildingField, chosenBuilding } from "./building-field.ts";
import { forTariffs } from "./for-tariffs.ts";
import { dayText, refusedAt } from "./words.ts";

/** When readings are taken, and when bills go out and are due. */
export const termsForm: Form = {
  id: "billing.terms",
  title: t("billing.terms.title"),
  submit: t("billing.account.submit"),
  open: forTariffs(async (work, companyId) => {
    const known = await settingsOf(work.tx, companyId, null);
    const bound = await boundTerms(work, companyId);
    const field = (name: string, initial: string, hint = t(`billing.terms.${name}-hint`)): Field => ({
      name,
      label: t(`billing.terms.${name}`),
      hint,
      input: { kind: "text", maxLength: 60, initial },
    });
    const { receiptsBy, dueDay } = bound?.inForce
      ? { receiptsBy: Math.min(known.receiptsBy, bound.receiptsBy), dueDay: bound.dueDay }
      : known;
    return {
      ok: true,
      fields: [
        await buildingField(work, companyId),
        field("readings", `${known.readingsFrom}–${known.readingsTo}`),
        field("bills", `${receiptsBy}, ${dueDay}`, bound ? boundHint(bound) : undefined),
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
    return refusedAt(outcome, { "bad-terms": "bills", "bound-terms": "bills" });
  },
};

const boundHint = ({ from, receiptsBy: by, dueDay: day }: BoundTerms): Text =>
  t("billing.terms.bound-hint", { from: dayText(from), by, day });
