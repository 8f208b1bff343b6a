import { currencyDigits } from "../../core/billing/money/currency.ts";
import { priceDigits, quantityDigits } from "../../core/billing/money/decimal.ts";
import type { VolumeReason } from "../../core/billing/volumes.ts";
import type { PaperLine, PaperReading } from "../../core/receipts/receipt-paper.ts";
import { registerWord } from "../meters/words.ts";
import { joined, plain, type Text, t } from "../text.ts";
import {
  areaText,
  dayParam,
  measuredText,
  moneyText,
  monthText,
  percentText,
  priceText,
  quantityText,
} from "./words.ts";

interface Explained {
  currency: string;
  readings: readonly PaperReading[];
}

/** Why a line is what it is, sentence by sentence: the formula with its numbers, where they come from, whose tariff. */
export const explainLine = (line: PaperLine, about: Explained): Text[] => [
  ...formulaOf(line, about),
  ...(line.inputs.volume && line.formula === "volume" ? volumeOf(line, line.inputs.volume, about) : []),
  ...(line.inputs.houseReason && line.formula === "house"
    ? volumeOf(line, line.inputs.houseReason, about)
    : []),
  ...countedOf(line),
  ...daysOf(line),
  ...discountOf(line, about),
  ...tariffOf(line),
  ...againOf(line, about),
];

/** What the formula gives, before a privilege; of a recalculation the right sum, not the difference. */
const resultOf = ({ inputs, amount }: PaperLine): bigint => inputs.full ?? inputs.after ?? amount;

const formulaOf = (line: PaperLine, { currency }: Explained): Text[] => {
  const { formula, inputs, quantity, price, measure } = line;
  // A recalculation may be of several lines; the formula of one of them would not make up their sum.
  if (line.recalculates !== undefined && !fits(line, currency)) return [];
  const full = moneyText(resultOf(line), currency);
  switch (formula) {
    case "area":
    case "resident":
    case "unit":
    case "volume":
      return quantity === null || price === null
        ? []
        : [
            t(`receipts.why.${formula}`, {
              quantity: inputs.area === undefined ? measuredText(quantity, measure) : areaText(inputs.area),
              price: priceText(price),
              part: partOf(line),
              amount: full,
            }),
          ];
    case "house":
      return houseOf(line, full, currency);
    case "invoice":
      return [
        t("receipts.why.invoice", {
          total: moneyText(inputs.shared ?? 0n, currency),
          ...shareOf(line),
          amount: full,
        }),
      ];
    case "extra":
      return [t("receipts.why.extra"), ...becauseOf(line)];
    case "privilege":
      return [];
  }
};

/** Measured volumes are shared out themselves; the others are multiplied by the part of the month. */
const isPartOfMonth = ({ formula, inputs: { days, ofDays } }: PaperLine): boolean =>
  formula !== "volume" && days !== undefined && ofDays !== undefined;

const partOf = (line: PaperLine): Text => {
  const { days = 0, ofDays = 0 } = line.inputs;
  return isPartOfMonth(line) ? t("receipts.why.part", { days, ofDays }) : plain("");
};

/** Whether the formula makes up the line, but for a minor unit that a split has moved. */
const fits = (line: PaperLine, currency: string): boolean => {
  const { quantity, price, inputs } = line;
  if (quantity === null || price === null || line.formula === "house") return true;
  const [days, ofDays] = isPartOfMonth(line) ? [inputs.days ?? 1, inputs.ofDays ?? 1] : [1, 1];
  const minor = 10n ** BigInt(quantityDigits + priceDigits - currencyDigits(currency)) * BigInt(ofDays);
  const off = resultOf(line) * minor - quantity * price * BigInt(days);
  return (off < 0n ? -off : off) <= minor + minor / 2n;
};

const houseOf = ({ inputs, price, measure }: PaperLine, amount: Text, currency: string): Text[] => {
  const { house = 0n, individual = 0n, carried = 0n } = inputs;
  const volume = house - individual + carried;
  return [
    t(carried === 0n ? "receipts.why.house-volume" : "receipts.why.house-carried", {
      house: quantityText(house),
      individual: quantityText(individual),
      carried: quantityText(carried),
      volume: measuredText(volume, measure),
    }),
    t("receipts.why.house-share", {
      volume: measuredText(volume, measure),
      price: priceText(price ?? 0n),
      shared: moneyText(inputs.shared ?? 0n, currency),
      ...shareOf({ inputs } as PaperLine),
      amount,
    }),
  ];
};

