import { priceDigits, quantityDigits } from "../money/decimal.ts";
import { type Fraction, fraction, rounded } from "../money/fraction.ts";
import type { Rounding } from "../money/rounding.ts";

/** How a company's money is counted. */
export interface MoneyRules {
  /** Digits after the point of the currency. */
  digits: number;
  rounding: Rounding;
}

/**
 * Price × quantity × part, exactly, in minor units.
 *
 * @param price millionths of the main unit for one whole quantity
 * @param quantity thousandths
 * @param part of the month, such as 15 of 31 days
 */
export const exactAmount = (
  price: bigint,
  quantity: bigint,
  { digits }: MoneyRules,
  part: Fraction = whole,
): Fraction => {
  const minor = digits - priceDigits - quantityDigits;
  const numerator = price * quantity * part.numerator;
  return minor >= 0
    ? fraction(numerator * tens(minor), part.denominator)
    : fraction(numerator, part.denominator * tens(-minor));
};

/** The same, rounded: what a line of a receipt says. */
export const amountOf = (price: bigint, quantity: bigint, money: MoneyRules, part?: Fraction): bigint =>
  rounded(exactAmount(price, quantity, money, part), money.rounding);

const whole = fraction(1n);

const powers = Array.from(
  { length: priceDigits + quantityDigits + 1 },
  (_none, digits) => 10n ** BigInt(digits),
);

const tens = (digits: number): bigint => powers[digits] ?? 10n ** BigInt(digits);
