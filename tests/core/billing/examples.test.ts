import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { addDays, shiftMonth } from "../../../src/core/billing/calendar.ts";
import { openDay } from "../../../src/core/billing/ledger/closed-months.ts";
import { apportion } from "../../../src/core/billing/money/apportion.ts";
import { formatDecimal, parseDecimal } from "../../../src/core/billing/money/decimal.ts";
import { divideRounded, type Rounding } from "../../../src/core/billing/money/rounding.ts";
import { allocate } from "../../../src/core/billing/payments/allocate.ts";
import { penaltySegments, penaltySum } from "../../../src/core/billing/penalties/penalty-of.ts";
import { ru } from "../../../src/core/billing/policy/ru.ts";
import { amountOf } from "../../../src/core/billing/tariffs/exact-amount.ts";
import { packageRoot } from "../../../src/database/package-root.ts";

interface Example {
  id: string;
  title: string;
  input: Record<string, unknown>;
  expected: Record<string, unknown>;
}

/** Beside the repository, or beside its work trees. */
const places = ["../shared", "../../shared"].map((place) =>
  join(packageRoot, place, "finance/billing-examples.json"),
);
const file = process.env.DOMOVOY_BILLING_EXAMPLES ?? places.find((place) => existsSync(place)) ?? "";
const examples = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Example[]) : [];

const decimal = (text: unknown, digits: number): bigint => {
  const value = parseDecimal(String(text), digits);
  if (value === null) throw new Error(`not a number: ${String(text)}`);
  return value;
};
const money = (text: unknown): bigint => decimal(text, 2);
const rouble = (rounding: Rounding = ru.rounding) => ({ digits: 2, rounding });
const line = (quantity: unknown, price: unknown, rounding?: Rounding): number =>
  Number(amountOf(decimal(price, 6), decimal(quantity, 3), rouble(rounding)));
/** Quantity in thousandths × price, unrounded, in main units. */
const product = (quantity: bigint, price: unknown): string => formatDecimal(quantity * decimal(price, 6), 9);
const roundingOf = (said: unknown): Rounding =>
  String(said ?? "").startsWith("HALF_EVEN") ? "half-even" : "half-up";

/** How an example of each shape is worked out; the shape is told by the names of its inputs. */
const solvers: {
  knows: readonly string[];
  solve(input: Record<string, unknown>): Record<string, unknown>;
}[] = [
  {
    knows: ["area_m2", "tariff_per_m2"],
    solve: ({ area_m2, tariff_per_m2, rounding }) => ({
      exact: product(decimal(area_m2, 3), tariff_per_m2),
      amount_minor: line(area_m2, tariff_per_m2, roundingOf(rounding)),
      amount_minor_if_half_even: line(area_m2, tariff_per_m2, "half-even"),
    }),
  },
  {
    knows: ["cases"],
    solve: ({ cases }) => ({
      amount_minor: (cases as { area: string; tariff: string }[]).map(({ area, tariff }) =>
        line(area, tariff),
      ),
    }),
  },
  {
    knows: ["previous", "current", "tariff"],
    solve: ({ previous, current, tariff }) => {
      const volume = decimal(current, 3) - decimal(previous, 3);
      return {
        volume: formatDecimal(volume, 3),
        exact: product(volume, tariff),
        amount_minor: Number(amountOf(decimal(tariff, 6), volume, rouble())),
      };
    },
  },
  {
    knows: ["lines"],
    solve: ({ lines }) => {
      const amounts = (lines as { service: string; qty: string; tariff: string }[]).map(
        ({ service, qty, tariff }) => [service, line(qty, tariff)] as const,
      );
      return {
        line_minor: Object.fromEntries(amounts),
        total_minor: amounts.reduce((sum, [, amount]) => sum + amount, 0),
      };
    },
  },
  {
    knows: ["house_meter_kwh", "sum_individual_kwh"],
    solve: ({ house_meter_kwh, sum_individual_kwh, tariff, areas_m2 }) => {
      const volume = decimal(house_meter_kwh, 3) - decimal(sum_individual_kwh, 3);
      const total = amountOf(decimal(tariff, 6), volume, rouble());
      const weights = (areas_m2 as string[]).map((area) => decimal(area, 2));
      return {
        soi_kwh: formatDecimal(volume, 3, 1),
        total_minor: Number(total),
        allocation_minor: apportion(total, weights).map(Number),
      };
    },
  },
  {
    knows: ["total", "shares"],
    solve: ({ total, shares }) => {
      const parts = (shares as string[]).map((share) => share.split("/").map(BigInt));
      const common = parts.reduce((product, [, of = 1n]) => product * of, 1n);
      const weights = parts.map(([part = 0n, of = 1n]) => (part * common) / of);
      return { minor: apportion(money(total), weights).map(Number) };
    },
  },
  { knows: ["principal", "due_date"], solve: (input) => solvePenalty(input) },
  { knows: ["debts", "payments"], solve: (input) => solveAllocation(input) },
  {
    knows: ["charges", "payment"],
    solve: ({ charges, payment }) => {
      const [first = 0n, second = 0n] = (charges as string[]).map(money);
      const debt = (receiptId: string, principal: bigint) => ({
        receiptId,
        month: receiptId,
        principal,
        penalty: 0n,
      });
      const { advance } = allocate(money(payment), [debt("1", first)], ru.allocation);
      const next = allocate(advance, [debt("2", second)], ru.allocation);
      const paid = next.parts.reduce((sum, { amount }) => sum + amount, 0n);
      return { advance_minor: Number(advance), next_due_minor: Number(second - paid) };
    },
  },
  {
    knows: ["old_tariff", "new_tariff", "months"],
    solve: ({ area, old_tariff, new_tariff, months }) => {
      const [before, after] = [line(area, old_tariff), line(area, new_tariff)];
      return {
        old_minor: before,
        new_minor: after,
        per_month_delta_minor: after - before,
        posted_minor: (months as string[]).reduce((sum) => sum + after - before, 0),
      };
    },
  },
  {
    knows: ["closed_through", "attempt"],
    solve: ({ closed_through, attempt }) => {
      const { date } = attempt as { date: string };
      const open = openDay(date, String(closed_through).slice(0, 7));
      return {
        result: open === date ? "ACCEPT" : "REJECT",
        ...(open === date ? {} : { suggested_period: open.slice(0, 7) }),
      };
    },
  },
];

