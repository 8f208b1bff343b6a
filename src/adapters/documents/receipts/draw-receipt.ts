import { dayText } from "../../../chat/billing/words.ts";
import { registerWord } from "../../../chat/meters/words.ts";
import { nothingText } from "../../../chat/receipts/bill-view.ts";
import { stoppedTexts } from "../../../chat/receipts/explain-penalty.ts";
import { requisiteRows } from "../../../chat/receipts/pay-view.ts";
import {
  areaText,
  bareMoneyText,
  dayParam,
  measureText,
  moneyText,
  monthText,
  quantityText,
  receiptNumber,
} from "../../../chat/receipts/words.ts";
import { plain, type Text, t } from "../../../chat/text.ts";
import { stoppedDays } from "../../../core/receipts/paper-penalties.ts";
import { namesAccount, type PaymentQr } from "../../../core/receipts/payment-qr.ts";
import type { ReceiptPaper } from "../../../core/receipts/receipt-paper.ts";
import { colours } from "../paper.ts";
import { qrBoxes } from "../qr-boxes.ts";
import { inner, margin, type ReceiptPen } from "./receipt-pen.ts";
import { readingRows, recalculatedTexts, serviceRows } from "./receipt-rows.ts";

type Say = (text: Text) => string;

const qrSize = 128;
const noteSize = 8;
/** Room for a note of two lines. */
const noteHeight = 20;

/** A receipt from the top of a new page: who, whom, what to pay with its QR, the services, the readings. */
export const drawReceipt = (pen: ReceiptPen, paper: ReceiptPaper, qr: PaymentQr | null, say: Say): void => {
  pen.newPage();
  const { receipt, address, unit, accountNumber } = paper;
  pen.continues = say(
    t("receipts.paper.continued", {
      number: receiptNumber(receipt),
      account: accountNumber,
      place: t("receipts.paper.place", { address: plain(address), unit: unit.number }),
    }),
  );
  drawHead(pen, paper, say);
  drawPayment(pen, paper, qr, say);
  drawServices(pen, paper, say);
  drawReadings(pen, paper, say);
  pen.need(40);
  pen.y = pen.write(say(t("receipts.paper.foot")), {
    x: margin,
    y: pen.y + 4,
    width: inner,
    size: noteSize,
    soft: true,
  });
};

const drawHead = (
  pen: ReceiptPen,
  { receipt, company, address, unit, accountNumber, holders }: ReceiptPaper,
  say: Say,
): void => {
  const half = inner * 0.6;
  const title = t("receipts.paper.title", { month: monthText(receipt.month) });
  pen.write(say(title), { x: margin, y: pen.y, width: half, size: 15, bold: true });
  pen.write(
    say(t("receipts.paper.number", { number: receiptNumber(receipt), day: dayParam(receipt.issued ?? "") })),
    {
      x: margin + half,
      y: pen.y + 4,
      width: inner - half,
      size: 8.5,
      soft: true,
      align: "right",
    },
  );
  pen.y += 24;
  pen.y = pen.write(company.name, { x: margin, y: pen.y, width: inner, size: 9.5, soft: true }) + 4;
  pen.rule();
  const place = t("receipts.paper.place", { address: plain(address), unit: unit.number });
  pen.y = pen.write(say(place), { x: margin, y: pen.y, width: inner, size: 11, bold: true });
  const facts = [
    t("receipts.paper.account", { number: accountNumber }),
    ...(unit.area === null ? [] : [t("receipts.paper.area", { area: areaText(unit.area) })]),
    ...(holders && holders.length > 0 ? [t("receipts.paper.holders", { names: holders.join(", ") })] : []),
  ];
  pen.y = pen.write(facts.map(say).join(" · "), { x: margin, y: pen.y + 2, width: inner }) + 8;
};

