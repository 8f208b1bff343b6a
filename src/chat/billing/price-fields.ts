import type { Day } from "../../core/billing/calendar.ts";
import { parseDecimal, priceDigits, quantityDigits } from "../../core/billing/money/decimal.ts";
import { textOf } from "../answers.ts";
import type { FormInput } from "../event.ts";
import type { Field, FormResult } from "../form.ts";
import { type Text, t } from "../text.ts";
import { dayTyped } from "./typed-dates.ts";
import { billingRefusal, dayShown, dayText } from "./words.ts";

export interface TypedPrice {
  /** Millionths of the main unit; null where nothing was typed. */
  price: bigint | null;
  from: Day;
  /** Thousandths. */
  norm: bigint | null;
}

/** What was typed for a price, or what is to be corrected of it. */
export const priceTyped = (
  input: FormInput,
): { ok: true; typed: TypedPrice } | Extract<FormResult, { ok: false }> => {
  const typed = textOf(input, "price")?.trim() ?? "";
  const price = typed === "" ? null : parseDecimal(typed, priceDigits);
  if (typed !== "" && price === null) return wrong("price", "bad-price");
  const saidNorm = textOf(input, "norm")?.trim() ?? "";
  const norm = saidNorm === "" ? null : parseDecimal(saidNorm, quantityDigits);
  if (saidNorm !== "" && (norm === null || norm < 0n)) return wrong("norm", "bad-number");
  return { ok: true, typed: { price, from: dayTyped(textOf(input, "from") ?? ""), norm } };
};

const wrong = (field: string, code: string): Extract<FormResult, { ok: false }> => ({
  ok: false,
  field,
  text: billingRefusal({ ok: false, code }),
});

export const priceField = (hint: Text): Field => text("price", hint, { optional: true });

export const fromField = (initial: Day, such: Day): Field =>
  text("from", t("billing.tariff.from-hint", { next: dayText(such) }), {
    input: { kind: "text", maxLength: 20, initial: dayShown(initial) },
  });

export const normField: Field = {
  name: "norm",
  label: t("billing.tariff.norm"),
  hint: t("billing.tariff.norm-hint"),
  optional: true,
  input: { kind: "text", maxLength: 20 },
};

const text = (name: "price" | "from", hint: Text, more: Partial<Field>): Field => ({
  name,
  label: t(`billing.tariff.${name}`),
  hint,
  input: { kind: "text", maxLength: 20 },
  ...more,
});
