import { parseDecimal } from "../../core/billing/money/decimal.ts";
import { addCost } from "../../core/costs/add-cost.ts";
import { priceDigitsOf } from "../../core/requests/settings.ts";
import type { Work } from "../../core/work/work.ts";
import { choiceOf, textOf } from "../answers.ts";
import type { Form } from "../form.ts";
import { t } from "../text.ts";

/** Staff note what a piece of work or material cost. args[0]: the request. */
export const costForm: Form = {
  id: "cost.add",
  title: t("costs.form.title"),
  submit: t("costs.form.submit"),
  open: async ({ tx, actor }) =>
    actor.kind === "person" && actor.roles.length > 0
      ? {
          ok: true,
          fields: [
            {
              name: "kind",
              label: t("costs.form.kind"),
              input: {
                kind: "choice",
                initial: "labour",
                options: (["labour", "material"] as const).map((value) => ({
                  value,
                  label: t(`costs.kind.${value}`),
                })),
              },
            },
            {
              name: "title",
              label: t("costs.form.what"),
              input: { kind: "text", minLength: 2, maxLength: 200 },
            },
            amountField("quantity", 3),
            amountField("price", await priceDigitsOf(tx, actor.companyId)),
          ],
        }
      : { ok: false, text: t("costs.refusal.forbidden") },
  submitted: async (work, [requestId = ""], input) => {
    const outcome = await addCost(work, {
      requestId,
      kind: choiceOf(input, "kind") === "material" ? "material" : "labour",
      title: textOf(input, "title") ?? "",
      quantity: Number(parseDecimal(textOf(input, "quantity") ?? "", 3) ?? 0),
      price: parseDecimal(textOf(input, "price") ?? "", await digitsOf(work)) ?? -1n,
    });
    return outcome.ok
      ? { ok: true, text: t("costs.added") }
      : { ok: false, text: t(`costs.refusal.${outcome.code}`) };
  },
};

const digitsOf = async ({ tx, actor }: Work): Promise<number> =>
  actor.kind === "person" ? priceDigitsOf(tx, actor.companyId) : 2;

const amountField = (name: "quantity" | "price", decimals: number) => ({
  name,
  label: t(`costs.form.${name}`),
  hint: t(`costs.form.${name}-hint`),
  input: { kind: "text", maxLength: 20 } as const,
  validate: (value: { kind: string; text?: string }) =>
    value.kind === "text" && parseDecimal(value.text ?? "", decimals) === null
      ? t(`costs.refusal.bad-${name}`)
      : undefined,
});
