import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { apportion } from "../../../src/core/billing/money/apportion.ts";
import { formatDecimal, parseDecimal } from "../../../src/core/billing/money/decimal.ts";
import { divideRounded } from "../../../src/core/billing/money/rounding.ts";
import { allocate, type OpenDebt } from "../../../src/core/billing/payments/allocate.ts";
import { de } from "../../../src/core/billing/policy/de.ts";
import { ru } from "../../../src/core/billing/policy/ru.ts";
import { amountOf } from "../../../src/core/billing/tariffs/exact-amount.ts";
import { moneyRules } from "../../../src/core/billing/tariffs/money-rules.ts";
import { propertyRuns } from "./property-runs.ts";

const amount = fc.bigInt({ min: 0n, max: 10n ** 12n });

describe("Rounding", () => {
  test("is half away from zero, and half to even where that is asked for", () => {
    expect([5n, -5n, 15n, 14n].map((value) => divideRounded(value, 10n))).toEqual([1n, -1n, 2n, 1n]);
    expect([5n, -5n, 15n, 25n].map((value) => divideRounded(value, 10n, "half-even"))).toEqual([
      0n,
      0n,
      2n,
      2n,
    ]);
  });

  test("is never more than a half away, and the same below zero", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }),
        fc.bigInt({ min: 1n, max: 10n ** 6n }),
        (n, d) => {
          const off = 2n * (n - divideRounded(n, d) * d);
          expect(off <= d && off >= -d).toBe(true);
          expect(divideRounded(-n, d)).toBe(-divideRounded(n, d));
        },
      ),
      propertyRuns,
    );
  });

  test("a currency without a minor unit, and one of thousandths", () => {
    const rules = (currency: string) => moneyRules({ currency, policyPack: "ru" });
    expect(amountOf(1_500_000n, 3_000n, rules("JPY"))).toBe(5n);
    expect(amountOf(1_500_500n, 3_000n, rules("KWD"))).toBe(4_502n);
    expect(["UGX", "XPF", "IQD", "CLF", "CHF"].map((currency) => rules(currency).digits)).toEqual([
      0, 0, 3, 4, 2,
    ]);
    expect(amountOf(145_970_000n, -1_440n, rules("RUB"))).toBe(-21_020n);
  });

  test("of a receipt's line is what the policy pack says, away from zero in every one that there is", () => {
    for (const policyPack of ["ru", "de", "us", "generic"]) {
      const rules = moneyRules({ currency: "EUR", policyPack });
      expect(amountOf(24_490_000n, 50_500n, rules)).toBe(123_675n);
      expect(amountOf(24_490_000n, -50_500n, rules)).toBe(-123_675n);
      expect(amountOf(24_410_000n, 50_500n, { ...rules, rounding: "half-even" })).toBe(123_270n);
    }
  });
});

describe("Apportionment", () => {
  test("makes the whole of its parts, each next to its exact share", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }),
        fc.array(fc.bigInt({ min: 0n, max: 10n ** 7n }), { minLength: 1, maxLength: 40 }),
        (whole, weights) => {
          const parts = apportion(whole, weights);
          const all = weights.reduce((sum, weight) => sum + weight, 0n);
          if (all === 0n) {
            expect(parts.every((part) => part === 0n)).toBe(true);
            return;
          }
          expect(parts.reduce((sum, part) => sum + part, 0n)).toBe(whole);
          for (const [at, part] of parts.entries()) {
            const off = part * all - whole * (weights[at] ?? 0n);
            expect(off < all && off > -all).toBe(true);
          }
        },
      ),
      propertyRuns,
    );
  });
});

describe("Allocation", () => {
  const debt: fc.Arbitrary<OpenDebt> = fc.record({
    receiptId: fc.uuid(),
    month: fc.constantFrom("2026-01", "2026-02", "2026-03", "2026-04"),
    principal: amount,
    penalty: amount,
  });

  test("is never more than the payment or a debt, and nothing is lost", () => {
    fc.assert(
      fc.property(
        amount,
        fc.uniqueArray(debt, { maxLength: 8, selector: ({ receiptId }) => receiptId }),
        fc.constantFrom(ru.allocation, de.allocation),
        fc.record({ month: fc.constantFrom(null, "2026-02", "2026-09"), penalty: fc.boolean() }),
        (paid, debts, order, named) => {
          const { parts, advance } = allocate(paid, debts, order, named);
          expect(parts.reduce((sum, part) => sum + part.amount, advance)).toBe(paid);
          for (const { receiptId, target, amount: part } of parts) {
            const owed = debts.find((one) => one.receiptId === receiptId)?.[target] ?? 0n;
            expect(part > 0n && part <= owed).toBe(true);
          }
          const owed = debts.reduce((sum, one) => sum + one.principal + one.penalty, 0n);
          expect(advance).toBe(paid > owed ? paid - owed : 0n);
        },
      ),
      propertyRuns,
    );
  });

  test("what the payer named comes first", () => {
    const debts = [
      { receiptId: "a", month: "2026-01", principal: 100n, penalty: 10n },
      { receiptId: "b", month: "2026-02", principal: 100n, penalty: 20n },
    ];
    const said = (parts: readonly { receiptId: string; target: string; amount: bigint }[]) =>
      parts.map(({ receiptId, target, amount: part }) => `${receiptId}.${target}=${part}`).join(" ");
    expect(said(allocate(120n, debts, ru.allocation, { month: "2026-02" }).parts)).toBe(
      "b.principal=100 a.principal=20",
    );
    expect(said(allocate(25n, debts, ru.allocation, { penalty: true }).parts)).toBe(
      "a.penalty=10 b.penalty=15",
    );
    expect(said(allocate(125n, debts, de.allocation).parts)).toBe(
      "a.penalty=10 a.principal=100 b.penalty=15",
    );
  });
});

describe("Decimals", () => {
  test("are read as people write them, and written back", () => {
    expect(parseDecimal("1 234,567", 3)).toBe(1_234_567n);
    expect(parseDecimal("−1.5", 3)).toBe(-1_500n);
    expect(parseDecimal("45.0050", 6)).toBe(45_005_000n);
    for (const wrong of ["", "1,2,3", "1.0005", "abc", "1e3", "--1", "1234567890123"])
      expect(parseDecimal(wrong, 3)).toBe(null);
    fc.assert(
      fc.property(
        fc.bigInt({ min: 1n - 10n ** 12n, max: 10n ** 12n - 1n }),
        fc.integer({ min: 0, max: 6 }),
        (value, digits) => {
          expect(parseDecimal(formatDecimal(value, digits), digits)).toBe(value);
        },
      ),
      propertyRuns,
    );
  });
});
