import { can } from "../../../core/access/policy.ts";
import { isMonth } from "../../../core/billing/calendar.ts";
import { currencyDigits } from "../../../core/billing/money/currency.ts";
import { parseDecimal } from "../../../core/billing/money/decimal.ts";
import { recordPayment } from "../../../core/billing/payments/record-payment.ts";
import { refundPayment } from "../../../core/billing/payments/refund-payment.ts";
import { reversePayment } from "../../../core/billing/payments/reverse-payment.ts";
import { newId } from "../../../core/directory/new-id.ts";
import type { Work } from "../../../core/work/work.ts";
import type { PaymentMethod } from "../../../database/types.ts";
import { choiceOf, textOf } from "../../answers.ts";
import { refusedAt } from "../../billing/words.ts";
import type { FieldInput } from "../../event.ts";
import type { Field, Form } from "../../form.ts";
import { joined, plain, type Text, t } from "../../text.ts";
import { moneyText, monthText, refusalText } from "../words.ts";

const methods = ["bank", "cash", "card", "other"] as const satisfies PaymentMethod[];

/** Money that was paid before these days is not taken by hand. */
const earliest = "2000-01-01";

const sumField: Field = {
  name: "sum",
  label: t("receipts.payments.field.sum"),
  hint: t("receipts.payments.field.sum-hint"),
  input: { kind: "text", maxLength: 20 },
};

const textField = (name: "payer" | "note" | "reason", optional: boolean): Field => ({
  name,
  label: t(`receipts.payments.field.${name}`),
  optional,
  input: { kind: "text", maxLength: 300 },
});

const monthOfText = (given: FieldInput): Text | undefined =>
  given.kind === "text" && !isMonth(monthTyped(given.text)) ? refusalText({ code: "bad-month" }) : undefined;

/** Which field a refusal is about. */
const fieldOf = { "bad-amount": "sum", "date-ahead": "date", "bad-date": "date", "bad-month": "month" };

/** "03.2026" and "2026-03" mean the same month. */
const monthTyped = (text: string): string =>
  text
    .trim()
    .replace(
      /^(\d{1,2})[./](\d{4})$/,
      (_, month: string, year: string) => `${year}-${month.padStart(2, "0")}`,
    );

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
        {
          name: "date",
          label: t("receipts.payments.field.date"),
          input: { kind: "date", earliest },
        },
        {
          name: "method",
          label: t("receipts.payments.field.method"),
          input: {
            kind: "choice",
            initial: "bank",
            options: methods.map((value) => ({ value, label: t(`receipts.payments.method.${value}`) })),
          },
        },
        {
          name: "month",
          label: t("receipts.payments.field.month"),
          hint: t("receipts.payments.field.month-hint"),
          optional: true,
          input: { kind: "text", maxLength: 10 },
          validate: monthOfText,
        },
        {
          name: "penalty",
          label: t("receipts.payments.field.penalty"),
          input: {
            kind: "choice",
            initial: "no",
            options: ["no", "yes"].map((value) => ({
              value,
              label: t(`receipts.payments.penalty-${value}`),
            })),
          },
        },
        textField("payer", true),
        textField("note", true),
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
    });
    if (!outcome.ok) return refusedAt(outcome, fieldOf, refusalText);
    if (!outcome.value.isNew) return { ok: true, text: t("receipts.payments.known") };
    return { ok: true, text: await whereItWent(work, money, outcome.value) };
  },
};

interface Money {
  amount: bigint | null;
  currency: string;
}

const moneyOf = async (work: Work, companyId: string, text: string | null): Promise<Money> => {
  const { currency } = await work.tx.company.findUniqueOrThrow({ where: { id: companyId } });
  const amount = parseDecimal(text ?? "", currencyDigits(currency));
  return { currency, amount: amount !== null && amount > 0n ? amount : null };
};

/** Which months' debts and penalties the money has paid, and what is paid ahead. */
const whereItWent = async (
  work: Work,
  { currency }: Money,
  {
    parts,
    advance,
  }: { parts: readonly { receiptId: string; target: string; amount: bigint }[]; advance: bigint },
): Promise<Text> => {
  const receipts = await work.tx.receipt.findMany({
    where: { id: { in: parts.map(({ receiptId }) => receiptId) } },
    select: { id: true, month: true },
  });
  const monthOf = (id: string): Text =>
    monthText(receipts.find((each) => each.id === id)?.month ?? "2000-01");
  return joined(
    "\n",
    t("receipts.payments.taken"),
    ...parts.map(({ receiptId, target, amount }) =>
      t(`receipts.payments.part-${target}`, { month: monthOf(receiptId), sum: moneyText(amount, currency) }),
    ),
    ...(advance > 0n ? [t("receipts.payments.part-advance", { sum: moneyText(advance, currency) })] : []),
  );
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
      ? { ok: true, text: t("receipts.payments.did-reverse") }
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
    return { ok: false, text };
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
  const intro = joined(" · ", plain(payment.date), moneyText(payment.amount, currency));
  return { ok: true, intro, fields } as const;
};
