import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hoursOf, linesFromJson, linesToJson, totalOf } from "../../../src/core/requests/work/line.ts";
import { readLines } from "../../../src/core/requests/work/read-lines.ts";
import { codeOf, must } from "./request-desk.ts";

const runs = Number(process.env.DOMOVOY_RUNS ?? 200);

describe("lines of work as people type them", () => {
  test.each([
    ["Кран шаровый; 2; 450", "Кран шаровый", 2000, 45_000n, 90_000n],
    ["Кран шаровый; 2 шт.; 450,50 ₽", "Кран шаровый", 2000, 45_050n, 90_100n],
    ["Замена крана; 1,5 × 1 200", "Замена крана", 1500, 120_000n, 180_000n],
    ["Changing a tap; 0.333; 10.05 EUR", "Changing a tap", 333, 1005n, 335n],
    ["Выезд; 500", "Выезд", 1000, 50_000n, 50_000n],
    ["Труба | 2,125 м | 1 000 000", "Труба", 2125, 100_000_000n, 212_500_000n],
    ["Винт; 1; 0,01", "Винт", 1000, 1n, 1n],
    ["Полвинта; 0,5; 0,01", "Полвинта", 500, 1n, 1n],
    ["Треть; 0,333; 0,01", "Треть", 333, 1n, 0n],
  ])("%s", (typed, title, quantity, price, amount) => {
    expect(must(readLines(typed, "material", 2))).toEqual([
      { kind: "material", title, quantity, price, amount },
    ]);
  });

  test.each([
    "Кран",
    "Кран 450",
    "Кран; два; 450",
    "Кран; 2; 450; 3",
    "Кран; -2; 450",
    "Кран; 2; -450",
    "Кран; 0; 450",
    "Кран; 1,2345; 450",
    "Кран; 1; 1,200.50",
    "Кран; 1; 450,505",
    "; 2; 450",
    "Кран; 1e3; 450",
    `${"К".repeat(121)}; 1; 1`,
  ])("%s is not read as something else", (typed) => {
    expect(codeOf(readLines(`Труба; 1; 1\n${typed}`, "labour", 2))).toBe("line-unreadable");
  });

  test("a price has the decimals of its currency", () => {
    expect(must(readLines("Valve; 2; 1200", "material", 0))).toMatchObject([{ price: 1200n, amount: 2400n }]);
    expect(codeOf(readLines("Valve; 2; 1200.50", "material", 0))).toBe("line-unreadable");
    expect(must(readLines("Tap; 2; 1.255", "material", 3))).toMatchObject([{ price: 1255n, amount: 2510n }]);
  });

  test("blank lines are passed over, and more than thirty are too many", () => {
    expect(must(readLines("\n\n Кран; 1; 1 \r\n\r\n", "labour", 2))).toHaveLength(1);
    expect(must(readLines("", "labour", 2))).toEqual([]);
    expect(codeOf(readLines("Кран; 1; 1\n".repeat(31), "labour", 2))).toBe("too-many-lines");
  });

  test("whatever is written as a line is read back exactly, its amount rounded half away from zero", () => {
    const line = fc.record({
      title: fc.stringMatching(/^[А-Яа-яA-Za-z][А-Яа-яA-Za-z0-9 ]{0,40}[a-zа-я]$/),
      quantity: fc.integer({ min: 1, max: 10_000_000 }),
      price: fc.bigInt({ min: 0n, max: 100_000_000_000n }),
    });
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
        const typed = lines
          .map(
            ({ title, quantity, price }) =>
              `${title}; ${Math.trunc(quantity / 1000)},${String(quantity % 1000).padStart(3, "0")}; ${price / 100n}.${String(price % 100n).padStart(2, "0")}`,
          )
          .join("\n");
        const read = must(readLines(typed, "labour", 2));
        expect(read.map(({ title, quantity, price }) => ({ title, quantity, price }))).toEqual(
          lines.map(({ title, ...rest }) => ({ title: title.trim(), ...rest })),
        );
        for (const { quantity, price, amount } of read) {
          const twice = 2n * (amount * 1000n - BigInt(quantity) * price);
          expect(twice > -1000n && twice <= 1000n).toBe(true);
        }
        expect(linesFromJson(linesToJson(read))).toEqual(read);
        expect(totalOf(read)).toBe(read.reduce((sum, { amount }) => sum + amount, 0n));
        expect(hoursOf(read)).toBe(lines.reduce((sum, { quantity }) => sum + quantity, 0));
      }),
      { numRuns: runs },
    );
  });
});
