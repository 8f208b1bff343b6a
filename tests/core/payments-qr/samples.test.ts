import { describe, expect, it } from "vitest";
import { decodeGost } from "../../../src/core/payments-qr/decode-gost.ts";
import { decodeEpc } from "../../../src/core/payments-qr/epc.ts";
import { decodeSwiss } from "../../../src/core/payments-qr/swiss.ts";
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

const codePage = { cp1251: "windows-1251", "utf-8": "utf-8", koi8r: "koi8-r" } as Record<string, string>;

describe.skipIf(!samples)(`payment QR codes of others${skippedWithoutShared}`, () => {
  it.each(titled(samples?.gost_r_56042))("GOST R 56042: %s", (_, sample) => {
    const { payload_base64: base64, payload_text: text, payload_bytes: size, expected } = sample;
    const bytes = base64 ? Buffer.from(base64, "base64") : Buffer.from(text);
    expect(bytes).toHaveLength(size ?? bytes.length);
    const decoded = decodeGost(bytes);
    if (sample.valid === false) {
      expect(decoded).toMatchObject({ ok: false, code: "wrong-sum" });
      return;
    }
    expect(decoded).toMatchObject({
      ok: true,
      value: {
        version: expected.version,
        declared: codePage[String(expected.declared_encoding)],
        read: codePage[String(expected.decoded_with)],
        separator: expected.separator,
        fields: expected.fields,
        missing: expected.missing_required,
        sum: expected.sum_minor === undefined ? null : BigInt(Number(expected.sum_minor)),
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
        amount: BigInt(Number(expected.amount_minor)),
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
      street: expected[`${prefix}_street`],
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
