import { isMonth } from "../../../core/billing/calendar.ts";
import { currencyDigits } from "../../../core/billing/money/currency.ts";
import { parseDecimal } from "../../../core/billing/money/decimal.ts";
import type { RecordedPayment } from "../../../core/billing/payments/post-payment.ts";
import type { Work } from "../../../core/work/work.ts";
import type { PaymentMethod } from "../../../database/types.ts";
import { monthTyped } from "../../billing/typed-dates.ts";
import type { FieldInput } from "../../event.ts";
import type { Field } from "../../form.ts";
import { joined, type Text, t } from "../../text.ts";
import { moneyText, monthText, refusalText } from "../words.ts";

const methods = ["bank", "cash", "card", "other"] as const satisfies PaymentMethod[];

/** Money that was paid before these days is not taken by hand. */
const earliest = "2000-01-01";

export const sumField: Field = {
  name: "sum",
  label: t("receipts.payments.field.sum"),
  hint: t("receipts.payments.field.sum-hint"),
  input: { kind: "text", maxLength: 20 },
};

export const textField = (name: "payer" | "note" | "reason", optional: boolean): Field => ({
  name,
  label: t(`receipts.payments.field.${name}`),
  optional,
  input: { kind: "text", maxLength: 300 },
});

const monthOfText = (given: FieldInput): Text | undefined =>
  given.kind === "text" && !isMonth(monthTyped(given.text)) ? refusalText({ code: "bad-month" }) : undefined;

/** Which field a refusal is about. */
export const fieldOf = {
  "bad-amount": "sum",
  "date-ahead": "date",
  "bad-date": "date",
  "bad-month": "month",
  "looks-taken": "twice",
};

/** Today, unless it came on another day. */
export const dateField = (today: string): Field => ({
  name: "date",
  label: t("receipts.payments.field.date"),
  input: { kind: "date", earliest, initial: today },
});

export const methodField: Field = {
  name: "method",
  label: t("receipts.payments.field.method"),
  input: {
    kind: "choice",
    initial: "bank",
    options: methods.map((value) => ({ value, label: t(`receipts.payments.method.${value}`) })),
  },
};

export const monthField: Field = {
  name: "month",
  label: t("receipts.payments.field.month"),
  hint: t("receipts.payments.field.month-hint"),
  optional: true,
  input: { kind: "text", maxLength: 10 },
  validate: monthOfText,
};

export const penaltyField: Field = {
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
};

/** What is typed has no number by which the same payment would be known for sure. */
export const twiceField: Field = {
  name: "twice",
  label: t("receipts.payments.field.twice"),
  input: {
    kind: "choice",
    initial: "ask",
    options: ["ask", "another"].map((value) => ({ value, label: t(`receipts.payments.twice-${value}`) })),
  },
};

export interface Money {
  amount: bigint | null;
  currency: string;
}

/** An amount as it was typed, in the company's money; null: it is none. */
export const moneyOf = async (work: Work, companyId: string, text: string | null): Promise<Money> => {
  const { currency } = await work.tx.company.findUniqueOrThrow({ where: { id: companyId } });
  const amount = parseDecimal(text ?? "", currencyDigits(currency));
  return { currency, amount: amount !== null && amount > 0n ? amount : null };
};

/** Which months' debts and penalties the money has paid, and what is paid ahead. */
export const whereItWent = async (
  work: Work,
  { currency }: Money,
  { parts, advance }: Pick<RecordedPayment, "parts" | "advance">,
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
