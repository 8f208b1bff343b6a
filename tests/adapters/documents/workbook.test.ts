import { readSheet } from "read-excel-file/node";
import { describe, expect, it } from "vitest";
import { workbook } from "../../../src/adapters/documents/workbook.ts";

describe("a workbook", () => {
  it("keeps words, numbers, days and amounts, and no formula", async () => {
    const bytes = await workbook([
      {
        name: "Долги: дом/1",
        title: "Долги",
        columns: [{ head: "Кто" }, { head: "Сколько" }, { head: "Когда" }, { head: "Раз" }],
        rows: [['=HYPERLINK("http://x")', { hundredths: 123456n }, new Date("2026-11-25"), 3]],
        totals: ["Всего", { hundredths: 123456 }, null, 3],
      },
    ]);
    const rows = await readSheet(bytes);
    expect(rows[0]?.[0]).toBe("Долги");
    expect(rows[1]).toEqual(["Кто", "Сколько", "Когда", "Раз"]);
    expect(rows[2]).toEqual(['=HYPERLINK("http://x")', 1234.56, new Date("2026-11-25"), 3]);
    expect(rows[3]?.slice(0, 2)).toEqual(["Всего", 1234.56]);
    expect(bytes.toString("latin1")).not.toContain("<f>");
  });
});
