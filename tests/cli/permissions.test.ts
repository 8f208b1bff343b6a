import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { permissionsPage } from "../../src/cli/permissions.ts";
import { acts } from "../../src/core/access/policy.ts";
import { holders } from "../../src/core/access/rule.ts";

describe("docs/permissions.md", () => {
  it("is up to date; if not: npm run cli -- permissions --write", () => {
    expect(readFileSync("docs/permissions.md", "utf8")).toBe(permissionsPage());
  });

  it("has a line for every act and a column for every holder", () => {
    const rows = permissionsPage()
      .split("\n")
      .filter((line) => line.startsWith("| "));
    expect(rows).toHaveLength(acts.length + 2);
    for (const row of rows) expect(row.split(" | ")).toHaveLength(holders.length + 1);
  });
});
