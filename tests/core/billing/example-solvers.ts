import { addDays } from "../../../src/core/billing/calendar.ts";
import { openDay } from "../../../src/core/billing/ledger/closed-months.ts";
import { apportion } from "../../../src/core/billing/money/apportion.ts";
import { currencyDigits } from "../../../src/core/billing/money/currency.ts";
import { formatDecimal, parseDecimal } from "../../../src/core/billing/money/decimal.ts";
import { divideRounded, type Rounding } from "../../../src/core/billing/money/rounding.ts";
import { chargeBuilding } from "../../../src/core/billing/month/charge-building.ts";
import { allocate, type Named } from "../../../src/core/billing/payments/allocate.ts";
import { penaltySegments, penaltySum } from "../../../src/core/billing/penalties/penalty-of.ts";
import type { AllocationStep } from "../../../src/core/billing/policy/pack.ts";
import { ru } from "../../../src/core/billing/policy/ru.ts";
import { amountOf } from "../../../src/core/billing/tariffs/exact-amount.ts";
import type { Price } from "../../../src/core/billing/tariffs/tariff-pieces.ts";
import { capacityOf } from "../../../src/core/meters/meter.ts";
import { usedOver } from "../../../src/core/meters/register-readings.ts";

type Input = Record<string, unknown>;

const decimal = (text: unknown, digits: number): bigint => {
  const value = parseDecimal(String(text), digits);
  if (value === null) throw new Error(`not a number: ${String(text)}`);
  return value;
};
const money = (text: unknown): bigint => decimal(text, 2);

/** The currency's digits and the rounding, where an example says them. */
const rulesOf = ({ rounding, currency }: Input): { digits: number; rounding: Rounding } => ({
  digits: currencyDigits(String(currency ?? "RUB")),
  rounding: /^HALF_EVEN/.test(String(rounding ?? "")) ? "half-even" : ru.rounding,
});

const decimalsOf = (text: unknown): number => /[.,](\d*)$/.exec(String(text))?.[1]?.length ?? 0;

/** Which of the two comes first is nothing to a product; the finer one is taken as the price is. */
const line = (quantity: unknown, price: unknown, input: Input): number => {
  const [coarse, fine] =
    decimalsOf(quantity) > 3 && decimalsOf(price) <= 3 ? [price, quantity] : [quantity, price];
  return Number(amountOf(decimal(fine, 6), decimal(coarse, 3), rulesOf(input)));
};
/** Quantity × price, unrounded, in main units. */
const product = (quantity: bigint, price: unknown): string => formatDecimal(quantity * decimal(price, 6), 12);

/** The first of some words that a text of the input begins with. */
const wordIn = <Word extends string>(input: Input, words: readonly Word[]): Word | undefined =>
  words.find((word) => Object.values(input).some((said) => String(said).toLowerCase().startsWith(word)));

const solveMeter = (input: Input): Input => {
  const [before, after] = [decimal(input.previous, 6), decimal(input.current, 6)];
  const digits = Number(Object.entries(input).find(([name]) => /digits/.test(name))?.[1] ?? 5);
  const reading = (value: bigint) => ({
    id: String(value),
    kind: "monthly" as const,
    day: "2026-03-25",
    month: "2026-03",
    value,
    turned: value < before,
  });
  const volume = usedOver([reading(before), reading(after)], capacityOf(digits) * 1000n);
  const said = formatDecimal(volume, 6);
  return {
    volume: said,
    exact: product(volume, input.tariff),
    amount_minor: line(said, input.tariff, input),
  };
};

