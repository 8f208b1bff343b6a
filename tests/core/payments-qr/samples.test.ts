import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { qrBoxes } from "../../../src/adapters/documents/qr-boxes.ts";
import { qrPng, swissQrPng } from "../../../src/adapters/documents/receipts/qr-png.ts";
import { decodeGost } from "../../../src/core/payments-qr/decode-gost.ts";
import { encodeGost } from "../../../src/core/payments-qr/encode-gost.ts";
import { decodeEpc, encodeEpc } from "../../../src/core/payments-qr/epc.ts";
import { decodeSwiss, encodeSwiss } from "../../../src/core/payments-qr/swiss.ts";
import { scanQr } from "../../support/scan-qr.ts";
import { sharedExamples, skippedWithoutShared } from "../../support/shared-examples.ts";

interface Sample {
  id: string;
  payload_text: string;
  payload_base64?: string;
  payload_bytes?: number;
  valid?: boolean;
  expected: Record<string, unknown>;
}

interface Samples {
  gost_r_56042: Sample[];
  epc069_12: Sample[];
  swiss_qr: Sample[];
}

const samples = sharedExamples<Samples>("finance/payment-qr-samples.json");
const titled = (of: readonly Sample[] | undefined) =>
  (of ?? []).map((sample) => [sample.id, sample] as const);

const codePage = (said: unknown): string =>
  ({ cp1251: "windows-1251", koi8r: "koi8-r" })[String(said)] ?? String(said);
const minorOf = (said: unknown): bigint | null =>
  said === undefined || said === null ? null : BigInt(Number(said));

describe.skipIf(!samples)(`payment QR codes of others${skippedWithoutShared}`, () => {
  it.each(titled(samples?.gost_r_56042))("GOST R 56042: %s", (_, sample) => {
    const { payload_base64: base64, payload_text: text, payload_bytes: size, expected } = sample;
    const bytes = base64 ? Buffer.from(base64, "base64") : Buffer.from(text);
    expect(bytes).toHaveLength(size ?? bytes.length);
    const decoded = decodeGost(bytes);
    if (expected.sum_error !== undefined) {
      expect(decoded).toMatchObject({ ok: false, code: "wrong-sum" });
      return;
    }
    expect(decoded).toMatchObject({
      ok: true,
      value: {
        version: expected.version,
        declared: codePage(expected.declared_encoding),
        read: codePage(expected.decoded_with),
        separator: expected.separator,
        fields: expected.fields,
        missing: expected.missing_required,
        sum: minorOf(expected.sum_minor),
        accountKeyFits: expected.account_control_key_valid,
      },
    });
  });

  it.each(titled(samples?.epc069_12))("EPC069-12: %s", (_, { payload_text: text, expected }) => {
    expect(Buffer.byteLength(text)).toBe(expected.payload_bytes_utf8);
    expect(decodeEpc(text)).toMatchObject({
      ok: true,
      value: {
        version: expected.version,
        characterSet: expected.character_set,
        identification: expected.identification,
        bic: expected.bic,
        name: expected.name,
        iban: expected.iban,
        ibanFits: expected.iban_mod97_valid,
        amount: minorOf(expected.amount_minor),
        purpose: expected.purpose,
        reference: expected.structured_reference,
        remittance: expected.unstructured_remittance,
        information: expected.information,
      },
    });
  });

  it.each(titled(samples?.swiss_qr))("Swiss QR-bill: %s", (_, { payload_text: text, expected }) => {
    const party = (prefix: "cr" | "db") => ({
      name: expected[`${prefix}_name`],
      street: expected[`${prefix}_street`] ?? "",
      zip: expected[`${prefix}_zip`],
      city: expected[`${prefix}_city`],
      country: expected[`${prefix}_country`],
    });
    expect(text.split("\n")).toHaveLength(Number(expected.line_count));
    expect(decodeSwiss(text)).toMatchObject({
      ok: true,
      value: {
        iban: expected.iban,
        ibanFits: expected.iban_mod97_valid,
        isQrIban: expected.is_qr_iban,
        creditor: party("cr"),
        ...(expected.db_type ? { debtor: party("db") } : {}),
        amount: expected.amount === undefined ? null : BigInt(String(expected.amount).replace(".", "")),
        currency: expected.currency,
        referenceType: expected.ref_type,
        reference: expected.reference ?? "",
        referenceFits: expected.reference_valid,
        billInformation: expected.bill_info ?? "",
      },
    });
  });
});

