import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ReportedCost, type ReportedRequest, summarise } from "../../../src/core/reports/report-line.ts";

const now = new Date("2026-11-25T12:00:00Z");
const at = (minutes: number): Date => new Date(now.getTime() + minutes * 60_000);
const request = (given: Partial<ReportedRequest>): ReportedRequest => ({
  group: "a",
  createdAt: at(-1000),
  takenAt: null,
  doneAt: null,
  reactDueAt: at(10),
  fixDueAt: at(100),
  rating: null,
  ...given,
});

const group = fc.constantFrom("a", "b", "c");
const moment = fc.option(fc.integer({ min: -900, max: -1 }).map(at));
const anyRequest: fc.Arbitrary<ReportedRequest> = fc.record({
  group,
  createdAt: fc.constant(at(-1000)),
  takenAt: moment,
  doneAt: moment,
  reactDueAt: fc.integer({ min: -900, max: 900 }).map(at),
  fixDueAt: fc.integer({ min: -900, max: 900 }).map(at),
  rating: fc.option(fc.integer({ min: 1, max: 5 })),
});
const anyCost: fc.Arbitrary<ReportedCost> = fc.record({
  group,
  labour: fc.bigInt({ min: 0n, max: 10n ** 15n }),
  material: fc.bigInt({ min: 0n, max: 10n ** 15n }),
  planned: fc.bigInt({ min: 0n, max: 10n ** 15n }),
});

describe("a line of a report", () => {
  it("counts what is over and late though nobody did it, and leaves out what is still in time", () => {
    const { total } = summarise(
      [
        request({}),
        request({ reactDueAt: at(-5) }),
        request({ takenAt: at(-990), doneAt: at(-940), fixDueAt: at(-930), rating: 5 }),
        request({ takenAt: at(-900), doneAt: at(-100), reactDueAt: at(-950), fixDueAt: at(-200), rating: 4 }),
      ],
      [],
      now,
    );
    expect(total).toMatchObject({
      filed: 4,
      done: 2,
      reactInTime: 1,
      reactLate: 2,
      fixInTime: 1,
      fixLate: 1,
      reactMinutes: 55,
      fixMinutes: 480,
      rating: 450,
    });
  });

  it("adds up to the total, whatever there is", () => {
    fc.assert(
      fc.property(fc.array(anyRequest), fc.array(anyCost), (requests, costs) => {
        const { lines, total } = summarise(requests, costs, now);
        for (const figure of ["filed", "done", "reactInTime", "reactLate", "fixInTime", "fixLate"] as const)
          expect(lines.reduce((sum, line) => sum + line[figure], 0)).toBe(total[figure]);
        for (const figure of ["labour", "material", "planned"] as const)
          expect(lines.reduce((sum, line) => sum + line[figure], 0n)).toBe(total[figure]);
        expect(new Set(lines.map((line) => line.group)).size).toBe(lines.length);
      }),
      { numRuns: Number(process.env.DOMOVOY_RUNS ?? 200) },
    );
  });
});
