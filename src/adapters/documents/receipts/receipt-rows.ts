import {
  bareMoneyText,
  lineName,
  measureText,
  moneyText,
  monthText,
  percentText,
  priceText,
  quantityText,
  serviceText,
} from "../../../chat/receipts/words.ts";
import { joined, plain, type Text, t } from "../../../chat/text.ts";
import { measureOf } from "../../../core/meters/meter.ts";
import type { PaperLine, PaperReading, ReceiptPaper } from "../../../core/receipts/receipt-paper.ts";

/** What needs a word below the table: how a volume was found. */
export type Mark = "average" | "norm" | "denied" | "house" | "settled";

const signs: Readonly<Record<Mark, string>> = {
  average: "*",
  norm: "**",
  denied: "†",
  house: "‡",
  settled: "§",
};

interface Row {
  line: PaperLine;
  charged: bigint;
  again: bigint;
}

/** Lines of the same service at the same price are one row; differences of past months stand beside them. */
export const serviceRows = (
  { lines, company, receipt }: ReceiptPaper,
  say: (text: Text) => string,
): { rows: string[][]; marks: Mark[] } => {
  const rows: Row[] = [];
  for (const line of lines) {
    const again = line.recalculates !== undefined;
    const same = again ? rows.find((row) => row.line.serviceId === line.serviceId) : undefined;
    if (same) same.again += line.amount;
    else rows.push({ line, charged: again ? 0n : line.amount, again: again ? line.amount : 0n });
  }
  const marks = new Set<Mark>();
  const money = (minor: bigint): string => say(bareMoneyText(minor, company.currency));
  const drawn = rows.map(({ line, charged, again }) => {
    const mark = markOf(line);
    if (mark) marks.add(mark);
    const counted = line.quantity !== null && line.recalculates === undefined;
    return [
      nameOf(line, receipt.month, say),
      counted ? `${say(quantityText(line.quantity ?? 0n))}${mark ? signs[mark] : ""}` : "",
      counted ? say(measureText(line.measure)) : "",
      line.price === null ? "" : say(priceText(line.price)),
      charged === 0n && again !== 0n ? "" : money(charged),
      again === 0n ? "" : money(again),
      money(charged + again),
    ];
  });
  return { rows: drawn, marks: [...marks] };
};

/** What it is for, and what makes the sum differ from quantity × price. */
const nameOf = (line: PaperLine, month: string, say: (text: Text) => string): string => {
  const { inputs, reason, formula, recalculates } = line;
  const { discount, days, ofDays } = inputs;
  let name = lineName(line, month);
  if (formula === "extra" && reason !== null) return `${say(name)}: ${reason}`;
  if (recalculates !== undefined) return say(name);
  if (days !== undefined && ofDays !== undefined)
    name = t("receipts.paper.for-days", { name, days, count: ofDays });
  if (discount !== undefined)
    name = t("receipts.paper.with-privilege", { name, percent: percentText(discount) });
  return say(name);
};

/** Why past months are charged anew, by services. */
export const recalculatedTexts = ({ lines, company }: ReceiptPaper): Text[] =>
  lines.flatMap(({ recalculates, names, inputs: { before = 0n, after = 0n }, reason }) =>
    recalculates === undefined
      ? []
      : [
          joined(
            " ",
            t("receipts.paper.recalculated", {
              month: monthText(recalculates),
              service: serviceText(names),
              before: moneyText(before, company.currency),
              after: moneyText(after, company.currency),
            }),
            ...(reason === null ? [] : [t("receipts.why.because", { reason: plain(reason) })]),
          ),
        ],
  );

const markOf = ({ formula, inputs }: PaperLine): Mark | null => {
  if (formula === "house") return "house";
  if (formula !== "volume" || !inputs.volume) return null;
  const { origin, factor, settles } = inputs.volume;
  if (origin === "average") return "average";
  if (origin === "norm") return factor === undefined ? "norm" : "denied";
  return settles ? "settled" : null;
};

export interface ReadingRow extends Pick<PaperReading, "kind" | "serial" | "zone"> {
  before: PaperReading | null;
  now: PaperReading | null;
  used: bigint | null;
  measure: string;
}

/** What each register showed before and at the end of the month; estimated ones are not among them. */
export const readingRows = ({ lines, readings }: ReceiptPaper): ReadingRow[] => {
  const measured = new Set(
    lines.flatMap(({ inputs: { volume } }) =>
      volume?.origin === "readings" ? [...(volume.readingIds ?? [])] : [],
    ),
  );
  const byRegister = new Map<string, PaperReading[]>();
  for (const reading of readings.filter(({ id }) => measured.has(id))) {
    const key = `${reading.serial} ${reading.zone}`;
    byRegister.set(key, [...(byRegister.get(key) ?? []), reading]);
  }
  return [...byRegister.values()].flatMap((all) => {
    const sorted = all.toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
    const [before = null] = sorted;
    const now = sorted.length > 1 ? (sorted.at(-1) ?? null) : null;
    if (!before) return [];
    const { kind, serial, zone } = before;
    // A counter that started again from zero shows less than before; its use stands in the table above.
    const used = now && now.value >= before.value ? now.value - before.value : null;
    return [{ kind, serial, zone, before, now, used, measure: measureOf[kind] }];
  });
};
