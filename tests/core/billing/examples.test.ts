import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { shiftMonth } from "../../../src/core/billing/calendar.ts";
import { packageRoot } from "../../../src/database/package-root.ts";
import { solvers } from "./example-solvers.ts";

interface Example {
  id: string;
  title: string;
  input: Record<string, unknown>;
  expected: Record<string, unknown>;
}

/** Beside the repository, or beside its work trees. */
const places = ["../shared", "../../shared"].map((place) =>
  join(packageRoot, place, "finance/billing-examples.json"),
);
const file = process.env.DOMOVOY_BILLING_EXAMPLES ?? places.find((place) => existsSync(place)) ?? "";
const examples = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Example[]) : [];

describe(`worked examples${examples.length > 0 ? "" : ` (skipped: there is no ${places[0]})`}`, () => {
  for (const { id, title, input, expected } of examples) {
    const solver = solvers.find(({ knows }) => knows.every((name) => name in input));
    test(`${id}: ${title}`, async () => {
      if (!solver) throw new Error(`no solver knows the inputs ${Object.keys(input).join(", ")}`);
      const solved = await solver.solve(input);
      // An example also says what careless reckoning would come to; that nobody works out.
      const right = Object.entries(expected).filter(([name]) => !/^(wrong|naive)_/.test(name));
      expect(solved).toMatchObject(Object.fromEntries(right));
    });
  }
  test("a month has another after it", () => expect(shiftMonth("2026-12", 1)).toBe("2027-01"));
});