/** The sum, whom it is paid to, and on the right the code that a bank's app reads. */
const drawPayment = (pen: ReceiptPen, paper: ReceiptPaper, qr: PaymentQr | null, say: Say): void => {
  const { receipt, company, requisites, owed } = paper;
  const top = pen.y;
  const shown = qr?.ok && qr.standard !== "swiss";
  const width = shown ? inner - qrSize - 12 : inner;
  const sums = [
    ["charged", receipt.charged],
    ["debt", receipt.debtBefore],
    ["penalty", receipt.penaltyBefore + receipt.penalty],
    ["advance", -receipt.advanceBefore],
  ] as const;
  pen.ink.box({ x: margin, y: top, width, height: 46 }, colours.tint);
  const due =
    receipt.due && receipt.total > 0n
      ? t("receipts.paper.pay-by", { day: dayParam(receipt.due) })
      : t("receipts.paper.pay");
  pen.write(say(due), { x: margin + 10, y: top + 8, width: width - 20, size: 9, soft: true });
  const total = say(moneyText(receipt.total, company.currency));
  pen.write(total, { x: margin + 10, y: top + 20, width: width - 20, size: 17, bold: true });
  const made = sums
    .filter(([name, minor]) => name === "charged" || minor !== 0n)
    .map(
      ([name, minor]) =>
        `${say(t(`receipts.bill.field.${name}`))}: ${say(moneyText(minor, company.currency))}`,
    );
  pen.y = pen.write(made.join("  ·  "), { x: margin, y: top + 52, width }) + 4;
  for (const text of stoppedTexts(stoppedDays(receipt, paper.penalties)))
    pen.y = pen.write(say(text), { x: margin, y: pen.y, width }) + 4;
  if (receipt.total <= 0n) {
    const nothing = nothingText(receipt, company.currency);
    pen.y = pen.write(say(nothing), { x: margin, y: pen.y, width, bold: true }) + 4;
  } else if (owed < receipt.total) {
    const left =
      owed > 0n
        ? t("receipts.bill.left", { sum: moneyText(owed, company.currency) })
        : t("receipts.bill.paid");
    pen.y = pen.write(say(left), { x: margin, y: pen.y, width, bold: true }) + 4;
  }
  if (!namesAccount(requisites)) {
    pen.y = pen.write(say(t("receipts.paper.no-requisites")), { x: margin, y: pen.y, width }) + 10;
    return;
  }
  for (const [label, value] of requisiteRows(requisites)) {
    const beneath = pen.write(say(label), { x: margin, y: pen.y, width: 106, soft: true });
    const below = pen.write(value, { x: margin + 110, y: pen.y, width: width - 110 });
    pen.y = Math.max(beneath, below);
  }
  if (shown) {
    const x = margin + inner - qrSize;
    pen.ink.box({ x, y: top, width: qrSize, height: qrSize }, colours.paper);
    pen.ink.boxes(qrBoxes(qr.text, x, top, qrSize), colours.black);
    const caption = pen.write(say(t("receipts.paper.scan")), {
      x,
      y: top + qrSize,
      width: qrSize,
      size: 7.5,
      soft: true,
    });
    pen.y = Math.max(pen.y, caption);
  } else if (qr && !qr.ok && qr.standard !== null) {
    pen.y = pen.write(say(t("receipts.paper.no-qr")), {
      x: margin,
      y: pen.y,
      width,
      size: noteSize,
      soft: true,
    });
  }
  pen.y += 10;
};

const drawServices = (pen: ReceiptPen, paper: ReceiptPaper, say: Say): void => {
  const widths = [0.29, 0.11, 0.08, 0.12, 0.14, 0.13, 0.13].map((share) => share * inner);
  const heads = ["service", "volume", "measure", "tariff", "charged", "again", "total"];
  const { rows, marks } = serviceRows(paper, say);
  const { currency } = paper.company;
  const money = (minor: bigint): string => say(bareMoneyText(minor, currency));
  const again = paper.lines
    .filter(({ recalculates }) => recalculates)
    .reduce((sum, { amount }) => sum + amount, 0n);
  pen.table(
    heads.map((head, at) => ({
      head: say(t(`receipts.paper.column.${head}`, { currency: { sign: currency } })),
      width: widths[at] ?? 0,
      align: at === 0 || at === 2 ? ("left" as const) : ("right" as const),
    })),
    rows,
    [
      say(t("receipts.paper.sum")),
      "",
      "",
      "",
      money(paper.receipt.charged - again),
      again === 0n ? "" : money(again),
      money(paper.receipt.charged),
    ],
  );
  const notes = [...marks.map((mark) => t(`receipts.paper.mark.${mark}`)), ...recalculatedTexts(paper)];
  for (const note of notes) {
    pen.need(noteHeight);
    pen.y = pen.write(say(note), { x: margin, y: pen.y, width: inner, size: noteSize, soft: true });
  }
  pen.y += 6;
};

const drawReadings = (pen: ReceiptPen, paper: ReceiptPaper, say: Say): void => {
  const rows = readingRows(paper);
  if (rows.length === 0) return;
  const widths = [0.37, 0.23, 0.23, 0.17].map((share) => share * inner);
  const shown = (reading: { value: bigint; day: string } | null): string =>
    reading ? `${say(quantityText(reading.value))} (${say(dayText(reading.day))})` : "—";
  pen.table(
    ["meter", "before", "now", "used"].map((head, at) => ({
      head: say(t(`receipts.paper.column.${head}`)),
      width: widths[at] ?? 0,
      align: at === 0 ? ("left" as const) : ("right" as const),
    })),
    rows.map(({ kind, serial, zone, before, now, used, measure }) => [
      say(registerWord({ kind, serial, place: null }, zone)),
      shown(before),
      shown(now),
      used === null ? "—" : `${say(quantityText(used))} ${say(measureText(measure))}`,
    ]),
  );
};
