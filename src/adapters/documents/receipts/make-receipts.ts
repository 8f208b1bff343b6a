import { billQr, purposeText } from "../../../chat/receipts/pay-view.ts";
import { monthText } from "../../../chat/receipts/words.ts";
import { type Translate, t } from "../../../chat/text.ts";
import { settingsOf } from "../../../core/billing/settings/settings-of.ts";
import type { DocumentFile, DocumentMaker } from "../../../core/documents/make-document.ts";
import { fileName } from "../../../core/files/file-name.ts";
import { billOf } from "../../../core/receipts/bill.ts";
import { accountHistory } from "../../../core/receipts/history.ts";
import { houseReceipts } from "../../../core/receipts/house-receipts.ts";
import { type ReceiptPaper, receiptPapers } from "../../../core/receipts/receipt-paper.ts";
import type { Core } from "../../../core/work/core.ts";
import type { ReceiptPool } from "./receipt-pool.ts";

export interface ReceiptDeps {
  core: Core;
  translate: Translate;
  pool: ReceiptPool;
}

/** Receipts in one file for printing; more are more files. */
const receiptsInFile = 300;
/** Receipts that are drawn by one thread at a time. */
const receiptsAtOnce = 50;

const pdf = (name: string, bytes: Buffer): DocumentFile => ({ name, mime: "application/pdf", bytes });

/** A receipt as a PDF, with names or without. */
export const makeReceipt =
  ({ core, translate, pool }: ReceiptDeps): DocumentMaker =>
  async ({ params, language }) => {
    const [paper] = await receiptPapers(core.database.read, core.vault, [String(params.receiptId)], {
      personal: params.personal === true,
      now: core.clock.now(),
    });
    if (!paper) return { ok: false, refusal: "gone" };
    const name = translate(
      t("receipts.paper.file", { month: monthText(paper.receipt.month), unit: paper.unit.number }),
      language,
    );
    return { ok: true, files: [pdf(fileName(name, "pdf"), await pool.draw([paper], language))] };
  };

/** All receipts of a building's month, for printing: without names, since they go through many hands. */
export const makeBuildingReceipts =
  ({ core, translate, pool }: ReceiptDeps): DocumentMaker =>
  async ({ params, companyId, language, progressed }) => {
    const { read } = core.database;
    const month = String(params.month);
    const receipts = await houseReceipts(read, { companyId, buildingId: String(params.buildingId), month });
    if (receipts.length === 0) return { ok: false, refusal: "empty" };
    const files: DocumentFile[] = [];
    const parts = Math.ceil(receipts.length / receiptsInFile);
    for (let start = 0; start < receipts.length; start += receiptsInFile) {
      const papers: ReceiptPaper[] = [];
      const ids = receipts.slice(start, start + receiptsInFile);
      for (let at = 0; at < ids.length; at += receiptsAtOnce)
        papers.push(
          ...(await receiptPapers(read, core.vault, ids.slice(at, at + receiptsAtOnce), {
            personal: false,
            now: core.clock.now(),
          })),
        );
      const bytes = await pool.draw(papers, language);
      const words = translate(t("receipts.paper.all-file", { month: monthText(month) }), language);
      files.push(pdf(fileName(parts === 1 ? words : `${words} ${files.length + 1}`, "pdf"), bytes));
      await progressed(Math.min(receipts.length, start + receiptsInFile), receipts.length);
    }
    return { ok: true, files };
  };

/** The payment QR of a bill as a picture. */
export const makePayQr =
  ({ core, translate }: ReceiptDeps): DocumentMaker =>
  async ({ params, companyId, language }) => {
    const { read } = core.database;
    const bill = await billOf(read, String(params.receiptId));
    if (!bill) return { ok: false, refusal: "gone" };
    const requisites = await settingsOf(read, companyId, bill.receipt.buildingId);
    const company = await read.company.findUniqueOrThrow({
      where: { id: companyId },
      select: { language: true },
    });
    const qr = billQr(bill, requisites, translate, company.language);
    if (!qr.ok) return { ok: false, refusal: "empty" };
    const { qrPng, swissQrPng } = await import("./qr-png.ts");
    const bytes = qr.standard === "swiss" ? await swissQrPng(qr.text) : await qrPng(qr.text);
    const words = translate(purposeText({ ...bill, month: bill.receipt.month }), language);
    return { ok: true, files: [{ name: fileName(words, "png"), mime: "image/png", bytes }] };
  };

/** An account's last twelve months as a chart. */
export const makeHistory =
  ({ core, translate }: ReceiptDeps): DocumentMaker =>
  async ({ params, companyId, language }) => {
    const { read } = core.database;
    const months = await accountHistory(read, String(params.accountId));
    if (months.length === 0) return { ok: false, refusal: "empty" };
    const { currency } = await read.company.findUniqueOrThrow({ where: { id: companyId } });
    const { historyChart } = await import("./history-chart.ts");
    const bytes = await historyChart(months, currency, language, translate);
    const name = translate(t("receipts.history.title"), language);
    return { ok: true, files: [{ name: fileName(name, "png"), mime: "image/png", bytes }] };
  };
