import type { Data } from "swissqrbill/types";
import type { SwissParty, SwissPayment } from "../../../core/payments-qr/swiss.ts";
import { page } from "../paper.ts";
import type { ReceiptPen } from "./receipt-pen.ts";

/** The payment part is 105 mm high and stands at the page's lower edge. */
const slipHeight = (105 / 25.4) * 72;

/** What swissqrbill takes. Its amount is a number; two decimals below a thousand millions are exact in print. */
const swissData = ({ iban, creditor, debtor, amount, currency, reference, message }: SwissPayment): Data => ({
  creditor: { account: iban, ...party(creditor) },
  currency,
  ...(amount === undefined ? {} : { amount: Number(amount) / 100 }),
  ...(debtor ? { debtor: party(debtor) } : {}),
  ...(reference ? { reference } : {}),
  ...(message ? { message } : {}),
});

const party = ({ name, street, buildingNumber, zip, city, country }: SwissParty) => ({
  name,
  address: street,
  ...(buildingNumber ? { buildingNumber } : {}),
  zip,
  city,
  country,
});

/** Puts the Swiss QR-bill below the receipt, on a page of its own where there is no room. */
export const attachSwissBill = async (pen: ReceiptPen, payment: SwissPayment): Promise<void> => {
  const { SwissQRBill } = await import("swissqrbill/pdf");
  if (pen.y > page.height - slipHeight - 10) pen.newPage(pen.continues);
  pen.ink.dry();
  new SwissQRBill(swissData(payment), { language: "EN" }).attachTo(pen.paper, 0, page.height - slipHeight);
};