/** This account's part of what the house shares. */
const shareOf = ({ inputs }: Pick<PaperLine, "inputs">) => {
  const { share = 0n, ofShares = 0n, basis = "area" } = inputs;
  const shown = (value: bigint): Text => (basis === "area" ? areaText(value) : plain(String(value)));
  return { share: shown(share), of: shown(ofShares), basis: t(`receipts.why.basis.${basis}`) };
};

const volumeOf = (line: PaperLine, reason: VolumeReason, about: Explained): Text[] => [
  ...originOf(line, reason, about),
  ...usedIn(line),
  ...(reason.settles
    ? [
        t("receipts.why.settles", {
          months: joined(", ", ...reason.settles.months.map(monthText)),
          volume: measuredText(reason.settles.volume, line.measure),
        }),
      ]
    : []),
];

const originOf = (line: PaperLine, reason: VolumeReason, { readings }: Explained): Text[] => {
  const { previous, current, months, factor, norm } = reason;
  switch (reason.origin) {
    case "readings":
      return previous && current
        ? [
            t("receipts.why.readings", {
              current: quantityText(current.value),
              currentDay: dayParam(current.day),
              previous: quantityText(previous.value),
              previousDay: dayParam(previous.day),
              meter: meterOf(reason, readings),
            }),
          ]
        : [t("receipts.why.several"), ...readingsIn(reason, readings)];
    case "average":
      return months === undefined
        ? [t("receipts.why.average-before")]
        : [
            t("receipts.why.average", { months: joined(", ", ...months.map(monthText)) }),
            ...readingsIn(reason, readings),
          ];
    case "norm":
      return [
        t(factor === undefined ? "receipts.why.norm" : "receipts.why.norm-denied", {
          factor: quantityText(BigInt(factor ?? 1000)),
        }),
        ...(norm
          ? [
              t("receipts.why.norm-each", {
                norm: measuredText(norm.each, line.measure),
                people: quantityText(norm.residents),
              }),
            ]
          : []),
      ];
    case "none":
      return [];
  }
};

const meterOf = ({ readingIds }: VolumeReason, readings: readonly PaperReading[]): Text => {
  const reading = readings.find(({ id }) => readingIds?.includes(id));
  return reading ? registerWord({ ...reading, place: null }, reading.zone) : plain("");
};

const readingsIn = ({ readingIds = [] }: VolumeReason, readings: readonly PaperReading[]): Text[] =>
  readings
    .filter(({ id }) => readingIds.includes(id))
    .map((reading) =>
      t("receipts.why.reading", {
        meter: registerWord({ ...reading, place: null }, reading.zone),
        value: quantityText(reading.value),
        day: dayParam(reading.day),
      }),
    );

/** Where the unit changed hands before it was read: how much of the use belongs to the line's month. */
const usedIn = ({ inputs: { ofMonth }, measure }: PaperLine): Text[] =>
  ofMonth
    ? [
        t("receipts.why.of-month", {
          month: monthText(ofMonth.month),
          volume: measuredText(ofMonth.used, measure),
        }),
      ]
    : [];

const countedOf = ({ inputs: { counted } }: PaperLine): Text[] =>
  counted === undefined ? [] : [t(`receipts.why.counted-${counted}`)];

const daysOf = ({ inputs: { days, ofDays, from, to } }: PaperLine): Text[] =>
  days === undefined || ofDays === undefined
    ? []
    : [t("receipts.why.days", { days, count: ofDays, from: dayParam(from ?? ""), to: dayParam(to ?? "") })];

const discountOf = (
  { inputs: { discount, full, after }, amount }: PaperLine,
  { currency }: Explained,
): Text[] =>
  discount === undefined
    ? []
    : [
        t("receipts.why.discount", {
          percent: percentText(discount),
          full: moneyText(full ?? amount, currency),
          amount: moneyText(after ?? amount, currency),
        }),
      ];

const tariffOf = ({ tariff }: PaperLine): Text[] =>
  tariff
    ? [
        tariff.to === null
          ? t("receipts.why.tariff", { from: dayParam(tariff.from) })
          : t("receipts.why.tariff-until", { from: dayParam(tariff.from), to: dayParam(tariff.to) }),
      ]
    : [];

const becauseOf = ({ reason }: PaperLine): Text[] =>
  reason === null ? [] : [t("receipts.why.because", { reason: plain(reason) })];

const againOf = (line: PaperLine, { currency }: Explained): Text[] => {
  const { recalculates, inputs } = line;
  const { before, after } = inputs;
  return recalculates === undefined
    ? []
    : [
        t("receipts.why.again", {
          month: monthText(recalculates),
          before: moneyText(before ?? 0n, currency),
          after: moneyText(after ?? 0n, currency),
        }),
        ...becauseOf(line),
      ];
};
