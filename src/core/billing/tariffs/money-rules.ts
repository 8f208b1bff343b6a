import { currencyDigits } from "../money/currency.ts";
import { policyPack } from "../policy/policy-pack.ts";
import type { MoneyRules } from "./exact-amount.ts";

/** How a company's receipts are counted: in its currency, rounded as its policy pack says. */
export const moneyRules = (company: { currency: string; policyPack: string }): MoneyRules => ({
  digits: currencyDigits(company.currency),
  rounding: policyPack(company.policyPack).rounding,
});