const solveHouse = async (input: Input): Promise<Input> => {
  const [house, individual] = [decimal(input.house_meter_kwh, 3), decimal(input.sum_individual_kwh, 3)];
  const areas = (input.areas_m2 as string[]).map((area) => Number(decimal(area, 2)));
  const named = { serviceId: "common", zone: null };
  const price: Price = {
    ...named,
    id: "price",
    method: "house",
    price: decimal(input.tariff, 6),
    norm: null,
    basis: "area",
    negative: wordIn(input, ["carry", "zero", "credit"]) ?? "credit",
    from: "2026-01-01",
    to: null,
    own: true,
    unitKinds: null,
  };
  const charged = await chargeBuilding({
    month: "2026-03",
    money: rulesOf(input),
    units: areas.map((area, at) => ({
      unitId: String(at),
      kind: "apartment",
      area,
      residents: [],
      accounts: [
        { accountId: String(at), opened: "2020-01-01", closed: null, byReading: false, privileges: [] },
      ],
    })),
    holders: new Map(),
    services: [{ serviceId: "common", measured: true, prices: [price] }],
    volumes: {
      units: [{ ...named, unitId: "0", volume: individual, origin: "readings" }],
      house: [{ ...named, volume: house, origin: "readings" }],
    },
    invoices: new Map(),
    carried: [],
  });
  const parts = areas.map((_area, at) => Number(charged.lines.get(String(at))?.[0]?.amount ?? 0n));
  return {
    soi_kwh: formatDecimal(house - individual, 3, 1),
    total_minor: parts.reduce((sum, part) => sum + part, 0),
    allocation_minor: parts,
  };
};

const solveShares = ({ total, shares, ...input }: Input): Input => {
  const parts = (shares as string[]).map((share) => {
    const [part = "", of = "1"] = share.split("/");
    return { part: decimal(part, 6), of: decimal(of, 0) };
  });
  const common = parts.reduce((all, { of }) => all * of, 1n);
  const weights = parts.map(({ part, of }) => (part * common) / of);
  return { minor: apportion(decimal(total, rulesOf(input).digits), weights).map(Number) };
};

const solvePenalty = (input: Input): Input => {
  const percent = (text: unknown): number => Number(decimal(text, 6) / 100n);
  const rate = percent(input.key_rate_on_payment_day ?? input.rate);
  const principal = money(input.principal);
  const payments = (input.payments ?? []) as { date: string; amount: string }[];
  let left = principal;
  const paid = payments.map(({ date, amount }) => {
    const part = amount === "rest" ? left : money(amount);
    left -= part;
    return { date, amount: part };
  });
  const until = String(input.paid_on ?? payments.at(-1)?.date);
  const capped = (cap: number | null) => ({
    rules: ru.penalties.default.map((rule) => ({
      ...rule,
      rate: { ...rule.rate, cap: cap === null || !rule.rate.cap ? null : { ...rule.rate.cap, rate: cap } },
    })),
    rateOn: () => rate,
    rateChanges: () => [],
    pauses: [],
  });
  const known = input.cap_rate === undefined ? 950 : input.cap_rate === null ? null : percent(input.cap_rate);
  const debt = { due: String(input.due_date), principal, paid };
  const segments = penaltySegments(debt, capped(known), { until });
  const sum = Number(penaltySum(segments));
  const roundedOf = ({ exact }: (typeof segments)[number]): number =>
    Number(divideRounded(exact.numerator, exact.denominator));
  return {
    total_minor: sum,
    total_minor_round_once: sum,
    total_minor_round_per_segment: segments.reduce((total, segment) => total + roundedOf(segment), 0),
    if_uncapped_16_percent_minor: Number(penaltySum(penaltySegments(debt, capped(null), { until }))),
    ...Object.fromEntries([1, 30, 31, 90, 91].map((day) => [`day${day}`, addDays(debt.due, day)])),
    segments: segments.map((segment) => ({
      day_from: segment.fromDay,
      day_to: segment.toDay,
      days: segment.days,
      balance_minor: Number(segment.balance),
      divisor: segment.divisor,
      exact_minor: formatDecimal(
        divideRounded(segment.exact.numerator * 1_000_000n, segment.exact.denominator),
        6,
        6,
      ),
      rounded_minor: roundedOf(segment),
    })),
  };
};

