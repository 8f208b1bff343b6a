import { describe, expect, it } from "vitest";
import { qrPng, swissQrPng } from "../../../src/adapters/documents/receipts/qr-png.ts";
import { decodeGost } from "../../../src/core/payments-qr/decode-gost.ts";
import { decodeEpc } from "../../../src/core/payments-qr/epc.ts";
import { decodeSwiss } from "../../../src/core/payments-qr/swiss.ts";
import { askedRequisites, requisitesKind } from "../../../src/core/receipts/asked-requisites.ts";
import { type PaymentQr, paymentQr, type Requisites } from "../../../src/core/receipts/payment-qr.ts";
import { requisitesFit } from "../../../src/core/receipts/requisites-fit.ts";
import { samplePaper } from "../../adapters/documents/receipts/sample-paper.ts";
import { scanQr } from "../../support/scan-qr.ts";

const { requisites } = samplePaper();

const payable = {
  amount: 123_405n,
  currency: "EUR",
  accountNumber: "100045",
  month: "2031-03",
  purpose: "Account 100045, March 2031",
};

const scan = async (qr: PaymentQr): Promise<Buffer> => {
  if (!qr.ok) throw new Error(`no code: ${JSON.stringify(qr)}`);
  const picture = qr.standard === "swiss" ? await swissQrPng(qr.text) : await qrPng(qr.text);
  return scanQr(picture);
};

const swiss: Requisites = {
  ...requisites,
  country: "CH",
  name: "Verwaltung Seefeld",
  iban: "CH4431999123000889012",
  street: "Seestrasse",
  house: "7",
  postalCode: "8008",
  town: "Zürich",
};

describe("the payment QR of a building's country", () => {
  it("is GOST R 56042 in Russia, as a scanner reads it", async () => {
    const purpose = "Л/с 100045, оплата ЖКУ за март 2031";
    const qr = paymentQr(requisites, { ...payable, currency: "RUB", purpose });
    expect(decodeGost(await scan(qr))).toMatchObject({
      ok: true,
      value: {
        declared: "utf-8",
        sum: 123_405n,
        missing: [],
        accountKeyFits: true,
        fields: { Purpose: purpose, PersAcc: "100045", PaymPeriod: "032031", KPP: "770701001" },
      },
    });
  });

  it("needs nothing that the form of its country doesn't ask", () => {
    const euro = { ...swiss, country: "DE", iban: "DE89370400440532013000", bic: "COBADEFFXXX" };
    for (const [known, currency] of [
      [requisites, "RUB"],
      [swiss, "CHF"],
      [{ ...swiss, country: "LI" }, "EUR"],
      [euro, "EUR"],
    ] as const) {
      const { name, country } = known;
      const asked = askedRequisites(requisitesKind(country, currency));
      const typed = Object.fromEntries(Object.keys(known).map((key) => [key, null]));
      for (const field of asked) typed[field] = known[field] as never;
      expect(requisitesFit({ ...(typed as unknown as Requisites), name, country }, currency)).toEqual({
        fit: "yes",
      });
    }
    expect(askedRequisites(requisitesKind("US", "USD"))).toContain("account");
  });

  it("is none where the code doesn't know the currency: a right number would be another sum", () => {
    const none = { ok: false, standard: null };
    expect(paymentQr(swiss, { ...payable, currency: "RUB" })).toEqual(none);
    expect(paymentQr({ ...swiss, country: "LI" }, { ...payable, currency: "USD" })).toEqual(none);
    expect(paymentQr(requisites, payable)).toEqual(none);
    expect(paymentQr(requisites, { ...payable, currency: "RUB" })).toMatchObject({ standard: "gost" });
    for (const currency of ["CHF", "EUR"])
      expect(paymentQr(swiss, { ...payable, currency })).toMatchObject({ ok: true, payment: { currency } });
  });

  it("is EPC069-12 where euros are paid", async () => {
    const german = {
      ...requisites,
      country: "DE",
      name: "Lindenhof",
      iban: "DE89370400440532013000",
      bic: "COBADEFFXXX",
    };
    const read = decodeEpc((await scan(paymentQr(german, payable))).toString());
    expect(read).toMatchObject({
      ok: true,
      value: { amount: 123_405n, iban: "DE89370400440532013000", remittance: payable.purpose },
    });
  });

  it("cuts what is paid for to what an EPC code takes, in bytes as in letters", async () => {
    const baltic = {
      ...requisites,
      country: "LV",
      name: "Ж".repeat(70),
      iban: "DE89370400440532013000",
      bic: null,
    };
    const purpose = `Лицевой счёт 100045, ${"улица Большая Строительная, ".repeat(6)}`;
    const qr = paymentQr(baltic, { ...payable, purpose });
    const text = (await scan(qr)).toString();
    const read = decodeEpc(text);
    const remittance = read.ok ? read.value.remittance : "";
    expect(purpose.startsWith(remittance)).toBe(true);
    // Two bytes a letter: one more would not go in.
    expect(Buffer.byteLength(text)).toBeGreaterThan(331 - 3);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(331);
    const short = paymentQr({ ...baltic, name: "Lindenhof" }, { ...payable, purpose: "x".repeat(200) });
    expect(short.ok && decodeEpc(short.text)).toMatchObject({ value: { remittance: "x".repeat(140) } });
  });

  it("is the Swiss QR-bill in Switzerland, with a reference where the account asks for one", async () => {
    const read = decodeSwiss((await scan(paymentQr(swiss, { ...payable, currency: "CHF" }))).toString());
    expect(read).toMatchObject({
      ok: true,
      value: {
        amount: 123_405n,
        referenceType: "QRR",
        referenceFits: true,
        currency: "CHF",
        message: payable.purpose,
      },
    });
  });

  it("says what keeps it from being made, and leaves the sum out when nothing is owed", () => {
    expect(paymentQr({ ...requisites, bic: null }, { ...payable, currency: "RUB" })).toMatchObject({
      ok: false,
      standard: "gost",
      field: "BIC",
    });
    expect(paymentQr({ ...requisites, country: "US" }, { ...payable, currency: "USD" })).toEqual({
      ok: false,
      standard: null,
    });
    const free = paymentQr(requisites, { ...payable, amount: 0n });
    expect(free.ok && free.text).not.toContain("Sum=");
  });
});
