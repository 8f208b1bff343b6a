import { can } from "../../core/access/policy.ts";
import { isMonth } from "../../core/billing/calendar.ts";
import { recalculateMonths } from "../../core/billing/month/recalculate.ts";
import { choiceOf, textOf } from "../answers.ts";
import type { Form } from "../form.ts";
import { joined, t } from "../text.ts";
import { accountTitle } from "./account-title.ts";
import { buildingField, chosenBuilding } from "./building-field.ts";
import { monthTyped } from "./typed-dates.ts";
import { billingRefusal, refusedAt } from "./words.ts";

/** Charges past months anew with what is known now; the argument is an account, where only one is meant. */
export const recalculationForm: Form = {
  id: "billing.recalculation",
  title: t("billing.recalculation.title"),
  submit: t("billing.recalculation.submit"),
  open: async (work, [accountId]) => {
    const { actor } = work;
    if (actor.kind !== "person" || !can(actor, "month.charge", { companyId: actor.companyId }))
      return { ok: false, text: billingRefusal({ ok: false, code: "forbidden" }) };
    const account = accountId
      ? await work.tx.billingAccount.findFirst({ where: { id: accountId, companyId: actor.companyId } })
      : null;
    const month = (name: "from" | "to") => ({
      name,
      label: t(`billing.recalculation.${name}`),
      hint: t("billing.recalculation.month-hint"),
      input: { kind: "text" as const, maxLength: 7 },
    });
    return {
      ok: true,
      intro: account
        ? joined("\n", await accountTitle(work, account), t("billing.recalculation.intro"))
        : t("billing.recalculation.intro"),
      fields: [
        ...(accountId ? [] : [await buildingField(work, actor.companyId)]),
        month("from"),
        month("to"),
        {
          name: "reason",
          label: t("billing.reason"),
          input: { kind: "text", multiline: true, maxLength: 500 },
        },
      ],
    };
  },
  submitted: async (work, [accountId], input) => {
    const companyId = work.actor.kind === "person" ? work.actor.companyId : "";
    const [from, to] = [monthTyped(textOf(input, "from") ?? ""), monthTyped(textOf(input, "to") ?? "")];
    for (const [field, typed] of [
      ["from", from],
      ["to", to],
    ] as const)
      if (!isMonth(typed))
        return {
          ok: false,
          field,
          text: billingRefusal({ ok: false, code: "bad-month", params: { typed } }),
        };
    const outcome = await recalculateMonths(work, {
      companyId,
      buildingId: accountId ? null : chosenBuilding(choiceOf(input, "building")),
      accountId: accountId ?? null,
      from,
      to,
      reason: textOf(input, "reason") ?? "",
    });
    return outcome.ok
      ? { ok: true, text: t("billing.recalculation.ordered", { count: outcome.value.months }) }
      : refusedAt(outcome, { "bad-month": "from", "bad-span": "to", "nothing-published": "from" });
  },
};
