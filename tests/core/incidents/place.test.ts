import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isAbout, reaches } from "../../../src/core/incidents/place.ts";

const numRuns = Number(process.env.DOMOVOY_RUNS ?? 300);

const letter = fc.constantFrom("1", "2", "3");
const place = fc.record({
  buildingId: fc.constantFrom("a", "b"),
  entrance: fc.option(letter),
  riser: fc.option(letter),
  unitIds: fc.option(fc.uniqueArray(letter)),
});
const from = fc.record({
  buildingId: fc.constantFrom("a", "b"),
  unit: fc.option(fc.record({ id: letter, entrance: fc.option(letter), riser: fc.option(letter) })),
});

describe("where an incident is", () => {
  it("is never in another building", () => {
    fc.assert(
      fc.property(place, from, (incident, asked) => {
        if (incident.buildingId !== asked.buildingId) expect(reaches(incident, asked)).toBe(false);
      }),
      { numRuns },
    );
  });

  it("is everywhere in a whole building, and no wider than any of its parts", () => {
    fc.assert(
      fc.property(place, from, (incident, asked) => {
        const whole = { ...incident, entrance: null, riser: null, unitIds: null };
        expect(reaches(whole, asked)).toBe(incident.buildingId === asked.buildingId);
        if (!reaches(incident, asked)) return;
        for (const part of ["entrance", "riser", "unitIds"] as const)
          expect(reaches({ ...incident, [part]: null }, asked)).toBe(true);
      }),
      { numRuns },
    );
  });

  it("reaches the units it names, by entrance, by riser and by number", () => {
    const unit = { id: "u1", entrance: "2", riser: "3" };
    const here = { buildingId: "a", entrance: null, riser: null, unitIds: null };
    expect(reaches({ ...here, riser: "3" }, { buildingId: "a", unit })).toBe(true);
    expect(reaches({ ...here, riser: "4" }, { buildingId: "a", unit })).toBe(false);
    expect(reaches({ ...here, entrance: "2", unitIds: ["u2"] }, { buildingId: "a", unit })).toBe(false);
    expect(reaches({ ...here, riser: "3" }, { buildingId: "a", unit: null })).toBe(false);
  });
});

describe("what an incident is about", () => {
  it.each([
    ["plumbing.no-water", "plumbing.no-water", true],
    ["plumbing", "plumbing.leak", true],
    ["plumbing.no-water", "plumbing", true],
    ["plumbing.no-water", "plumbing.leak", false],
    ["plumbing", "heating", false],
    ["lift", "lift.stuck", true],
  ])("%s and a request of %s: %s", (incident, request, expected) => {
    expect(isAbout(incident, request)).toBe(expected);
  });
});
