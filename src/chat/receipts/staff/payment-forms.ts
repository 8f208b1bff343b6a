import { can } from "../../../core/access/policy.ts";
import { recordPayment } from "../../../core/billing/payments/record-payment.ts";
import { refundPayment } from "../../../core/billing/payments/refund-payment.ts";
import { reversePayment } from "../../../core/billing/payments/reverse-payment.ts";
import { newId } from "../../../core/directory/new-id.ts";
import type { Work } from "../../../core/work/work.ts";
import type { PaymentMethod } from "../../../database/types.ts";
import { choiceOf, textOf } from "../../answers.ts";
import { todayOf } from "../../billing/today-of.ts";
import { monthTyped } from "../../billing/typed-dates.ts";
import { dayText, refusedAt } from "../../billing/words.ts";
import type { Field, Form } from "../../form.ts";
import { joined, t } from "../../text.ts";
import { moneyText, refusalText } from "../words.ts";
import {
  dateField,
  fieldOf,
  methodField,
  moneyOf,
  monthField,
  penaltyField,
  sumField,
  textField,
  twiceField,
  whereItWent,
} from "./payment-fields.ts";

/** The accountant takes money by hand. args: the account, and a key under which it is taken once. */
export const addPaymentForm: Form = {
  id: "payments.add",
  title: t("receipts.payments.form.add"),
  submit: t("receipts.payments.submit"),
  open: async (work, [accountId = ""]) => {
    const account = await work.tx.billingAccount.findUnique({ where: { id: accountId } });
    if (!account || !can(work.actor, "payment.record", account))
      return { ok: false, text: refusalText({ code: "forbidden" }) };
    return {
      ok: true,
      intro: t("receipts.payments.account", { number: account.number }),
      fields: [
        sumField,
        dateField((await todayOf(work, account.companyId)).today),
        methodField,
        monthField,
        penaltyField,
        textField("payer", true),
        textField("note", true),
        twiceField,
      ],
    };
  },
  submitted: async (work, [accountId = "", key], input) => {
    const account = await work.tx.billingAccount.findUnique({ where: { id: accountId } });
    if (!account) return { ok: false, text: refusalText({ code: "not-found" }) };
    const money = await moneyOf(work, account.companyId, textOf(input, "sum"));
    if (money.amount === null) return { ok: false, field: "sum", text: refusalText({ code: "bad-amount" }) };
    const month = textOf(input, "month");
    const outcome = await recordPayment(work, {
      accountId,
      amount: money.amount,
      date: textOf(input, "date") ?? "",
      method: choiceOf(input, "method") as PaymentMethod,
      key: `hand:${key ?? newId(work.now)}`,
      forMonth: month === null ? null : monthTyped(month),
      forPenalty: choiceOf(input, "penalty") === "yes",
      payer: textOf(input, "payer"),
      note: textOf(input, "note"),
      sure: choiceOf(input, "twice") === "another",
    });
    if (!outcome.ok) return refusedAt(outcome, fieldOf, refusalText);
    if (!outcome.value.isNew) return { ok: true, text: t("receipts.payments.known") };
    return { ok: true, text: await whereItWent(work, money, outcome.value) };
  },
};

/** Takes back what was no payment. args[0]: the payment. */
export const reversePaymentForm: Form = {
  id: "payments.reverse",
  title: t("receipts.payments.form.reverse"),
  submit: t("receipts.payments.form.reverse"),
  open: async (work, [paymentId = ""]) =>
    openFor(work, paymentId, "payment.reverse", [textField("reason", false)]),
  submitted: async (work, [paymentId = ""], input) => {
    const outcome = await reversePayment(work, { paymentId, reason: textOf(input, "reason") ?? "" });
    return outcome.ok
      ? {
          ok: true,
          text: t(
            outcome.value.waits ? "receipts.payments.did-reverse-waits" : "receipts.payments.did-reverse",
          ),
        }
      : { ok: false, text: refusalText(outcome) };
  },
};

/** Gives money back of what is paid ahead. args: the payment, and a key under which it is given back once. */
export const refundPaymentForm: Form = {
  id: "payments.refund",
  title: t("receipts.payments.form.refund"),
  submit: t("receipts.payments.form.refund"),
  open: async (work, [paymentId = ""]) =>
    openFor(work, paymentId, "payment.refund", [sumField, textField("reason", false)]),
  submitted: async (work, [paymentId = "", key], input) => {
    const payment = await work.tx.payment.findUnique({ where: { id: paymentId } });
    if (!payment) return { ok: false, text: refusalText({ code: "not-found" }) };
    const { amount, currency } = await moneyOf(work, payment.companyId, textOf(input, "sum"));
    if (amount === null) return { ok: false, field: "sum", text: refusalText({ code: "bad-amount" }) };
    const reason = textOf(input, "reason") ?? "";
    const outcome = await refundPayment(work, { paymentId, amount, reason, key: key ?? newId(work.now) });
    if (outcome.ok)
      return {
        ok: true,
        text: t("receipts.payments.did-refund", { left: moneyText(outcome.value.left, currency) }),
      };
    const { advance } = outcome.params ?? {};
    const text = t(`receipts.refusal.${outcome.code}`, {
      ...outcome.params,
      ...(advance === undefined ? {} : { advance: moneyText(BigInt(advance), currency) }),
    });
    return { ok: false, text, field: outcome.code === "no-reason" ? "reason" : "sum" };
  },
};

const openFor = async (
  work: Work,
  paymentId: string,
  act: "payment.reverse" | "payment.refund",
  fields: Field[],
) => {
  const payment = await work.tx.payment.findUnique({ where: { id: paymentId } });
  if (!payment || !can(work.actor, act, payment))
    return { ok: false, text: refusalText({ code: "forbidden" }) } as const;
  const { currency } = await work.tx.company.findUniqueOrThrow({ where: { id: payment.companyId } });
  const intro = joined(" · ", dayText(payment.date), moneyText(payment.amount, currency));
  return { ok: true, intro, fields } as const;
};
