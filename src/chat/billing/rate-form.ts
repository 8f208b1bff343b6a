import { parseDecimal, percentDigits } from "../../core/billing/money/decimal.ts";
import { referencesOf, setReferenceRate } from "../../core/billing/penalties/set-reference-rate.ts";
import { choiceOf, textOf } from "../answers.ts";
import type { Form } from "../form.ts";
import { t } from "../text.ts";
import { forTariffs } from "./for-tariffs.ts";
import { refusedAt } from "./words.ts";

/** A central bank's rate from a day on, which penalties are reckoned by. */
export const rateForm: Form = {
  id: "billing.rate",
  title: t("billing.rate.title"),
  submit: t("billing.account.submit"),
  open: forTariffs(async ({ tx }, companyId) => {
    const { policyPack } = await tx.company.findUniqueOrThrow({ where: { id: companyId } });
    const references = referencesOf(policyPack);
    const [first] = references;
    if (!first) return { ok: false, text: t("billing.rate.none") };
    return {
      ok: true,
      fields: [
        {
          name: "name",
          label: t("billing.rate.name"),
          input: {
            kind: "choice",
            initial: first,
            options: references.map((value) => ({ value, label: t(`billing.rate.names.${value}`) })),
          },
        },
        { name: "from", label: t("billing.rate.from"), input: { kind: "date", earliest: "2000-01-01" } },
        { name: "rate", label: t("billing.rate.rate"), input: { kind: "text", maxLength: 10 } },
      ],
    };
  }),
  submitted: async (work, _args, input) => {
    const typed = (textOf(input, "rate") ?? "").replace("%", "");
    const rate = parseDecimal(typed, percentDigits);
    const outcome = await setReferenceRate(work, {
      companyId: work.actor.kind === "person" ? work.actor.companyId : "",
      name: choiceOf(input, "name") ?? "",
      from: textOf(input, "from") ?? "",
      rate: rate === null ? Number.NaN : Number(rate),
    });
    if (outcome.ok) return { ok: true, text: t("billing.rate.done") };
    return refusedAt(outcome, { "bad-rate": "rate", "bad-date": "from" });
  },
};
