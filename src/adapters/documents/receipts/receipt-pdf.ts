import { purposeText } from "../../../chat/receipts/pay-view.ts";
import { monthText } from "../../../chat/receipts/words.ts";
import { type Text, type Translate, t } from "../../../chat/text.ts";
import { type PaymentQr, paymentQr } from "../../../core/receipts/payment-qr.ts";
import type { ReceiptPaper } from "../../../core/receipts/receipt-paper.ts";
import { bytesOf, newPaper } from "../paper.ts";
import { attachSwissBill } from "./attach-swiss-bill.ts";
import { drawReceipt } from "./draw-receipt.ts";
import { receiptPen } from "./receipt-pen.ts";

/** One or more receipts as a PDF in a language, each beginning on a page of its own. */
export const receiptPdf = async (
  papers: readonly ReceiptPaper[],
  language: string,
  translate: Translate,
): Promise<Buffer> => {
  const say = (text: Text): string => translate(text, language);
  const [first] = papers;
  const title = say(t("receipts.paper.title", { month: monthText(first?.receipt.month ?? "2000-01") }));
  const paper = newPaper(title, language);
  const pen = receiptPen(paper);
  for (const each of papers) {
    const qr = qrOf(each, translate);
    drawReceipt(pen, each, qr, say);
    if (qr?.ok && qr.standard === "swiss") await attachSwissBill(pen, qr.payment);
  }
  pen.ink.finish();
  return bytesOf(paper);
};

/** What is still owed of the receipt goes into its code, so that nobody pays twice; what is paid has none. */
const qrOf = (paper: ReceiptPaper, translate: Translate): PaymentQr | null => {
  const { receipt, company, requisites, accountNumber, owed, address, unit } = paper;
  if (owed === 0n) return null;
  const purpose = purposeText({ accountNumber, month: receipt.month, address, unit: unit.number });
  return paymentQr(requisites, {
    amount: owed < receipt.total ? owed : receipt.total,
    currency: company.currency,
    accountNumber,
    month: receipt.month,
    purpose: translate(purpose, company.language),
  });
};
