import { expect, it } from "vitest";
import { explainLine } from "../../../src/chat/receipts/explain-line.ts";
import { lineName } from "../../../src/chat/receipts/words.ts";
import { createTranslator } from "../../../src/chat/translator.ts";
import type { PaperLine } from "../../../src/core/receipts/receipt-paper.ts";
import { localesFolder } from "../../../src/package-paths.ts";

const { translate } = createTranslator(localesFolder);

it("what a month without readings costs who left the unit since is told with its month, days and share", () => {
  const line: PaperLine = {
    serviceId: "water",
    names: { ru: "Холодная вода", en: "Cold water" },
    group: "utility",
    measure: "m3",
    formula: "volume",
    tariffId: "t",
    tariff: null,
    reason: null,
    quantity: 3_305n,
    price: 45_670_000n,
    amount: 15_094n,
    inputs: {
      volume: {
        origin: "readings",
        previous: { value: 50_000n, day: "2031-02-22" },
        current: { value: 80_000n, day: "2031-04-22" },
        settles: { volume: 1_613n, months: ["2031-03"] },
      },
      ofMonth: { month: "2031-03", used: 15_246n },
      days: 10,
      ofDays: 31,
      from: "2031-03-01",
      to: "2031-03-10",
    },
  };
  const told = (language: string) =>
    [lineName(line, "2031-04"), ...explainLine(line, { currency: "RUB", readings: [] })].map((text) =>
      translate(text, language).trim(),
    );
  expect(told("ru")).toMatchInlineSnapshot(`
    [
      "Холодная вода, март 2031",
      "3,305 м³ × 45,67 = 150,94 ₽",
      "По показаниям: 80 (22 апреля 2031 г.) − 50 (22 февраля 2031 г.).",
      "Помещение сменило владельца, пока показаний не было: расход поделён по дням, на март 2031 приходится 15,246 м³.",
      "Вычтено то, что уже начислено без показаний за март 2031: 1,613 м³.",
      "За 10 из 31 дня месяца: с 1 марта 2031 г. по 10 марта 2031 г.",
    ]
  `);
  expect(told("en")).toMatchInlineSnapshot(`
    [
      "Cold water, March 2031",
      "3.305 m³ × 45.67 = RUB 150.94",
      "By readings: 80 (April 22, 2031) − 50 (February 22, 2031).",
      "The unit changed hands while nobody read it: what was used is shared out by days, 15.246 m³ of it to March 2031.",
      "Taken off is what was charged without readings for March 2031: 1.613 m³.",
      "For 10 of 31 days of the month: from March 1, 2031 to March 10, 2031.",
    ]
  `);
});
