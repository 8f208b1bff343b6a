import { setInvoice } from "../../core/billing/accounts/account-facts.ts";
import { currencyDigits } from "../../core/billing/money/currency.ts";
import { parseDecimal } from "../../core/billing/money/decimal.ts";
import { monthToFill } from "../../core/billing/month/facts-changed.ts";
import { choiceOf, textOf } from "../answers.ts";
import type { Form } from "../form.ts";
import { t } from "../text.ts";
import { buildingOptions } from "./building-field.ts";
import { forTariffs } from "./for-tariffs.ts";
import { monthTyped } from "./typed-dates.ts";
import { refusedAt, serviceText } from "./words.ts";

/** What a choice of Slack can hold. */
const mostOptions = 100;

/** What a supplier asks of a house for a month: it is shared among the units. */
export const invoiceForm: Form = {
  id: "billing.invoice",
  title: t("billing.invoice.title"),
  submit: t("billing.account.submit"),
  open: forTariffs(async (work, companyId) => {
    const { tx } = work;
    const shared = await tx.tariff.findMany({
      where: { companyId, method: "invoice" },
      select: { serviceId: true },
      distinct: ["serviceId"],
    });
    const services = await tx.service.findMany({
      where: { id: { in: shared.map(({ serviceId }) => serviceId) }, endedAt: null },
      orderBy: { position: "asc" },
      take: mostOptions,
    });
    if (services.length === 0) return { ok: false, text: t("billing.invoice.none") };
    const only = services.length === 1 ? services[0] : undefined;
    return {
      ok: true,
      fields: [
        {
          name: "building",
          label: t("billing.building"),
          input: {
            kind: "choice",
            options: await buildingOptions(work, companyId, mostOptions),
          },
        },
        {
          name: "service",
          label: t("billing.month.column.service"),
          input: {
            kind: "choice",
            ...(only ? { initial: only.id } : {}),
            options: services.map(({ id, names }) => ({ value: id, label: serviceText(names) })),
          },
        },
        {
          name: "month",
          label: t("billing.invoice.month"),
          input: { kind: "text", maxLength: 7, initial: await monthToFill(work, companyId) },
        },
        { name: "amount", label: t("billing.invoice.amount"), input: { kind: "text", maxLength: 20 } },
      ],
    };
  }),
  submitted: async (work, _args, input) => {
    const companyId = work.actor.kind === "person" ? work.actor.companyId : "";
    const company = await work.tx.company.findUnique({ where: { id: companyId } });
    const outcome = await setInvoice(work, {
      buildingId: choiceOf(input, "building") ?? "",
      serviceId: choiceOf(input, "service") ?? "",
      month: monthTyped(textOf(input, "month") ?? ""),
      amount: parseDecimal(textOf(input, "amount") ?? "", currencyDigits(company?.currency ?? "")) ?? -1n,
    });
    if (outcome.ok) return { ok: true, text: t("billing.invoice.done") };
    return refusedAt(outcome, {
      "bad-amount": "amount",
      "bad-month": "month",
      "month-approved": "month",
      "month-published": "month",
    });
  },
};
