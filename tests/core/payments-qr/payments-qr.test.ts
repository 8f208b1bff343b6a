import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { accountKeyFits } from "../../../src/core/payments-qr/account-key.ts";
import { decodeGost } from "../../../src/core/payments-qr/decode-gost.ts";
import { encodeGost, fitPurpose, type GostPayment } from "../../../src/core/payments-qr/encode-gost.ts";
import { decodeEpc, type EpcPayment, encodeEpc } from "../../../src/core/payments-qr/epc.ts";
import {
  decodeSwiss,
  encodeSwiss,
  qrCheckDigit,
  type SwissPayment,
} from "../../../src/core/payments-qr/swiss.ts";

const runs = Number(process.env.DOMOVOY_RUNS ?? 300);

const gost: GostPayment = {
  Name: "ТСЖ «На Ленина»",
  PersonalAcc: "40702810138250123017",
  BankName: "ПАО СБЕРБАНК",
  BIC: "044525225",
  CorrespAcc: "30101810400000000225",
};

const gostText = (payment: GostPayment): string => {
  const encoded = encodeGost(payment);
  if (!encoded.ok) throw new Error(`${encoded.code} ${JSON.stringify(encoded.params)}`);
  return encoded.value;
};

describe("GOST R 56042", () => {
  it("has the header, the mandatory fields in their order, then the sum and the rest", () => {
    expect(
      gostText({ ...gost, sum: 123456n, further: { PayeeINN: "7707083893", Purpose: "Март  2026" } }),
    ).toBe(
      "ST00012|Name=ТСЖ «На Ленина»|PersonalAcc=40702810138250123017|BankName=ПАО СБЕРБАНК|BIC=044525225|" +
        "CorrespAcc=30101810400000000225|Sum=123456|PayeeINN=7707083893|Purpose=Март 2026",
    );
  });

  it("takes another separator when a value has the usual one, and reads both back", () => {
    const text = gostText({ ...gost, Name: "A|B #1", further: { Purpose: "; both" } });
    expect(text.startsWith("ST00012:Name=A|B #1:")).toBe(true);
    const decoded = decodeGost(Buffer.from(text));
    expect(decoded).toMatchObject({ ok: true, value: { separator: ":", fields: { Name: "A|B #1" } } });
  });

  it("takes an empty sum for one that is left out, as an empty field of any other name", () => {
    const text = gostText({ ...gost, sum: 123456n }).replace("Sum=123456", "KPP=|Sum=");
    expect(decodeGost(Buffer.from(text))).toMatchObject({ ok: true, value: { sum: null, missing: [] } });
    const wrong = decodeGost(Buffer.from(text.replace("Sum=", "Sum=12.5")));
    expect(wrong).toMatchObject({ ok: false, code: "wrong-sum" });
  });

  it("reads back whatever it writes", () => {
    const words = (max: number) => fc.string({ minLength: 1, maxLength: max, unit: "grapheme" });
    const payments = fc.record({
      Name: words(20),
      BankName: words(15),
      sum: fc.bigInt({ min: 1n, max: 10n ** 17n }),
      purpose: words(60),
    });
    fc.assert(
      fc.property(payments, ({ purpose, ...given }) => {
        const encoded = encodeGost({ ...gost, ...given, further: { Purpose: purpose } });
        fc.pre(encoded.ok);
        const text = encoded.ok ? encoded.value : "";
        const decoded = decodeGost(Buffer.from(text));
        const tidy = (said: string) => said.replace(/[\s\p{Cc}]+/gu, " ").trim();
        expect(decoded).toMatchObject({
          ok: true,
          value: { sum: given.sum, missing: [], fields: { Name: tidy(given.Name), BIC: gost.BIC } },
        });
        if (decoded.ok) expect(decoded.value.fields.Purpose ?? "").toBe(tidy(purpose));
      }),
      { numRuns: runs },
    );
  });

  it.each([
    ["missing", "Name", { Name: "" }],
    ["too-long", "Name", { Name: "Я".repeat(161) }],
    ["too-long", "BankName", { BankName: "Я".repeat(46) }],
    ["wrong-shape", "PersonalAcc", { PersonalAcc: "4070281013825012301" }],
    ["wrong-shape", "BIC", { BIC: "04452522X" }],
    ["block-too-long", "Name", { Name: "Я".repeat(120) }],
    ["wrong-shape", "TechCode", { further: { TechCode: "16" } }],
    ["wrong-shape", "Sum", { sum: -1n }],
    ["too-long", "Purpose", { further: { Purpose: "Я".repeat(211) } }],
    ["no-separator", "Purpose", { further: { Purpose: "|#;:^_~{}!$%&()*+,/@" } }],
  ])("says %s of the field %s", (code, field, change) => {
    expect(encodeGost({ ...gost, ...change })).toMatchObject({ ok: false, code, params: { field } });
  });

  it("counts only the mandatory fields into the 300 bytes", () => {
    const block = (name: string) => gostText({ ...gost, Name: name, further: { Purpose: "Я".repeat(200) } });
    const bytes = Buffer.byteLength(gostText({ ...gost, Name: "A" })) - "ST00012|".length;
    expect(() => block("A".repeat(Math.min(160, 301 - bytes)))).not.toThrow();
    expect(() => gostText({ ...gost, BankName: "Я".repeat(45), Name: "Я".repeat(60) })).toThrow(
      "block-too-long",
    );
  });

  it("fits a purpose by characters", () => {
    expect([...fitPurpose(`  ${"Я".repeat(300)}`)]).toHaveLength(210);
    expect(fitPurpose("Квартплата\nза март")).toBe("Квартплата за март");
  });

  it("checks the control key of accounts", () => {
    expect(accountKeyFits("40702810138250123017", "044525225")).toBe(true);
    expect(accountKeyFits("40702810238250123017", "044525225")).toBe(false);
    expect(accountKeyFits("40902830202010056769", "048073601")).toBe(false);
    // Any single digit that is mistyped is noticed.
    fc.assert(
      fc.property(fc.nat(19), fc.integer({ min: 1, max: 9 }), (at, by) => {
        const digits = [..."40702810138250123017"];
        digits[at] = String((Number(digits[at]) + by) % 10);
        expect(accountKeyFits(digits.join(""), "044525225")).toBe(false);
      }),
      { numRuns: runs },
    );
  });
});