/** The code as a receipt's page has it: boxes, here on a picture instead of paper. */
const drawnOnPaper = (text: string): Promise<Buffer> => {
  const side = 400;
  const boxes = qrBoxes(text, 0, 0, side).map(
    ({ x, y, width, height }) => `M${x} ${y}h${width}v${height}h${-width}z`,
  );
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}"><rect width="100%" height="100%" fill="#fff"/><path d="${boxes.join("")}"/></svg>`;
  return sharp(Buffer.from(svg)).resize(800).png().toBuffer();
};

/** Our encoders write one line and cut nothing, so spaces at the ends are all that may get lost. */
const trimmed = (fields: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(fields).map(([field, value]) => [field, value.trim()]));

/** Other generators write keys in any case. */
const inOurSpelling = (fields: Readonly<Record<string, string>>): Record<string, string> => {
  const ours = ["Name", "PersonalAcc", "BankName", "BIC", "CorrespAcc", "Sum", ...Object.keys(shapes)];
  return Object.fromEntries(
    Object.entries(fields).map(([field, value]) => [
      ours.find((known) => known.toLowerCase() === field.toLowerCase()) ?? field,
      value,
    ]),
  );
};

/** By the standard, said apart from the code. */
const shapes: Readonly<Record<string, RegExp>> = {
  PayeeINN: /^(\d{10}|\d{12})$/,
  KPP: /^\d{9}$/,
  TechCode: /^(0[1-9]|1[0-5])$/,
};

describe.skipIf(!samples)(
  `the payments of others, written by us and read from our pictures${skippedWithoutShared}`,
  () => {
    it.each(titled(samples?.gost_r_56042.filter(({ valid }) => valid !== false)))(
      "GOST R 56042: %s",
      async (_, sample) => {
        const { payload_base64: base64, payload_text: text } = sample;
        const decoded = decodeGost(base64 ? Buffer.from(base64, "base64") : Buffer.from(text));
        if (!decoded.ok) throw new Error(decoded.code);
        const { fields, sum } = decoded.value;
        const {
          Name = "",
          PersonalAcc = "",
          BankName = "",
          BIC = "",
          CorrespAcc = "",
          Sum: _sum,
          ...further
        } = inOurSpelling(fields);
        const payee = { Name, PersonalAcc, BankName, BIC, CorrespAcc };
        const encoded = encodeGost({ ...payee, ...(sum === null ? {} : { sum }), further });
        const wrong = Object.keys(further).filter(
          (field) => shapes[field]?.test(further[field] ?? "") === false,
        );
        // What no bank could have issued is named, not written.
        if (wrong.length > 0) {
          expect(encoded).toMatchObject({ ok: false, params: { field: wrong[0] } });
          return;
        }
        if (!encoded.ok) throw new Error(JSON.stringify(encoded));
        for (const picture of [await qrPng(encoded.value), await drawnOnPaper(encoded.value)])
          expect(decodeGost(await scanQr(picture))).toMatchObject({
            ok: true,
            value: {
              declared: "utf-8",
              read: "utf-8",
              fields: trimmed(inOurSpelling(fields)),
              sum,
              missing: [],
            },
          });
      },
    );

    it.each(titled(samples?.epc069_12))("EPC069-12: %s", async (_, sample) => {
      const decoded = decodeEpc(sample.payload_text);
      if (!decoded.ok) throw new Error(decoded.code);
      const { amount, ...payment } = decoded.value;
      const encoded = encodeEpc({ ...payment, ...(amount === null ? {} : { amount }) });
      if (!encoded.ok) throw new Error(JSON.stringify(encoded));
      for (const picture of [await qrPng(encoded.value), await drawnOnPaper(encoded.value)])
        expect(decodeEpc((await scanQr(picture)).toString())).toEqual({
          ok: true,
          value: { ...payment, amount, version: "002", characterSet: "1" },
        });
    });

    it.each(titled(samples?.swiss_qr))("Swiss QR-bill: %s", async (_, sample) => {
      const decoded = decodeSwiss(sample.payload_text);
      if (!decoded.ok) throw new Error(decoded.code);
      const { amount, currency, ...payment } = decoded.value;
      const encoded = encodeSwiss({
        ...payment,
        currency: currency === "EUR" ? "EUR" : "CHF",
        ...(amount === null ? {} : { amount }),
      });
      if (!encoded.ok) throw new Error(JSON.stringify(encoded));
      expect(decodeSwiss((await scanQr(await swissQrPng(encoded.value))).toString())).toEqual({
        ok: true,
        value: { ...payment, currency, amount, billInformation: "" },
      });
    });
  },
);
