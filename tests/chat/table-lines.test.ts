import { describe, expect, it } from "vitest";
import { tableLines } from "../../src/chat/table-lines.ts";
import type { Text } from "../../src/chat/text.ts";

const plain = (text: string): Text => ({ plain: text });
const drawn = (head: string[], ...rows: string[][]) =>
  tableLines(
    { type: "table", head: head.map(plain), rows: rows.map((row) => row.map(plain)), numeric: [1] },
    (text) => ("plain" in text ? text.plain : ""),
  );

describe("a table in a chat", () => {
  it("breaks long names between words and loses nothing of them, while numbers stay whole", () => {
    expect(
      drawn(
        ["Service", "Charged, with penalties"],
        ["Upkeep and repair of the building", "-RUB 1,176,541,600.00"],
        ["Water", "RUB 1.00"],
      ),
    ).toBe(
      [
        "Service                    Charged, with",
        "                               penalties",
        "─────────────────  ─────────────────────",
        "Upkeep and repair  -RUB 1,176,541,600.00",
        "of the building",
        "Water                           RUB 1.00",
      ].join("\n"),
    );
  });
});
