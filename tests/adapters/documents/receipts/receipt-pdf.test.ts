import { extractText, getDocumentProxy } from "unpdf";
import { afterAll, describe, expect, it } from "vitest";
import { receiptPdf } from "../../../../src/adapters/documents/receipts/receipt-pdf.ts";
import { createReceiptPool } from "../../../../src/adapters/documents/receipts/receipt-pool.ts";
import { createTranslator } from "../../../../src/chat/translator.ts";
import { decodeSwiss } from "../../../../src/core/payments-qr/swiss.ts";
import { paymentQr } from "../../../../src/core/receipts/payment-qr.ts";
import { localesFolder } from "../../../../src/package-paths.ts";
import { printedQr } from "../../../support/printed-qr.ts";
import { samplePaper } from "./sample-paper.ts";

const { translate } = createTranslator(localesFolder);

const read = async (pdf: Buffer) => {
  const { text, totalPages } = await extractText(await getDocumentProxy(new Uint8Array(pdf)), {
    mergePages: true,
  });
  return { pages: totalPages, words: text.replace(/[\s\u00a0\u202f]+/g, " ") };
};

describe("a receipt on paper", () => {
  const pool = createReceiptPool(localesFolder, 2);
  afterAll(() => pool.close());

  it("says all of it in Russian", async () => {
    const { words, pages } = await read(await receiptPdf([samplePaper()], "ru", translate));
    expect(pages).toBe(1);
    for (const part of [
      "Счёт за март 2031",
      "№ 2031-03/45 от 5 апреля 2031 г.",
      "Анна Смирнова",
      "К оплате до 15 апреля 2031 г.",
      "5 738,87 ₽",
      "40702810138250123017",
      "Холодная вода 7,415 м³ 45,67 338,64 -41,40 297,24",
      "180* кВт·ч 6,99 1 258,20",
      "120 (22.02.2031) 127,415 (22.03.2031) 7,415 м³",
      "Замена ключа от домофона",
    ])
      expect(words).toContain(part);
  });

  it("says it in English, and keeps names off the copy without them", async () => {
    const paper = samplePaper({ holders: null });
    const { words } = await read(await receiptPdf([paper], "en", translate));
    expect(words).toContain("Cold water 7.415 m³ 45.67 338.64 -41.40 297.24");
    expect(words).not.toContain("Смирнова");
  });

  it("goes on over the page under its heads, and says which bill goes on", async () => {
    const { lines } = samplePaper();
    const many = samplePaper({
      lines: Array.from({ length: 6 }, (_, at) =>
        lines.map((line) => ({ ...line, serviceId: `${line.serviceId} ${at}` })),
      ).flat(),
    });
    const { words, pages } = await read(await receiptPdf([many, samplePaper()], "en", translate));
    expect(pages).toBe(3);
    expect(
      words.match(/Bill No. 2031-03\/45, account 100045 · г. Рязань, ул. Ленина, 1, unit 45, continued/g),
    ).toHaveLength(1);
    expect(words.match(/Service Volume Unit Price, RUB/g)).toHaveLength(3);
  });

  it("says on which days of its month a plan stopped the whole penalty", async () => {
    const late = { month: "2031-01", charged: 0n, whole: 0n, days: [] };
    const penalties = [
      { ...late, paused: [{ from: "2031-02-16", to: "2031-03-31", reason: "plan" as const }] },
    ];
    const receipt = { ...samplePaper().receipt, penalty: 0n };
    const { words } = await read(await receiptPdf([samplePaper({ receipt, penalties })], "en", translate));
    expect(words).toContain(
      "For late payment nothing is added. From March 1, 2031 to March 31, 2031: a plan to pay in parts was in force.",
    );
    const charged = await read(await receiptPdf([samplePaper({ penalties })], "en", translate));
    expect(charged.words).not.toContain("nothing is added");
  });

  it("says what makes a sum differ from quantity and price, and why a past month is adjusted", async () => {
    const { lines } = samplePaper();
    const [first] = lines;
    if (!first) throw new Error("no line");
    const part = { days: 10, ofDays: 31, from: "2031-03-01", to: "2031-03-10" };
    const changed = samplePaper({
      lines: [
        { ...first, amount: 73_806n, inputs: { area: 5240, discount: 5000, full: 147_611n } },
        { ...first, serviceId: "11", names: { ru: "Лифт", en: "Lift" }, inputs: { area: 5240, ...part } },
        ...lines.slice(1),
      ],
    });
    const { words } = await read(await receiptPdf([changed], "ru", translate));
    expect(words).toContain("помещения, льгота 50 %");
    expect(words).toContain("Лифт, 10 из 31 дня");
    expect(words).toContain(
      "Перерасчёт за февраль 2031, Холодная вода: 338,64 ₽ вместо 380,04 ₽. Причина: Показание передано позже",
    );
  });

  it("asks for nothing where an advance covers all, and says what stays of it", async () => {
    const { receipt } = samplePaper();
    const none = { debtBefore: 0n, penaltyBefore: 0n, penalty: 0n, total: 0n };
    const covered = samplePaper({ receipt: { ...receipt, ...none, advanceBefore: 600_000n }, owed: 0n });
    const { words } = await read(await receiptPdf([covered], "ru", translate));
    expect(words).toContain("Платить не нужно: на счёте остаётся аванс 1 478,63 ₽.");
    expect(words).not.toContain("К оплате до");
    const even = samplePaper({ receipt: { ...receipt, ...none, advanceBefore: 452_137n }, owed: 0n });
    expect((await read(await receiptPdf([even], "en", translate))).words).toContain(
      "all of it was paid ahead",
    );
  });

  it("says that it is not known yet where to pay", async () => {
    const { requisites } = samplePaper();
    const { words } = await read(
      await receiptPdf([samplePaper({ requisites: { ...requisites, account: null } })], "ru", translate),
    );
    expect(words).toContain("Реквизиты для оплаты ещё не внесены.");
    expect(words).not.toContain("QR-код");
  });

  it("never breaks a number, however large it is", async () => {
    const { lines, receipt } = samplePaper();
    const large = samplePaper({
      lines: lines.map((line) => ({ ...line, amount: line.amount * 1_000_000n })),
      receipt: { ...receipt, charged: receipt.charged * 1_000_000n },
    });
    for (const [language, sums] of [
      ["ru", "4 562 770 000,00 -41 400 000,00 4 521 370 000,00"],
      ["en", "4,562,770,000.00 -41,400,000.00 4,521,370,000.00"],
    ] as const)
      expect((await read(await receiptPdf([large], language, translate))).words).toContain(sums);
  });

  it("breaks a word that is wider than its column, and keeps letters of other alphabets", async () => {
    const [line] = samplePaper().lines;
    if (!line) throw new Error("no line");
    const wide = {
      ...line,
      names: { en: "Αβγ Grundstücksverkehrsgenehmigungszuständigkeitsübertragungsverordnung й" },
    };
    const { words } = await read(await receiptPdf([samplePaper({ lines: [wide] })], "en", translate));
    expect(words.replaceAll(" ", "")).toContain("Αβγ");
    expect(words).toContain("ü");
    expect(words).toContain("й");
  });

  it("says that it is paid, and shows no code then", async () => {
    const paid = await receiptPdf([samplePaper({ owed: 0n })], "en", translate);
    const { words } = await read(paid);
    expect(words).toContain("It is paid. Thank you!");
    expect(words).not.toContain("Scan it");
    const some = await read(await receiptPdf([samplePaper({ owed: 100_000n })], "en", translate));
    expect(some.words).toContain("Left to pay now: RUB 1,000.00");
  });

  const swissPaper = (iban: string, owed: bigint) => {
    const { receipt, requisites, company } = samplePaper();
    return samplePaper({
      receipt: { ...receipt, total: owed },
      owed,
      company: { ...company, currency: "CHF" },
      requisites: {
        ...requisites,
        country: "CH",
        name: "Verwaltung Seefeld",
        iban,
        postalCode: "8008",
        town: "Zürich",
      },
    });
  };

  it("prints a bill without the Swiss part where its rules forbid one, and takes an account typed in groups", async () => {
    for (const iban of ["CH630079112300088901", "CH5800791123000889013"]) {
      const { words } = await read(await receiptPdf([swissPaper(iban, 1n)], "en", translate));
      expect(words).toContain("There is no QR code for these details");
    }
    const typed = swissPaper("CH58 0079 1123 0008 8901 2", 1n);
    expect(decodeSwiss(await printedQr(await receiptPdf([typed], "en", translate)))).toMatchObject({
      value: { iban: "CH5800791123000889012" },
    });
  });

  it.each([
    ["CH5800791123000889012", 573_887n],
    ["CH4431999123000889012", 1n],
    ["CH4431999123000889012", 29n],
    ["CH5800791123000889012", 99_999_999_999n],
  ])(
    "prints on the Swiss payment part the code of account %s and just the sum owed, %s",
    async (iban, owed) => {
      const paper = swissPaper(iban, owed);
      const slip = decodeSwiss(await printedQr(await receiptPdf([paper], "en", translate)));
      expect(slip).toMatchObject({
        ok: true,
        value: {
          iban,
          ibanFits: true,
          amount: owed,
          currency: "CHF",
          creditor: { name: "Verwaltung Seefeld", zip: "8008", city: "Zürich", country: "CH" },
          referenceFits: true,
        },
      });
      // The text that our own encoder makes of the same says the same.
      const own = paymentQr(paper.requisites, {
        amount: owed,
        currency: "CHF",
        accountNumber: paper.accountNumber,
        month: paper.receipt.month,
        purpose: slip.ok ? (slip.value.message ?? "") : "",
      });
      expect(own.ok && decodeSwiss(own.text)).toEqual(slip);
    },
  );

  it("adds the Swiss payment part", async () => {
    const swiss = swissPaper("CH5800791123000889012", samplePaper().owed);
    const { words } = await read(await receiptPdf([swiss], "en", translate));
    expect(words).toContain("Payment part");
    expect(words).toContain("CH58 0079 1123 0008 8901 2");
  });

  it("is drawn in threads, many at once, each as it was asked for", async () => {
    const numbers = [1, 2, 3, 4, 5, 6];
    const drawn = await Promise.all(
      numbers.map((number) =>
        pool.draw([samplePaper({ accountNumber: `90000${number}` })], number % 2 === 0 ? "ru" : "en"),
      ),
    );
    for (const [at, pdf] of drawn.entries()) {
      const { words } = await read(pdf);
      expect(words).toContain(`90000${at + 1}`);
      expect(words).toContain(at % 2 === 1 ? "Счёт за март 2031" : "Bill for March 2031");
    }
    const many = await read(
      await pool.draw(
        numbers.map(() => samplePaper()),
        "ru",
      ),
    );
    expect(many.pages).toBe(6);
  });

  it("tells what went wrong, and goes on", async () => {
    await expect(pool.draw([{ ...samplePaper(), lines: null as never }], "ru")).rejects.toThrow(
      "could not be drawn",
    );
    expect((await pool.draw([samplePaper()], "ru")).subarray(0, 5).toString()).toBe("%PDF-");
  });
});
