import sharp from "sharp";
import { extractText, getDocumentProxy } from "unpdf";
import { describe, expect, it } from "vitest";
import { chartPng } from "../../../src/adapters/documents/chart.ts";
import { sheetPdf } from "../../../src/adapters/documents/sheet.ts";

describe("a sheet", () => {
  it("runs over pages, repeats the head of its table and numbers its pages", async () => {
    const bytes = await sheetPdf({ title: "Акт", language: "ru", foot: "УК «Уют»" }, (pen) => {
      pen.heading("Акт выполненных работ № 1");
      pen.pairs([["Адрес", "ул. Ленина, д. 1"]]);
      pen.table(
        [
          { head: "Работа", share: 0.7 },
          { head: "Сумма", share: 0.3, align: "right" },
        ],
        [
          ...Array.from({ length: 80 }, (_, n) => [`Замена прокладки ${n + 1}`, "100,00"]),
          ["Всего", "8 000,00"],
        ],
        { total: true },
      );
      pen.signatures(["Исполнитель"]);
    });
    const { text, totalPages } = await extractText(await getDocumentProxy(new Uint8Array(bytes)));
    expect(totalPages).toBe(3);
    for (const [index, page] of text.entries()) {
      expect(page).toContain("Сумма");
      expect(page).toContain(`${index + 1} / 3`);
    }
    expect(text[0]).toContain("ул. Ленина, д. 1");
    expect(text.at(-1)).toMatch(/Всего.*8 000,00[\s\S]*Исполнитель/);
  });
});

describe("a chart", () => {
  it("is a PNG twice as sharp as it is large", async () => {
    const png = await chartPng(
      {
        title: { text: "Заявки по категориям" },
        xAxis: { type: "category", data: ["Сантехника", "Лифт"] },
        yAxis: { type: "value" },
        series: [{ type: "bar", data: [12, 5] }],
      },
      { width: 300, height: 200 },
    );
    expect(await sharp(png).metadata()).toMatchObject({ format: "png", width: 600, height: 400 });
  });
});