const solvePenalty = (input: Record<string, unknown>): Record<string, unknown> => {
  const rate = Number(decimal(input.key_rate_on_payment_day ?? input.rate, 6) / 100n);
  const principal = money(input.principal);
  const payments = (input.payments ?? []) as { date: string; amount: string }[];
  let left = principal;
  const paid = payments.map(({ date, amount }) => {
    const part = amount === "rest" ? left : money(amount);
    left -= part;
    return { date, amount: part };
  });
  const until = String(input.paid_on ?? payments.at(-1)?.date);
  const terms = { rules: ru.penalties.default, rateOn: () => rate, rateChanges: () => [], pauses: [] };
  const uncapped = {
    ...terms,
    rules: terms.rules.map((rule) => ({ ...rule, rate: { ...rule.rate, cap: null } })),
  };
  const debt = { due: String(input.due_date), principal, paid };
  const segments = penaltySegments(debt, terms, { until });
  const sum = Number(penaltySum(segments));
  return {
    total_minor: sum,
    total_minor_round_once: sum,
    total_minor_round_per_segment: segments.reduce(
      (total, { exact }) => total + Number(divideRounded(exact.numerator, exact.denominator)),
      0,
    ),
    if_uncapped_16_percent_minor: Number(penaltySum(penaltySegments(debt, uncapped, { until }))),
    ...Object.fromEntries([31, 90, 91].map((day) => [`day${day}`, addDays(debt.due, day)])),
    segments: segments.map(({ fromDay, toDay, days, balance, divisor, exact }) => ({
      day_from: fromDay,
      day_to: toDay,
      days,
      balance_minor: Number(balance),
      divisor,
      exact_minor: formatDecimal(divideRounded(exact.numerator * 1_000_000n, exact.denominator), 6, 6),
      rounded_minor: Number(divideRounded(exact.numerator, exact.denominator)),
    })),
  };
};

const solveAllocation = (input: Record<string, unknown>): Record<string, unknown> => {
  const debts = (input.debts as { period: string; principal: string; penalty: string }[]).map((debt) => ({
    receiptId: debt.period,
    month: debt.period,
    principal: money(debt.principal),
    penalty: money(debt.penalty),
  }));
  const result: Record<string, unknown> = {};
  for (const [at, amount] of (input.payments as string[]).entries()) {
    const { parts, advance } = allocate(money(amount), debts, ru.allocation);
    const said: Record<string, number> = {};
    for (const part of parts) {
      said[`${part.month}.${part.target}`] = Number(part.amount);
      const debt = debts.find(({ receiptId }) => receiptId === part.receiptId);
      if (debt) debt[part.target] -= part.amount;
    }
    if (advance > 0n) said.advance = Number(advance);
    result[`payment${at + 1}_minor`] = said;
  }
  const owed = debts.reduce((sum, { principal, penalty }) => sum + principal + penalty, 0n);
  return { ...result, ar_after_minor: Number(owed) };
};

describe(`worked examples${examples.length > 0 ? "" : ` (skipped: there is no ${places[0]})`}`, () => {
  for (const { id, title, input, expected } of examples) {
    const solver = solvers.find(({ knows }) => knows.every((name) => name in input));
    test(`${id}: ${title}`, () => {
      if (!solver) throw new Error(`no solver knows the inputs ${Object.keys(input).join(", ")}`);
      const solved = solver.solve(input);
      // An example also says what careless reckoning would come to; that nobody works out.
      const right = Object.entries(expected).filter(([name]) => !/^(wrong|naive)_/.test(name));
      expect(solved).toMatchObject(Object.fromEntries(right));
    });
  }
  test("a month has another after it", () => expect(shiftMonth("2026-12", 1)).toBe("2027-01"));
});