describe("EPC069-12", () => {
  const payment: EpcPayment = { name: "Hausverwaltung Lindenhof", iban: "DE89 3704 0044 0532 0130 00" };

  it("writes what it reads, without empty lines at the end", () => {
    const encoded = encodeEpc({ ...payment, amount: 123405n, remittance: "Wohnung 45, März 2026" });
    expect(encoded).toMatchObject({ ok: true });
    const text = encoded.ok ? encoded.value : "";
    expect(text.split("\n")).toEqual([
      "BCD",
      "002",
      "1",
      "SCT",
      "",
      "Hausverwaltung Lindenhof",
      "DE89370400440532013000",
      "EUR1234.05",
      "",
      "",
      "Wohnung 45, März 2026",
    ]);
    expect(decodeEpc(text)).toMatchObject({ ok: true, value: { amount: 123405n, ibanFits: true } });
  });

  it.each(["EUR0", "EUR0.00", "EUR1234567890", "EUR1.234", "EUR1,50", "CHF1.00"])(
    "refuses the amount %s",
    (amount) => {
      const encoded = encodeEpc(payment);
      const lines = encoded.ok ? encoded.value.split("\n") : [];
      lines[7] = amount;
      expect(decodeEpc(lines.join("\n"))).toMatchObject({ ok: false, code: "wrong-amount" });
    },
  );

  it("keeps amounts exact", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 99_999_999_999n }), (amount) => {
        const encoded = encodeEpc({ ...payment, amount });
        expect(encoded.ok && decodeEpc(encoded.value)).toMatchObject({ value: { amount } });
      }),
      { numRuns: runs },
    );
  });

  it.each([
    ["missing", "name", { name: " " }],
    ["too-long", "name", { name: "x".repeat(71) }],
    ["wrong-shape", "iban", { iban: "DE88370400440532013000" }],
    ["wrong-shape", "bic", { bic: "DEUT" }],
    ["wrong-shape", "amount", { amount: 0n }],
    ["wrong-shape", "amount", { amount: 100_000_000_000n }],
    ["wrong-shape", "reference", { reference: "RF19539007547034" }],
    ["both-references", "remittance", { reference: "RF18539007547034", remittance: "x" }],
    ["payload-too-long", "remittance", { remittance: "Я".repeat(140) }],
  ])("says %s of the field %s", (code, field, change) => {
    expect(encodeEpc({ ...payment, ...change })).toMatchObject({ ok: false, code, params: { field } });
  });
});

describe("Swiss QR-bill", () => {
  const payment: SwissPayment = {
    iban: "CH58 0079 1123 0008 8901 2",
    creditor: {
      name: "Verwaltung Seefeld",
      street: "Seestrasse",
      buildingNumber: "7",
      zip: "8008",
      city: "Zürich",
      country: "CH",
    },
    amount: 123405n,
    currency: "CHF",
    message: "Wohnung 45, März 2026",
  };

  it("writes the 31 lines that it reads", () => {
    const encoded = encodeSwiss(payment);
    const text = encoded.ok ? encoded.value : "";
    expect(text.split("\n")).toHaveLength(31);
    expect(decodeSwiss(text)).toMatchObject({
      ok: true,
      value: {
        amount: 123405n,
        referenceType: "NON",
        referenceFits: true,
        creditor: payment.creditor,
        message: payment.message,
      },
    });
  });

  it("asks for the reference that belongs to the account", () => {
    const iban = "CH4431999123000889012";
    const digits = "21000000000313947143000901";
    expect(encodeSwiss({ ...payment, iban })).toMatchObject({ ok: false, params: { field: "reference" } });
    expect(encodeSwiss({ ...payment, iban, reference: `${digits}${qrCheckDigit(digits)}` })).toMatchObject({
      ok: true,
    });
    expect(encodeSwiss({ ...payment, reference: "RF18539007547034" })).toMatchObject({ ok: true });
    expect(encodeSwiss({ ...payment, reference: "210000000003139471430009017" })).toMatchObject({
      ok: false,
    });
  });

  it.each([
    ["wrong-shape", "iban", { iban: "DE89370400440532013000" }],
    // Its check digits fit, and it is too short.
    ["wrong-shape", "iban", { iban: "CH63 0079 1123 0008 8901" }],
    ["wrong-shape", "amount", { amount: 100_000_000_000n }],
    ["wrong-shape", "creditor.country", { creditor: { ...payment.creditor, country: "C1" } }],
    ["missing", "creditor.zip", { creditor: { ...payment.creditor, zip: "" } }],
    ["too-long", "creditor.name", { creditor: { ...payment.creditor, name: "x".repeat(71) } }],
    ["too-long", "message", { message: "x".repeat(141) }],
    ["wrong-shape", "message", { message: "Квартплата" }],
    ["wrong-shape", "creditor.name", { creditor: { ...payment.creditor, name: "ТСЖ" } }],
  ])("says %s of the field %s", (code, field, change) => {
    expect(encodeSwiss({ ...payment, ...change })).toMatchObject({ ok: false, code, params: { field } });
  });
});
