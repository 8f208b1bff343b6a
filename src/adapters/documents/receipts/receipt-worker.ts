import { parentPort } from "node:worker_threads";
import { createTranslator } from "../../../chat/translator.ts";
import { localesFolder } from "../../../package-paths.ts";
import { receiptPdf } from "./receipt-pdf.ts";
import type { ReceiptAnswer, ReceiptTask } from "./receipt-pool.ts";

const { translate } = createTranslator(localesFolder);

parentPort?.on("message", ({ id, papers, language }: ReceiptTask) => {
  receiptPdf(papers, language, translate).then(
    (pdf) => {
      const bytes = new Uint8Array(pdf);
      answer({ id, bytes }, [bytes.buffer]);
    },
    (error: unknown) => answer({ id, error: String(error instanceof Error ? error.stack : error) }),
  );
});

const answer = (given: ReceiptAnswer, move: ArrayBuffer[] = []): void => parentPort?.postMessage(given, move);