/** "DESIGNATION_THEN_PRINCIPAL_OLDEST_FIRST_THEN_PENALTY" in the words of a policy pack. */
const orderOf = (policy: unknown): readonly AllocationStep[] => {
  if (policy === undefined) return ru.allocation;
  return String(policy)
    .split("_THEN_")
    .flatMap((step): AllocationStep[] => {
      if (/^(DESIGNAT|NAMED)/.test(step)) return ["named"];
      if (step.startsWith("PRINCIPAL") || step.startsWith("OLDEST")) return ["principal"];
      return /^(PENALT|COST|INTEREST)/.test(step) ? ["penalty"] : [];
    });
};

type Payment = string | { amount: string; designation?: string | { period?: string; penalty?: boolean } };

const namedIn = (payment: Payment): Named => {
  const said = typeof payment === "string" ? undefined : payment.designation;
  if (said === undefined) return {};
  if (typeof said === "string") return /penalt/i.test(said) ? { penalty: true } : { month: said };
  return { month: said.period ?? null, penalty: said.penalty ?? false };
};

const solveAllocation = (input: Input): Input => {
  const debts = (input.debts as { period: string; principal: string; penalty: string }[]).map((debt) => ({
    receiptId: debt.period,
    month: debt.period,
    principal: money(debt.principal),
    penalty: money(debt.penalty ?? "0"),
  }));
  const result: Input = {};
  for (const [at, payment] of ((input.payments ?? [input.payment]) as Payment[]).entries()) {
    const amount = money(typeof payment === "string" ? payment : payment.amount);
    const { parts, advance } = allocate(amount, debts, orderOf(input.policy), namedIn(payment));
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

const solveAdvance = ({ charges, payment }: Input): Input => {
  const [first = 0n, ...next] = (charges as string[]).map(money);
  const debt = (receiptId: string, principal: bigint) => ({
    receiptId,
    month: receiptId,
    principal,
    penalty: 0n,
  });
  const paid = allocate(money(payment), [debt("1", first)], ru.allocation);
  let left = paid.advance;
  const due = next.map((principal) => {
    const taken = allocate(left, [debt("2", principal)], ru.allocation);
    left = taken.advance;
    return principal - taken.parts.reduce((sum, { amount }) => sum + amount, 0n);
  });
  return { advance_minor: Number(paid.advance), next_due_minor: Number(due[0] ?? 0n) };
};

/** How an example of each shape is worked out; the shape is told by the names of its inputs. */
export const solvers: readonly {
  knows: readonly string[];
  solve(input: Input): Input | Promise<Input>;
}[] = [
  {
    knows: ["area_m2", "tariff_per_m2"],
    solve: ({ area_m2, tariff_per_m2, ...input }) => ({
      exact: product(decimal(area_m2, 6), tariff_per_m2),
      amount_minor: line(area_m2, tariff_per_m2, input),
      amount_minor_if_half_even: line(area_m2, tariff_per_m2, { ...input, rounding: "HALF_EVEN" }),
    }),
  },
  {
    knows: ["cases"],
    solve: ({ cases, ...input }) => ({
      amount_minor: (cases as { area: string; tariff: string }[]).map(({ area, tariff }) =>
        line(area, tariff, input),
      ),
    }),
  },
  { knows: ["previous", "current", "tariff"], solve: solveMeter },
  {
    knows: ["lines"],
    solve: ({ lines, ...input }) => {
      const amounts = (lines as { service: string; qty: string; tariff: string }[]).map(
        ({ service, qty, tariff }) => [service, line(qty, tariff, input)] as const,
      );
      return {
        line_minor: Object.fromEntries(amounts),
        total_minor: amounts.reduce((sum, [, amount]) => sum + amount, 0),
      };
    },
  },
  { knows: ["house_meter_kwh", "sum_individual_kwh"], solve: solveHouse },
  { knows: ["total", "shares"], solve: solveShares },
  { knows: ["principal", "due_date"], solve: solvePenalty },
  { knows: ["debts"], solve: solveAllocation },
  { knows: ["charges", "payment"], solve: solveAdvance },
  {
    knows: ["old_tariff", "new_tariff", "months"],
    solve: ({ area, old_tariff, new_tariff, months, ...input }) => {
      const [before, after] = [line(area, old_tariff, input), line(area, new_tariff, input)];
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
