import { describe, expect, it } from "vitest";
import { fraction } from "../../../src/core/fraction.ts";
import { asHeld, problemsOf, type RegisterUnit } from "../../../src/core/meetings/register-problems.ts";

const unit = (shares: (string | null)[], more: Partial<RegisterUnit> = {}): RegisterUnit => ({
  id: "u",
  number: "1",
  area: fraction(50),
  custom: null,
  owners: shares.map((share, at) => {
    const [top = 0, bottom = 1] = (share ?? "0").split("/").map(Number);
    return { id: `p${at}`, share: share === null ? null : fraction(top, bottom), verified: true };
  }),
  ...more,
});

const codes = (given: RegisterUnit, weight: "area" | "custom" | "unit" = "area", needsShares = false) =>
  problemsOf(given, weight, needsShares).map(({ code, stops }) => `${code}${stops ? "!" : ""}`);

describe("what to repair before a meeting", () => {
  it.each([
    [unit(["1/2", "1/2"]), []],
    [unit(["1/3", "1/3", "1/3"]), []],
    [unit([null]), []],
    [unit(["1/2", "2/3"]), ["shares-over!"]],
    [unit(["1/1", null]), ["shares-over!"]],
    [unit(["1/2"]), ["shares-under"]],
    [unit(["1/2", null]), ["shares-missing"]],
    [unit([null, null]), ["shares-missing"]],
    [unit([]), ["no-owner"]],
    [unit(["1/1"], { area: null }), ["no-area!"]],
  ])("%# is told", (given, expected) => {
    expect(codes(given)).toEqual(expected);
  });

  it("asks for a weight only where the rules need one", () => {
    expect(codes(unit(["1/1"]), "custom")).toEqual(["no-weight!"]);
    expect(codes(unit(["1/1"], { area: null }), "unit")).toEqual([]);
    expect(codes(unit(["1/1"], { area: null }), "unit", true)).toEqual(["no-area!"]);
  });

  it("tells of owners who are not verified, without stopping the meeting", () => {
    expect(codes(unit([], { owners: [{ id: "p", share: fraction(1), verified: false }] }))).toEqual([
      "not-verified",
    ]);
  });

  it("gives owners without shares equal parts of what is left", () => {
    expect(asHeld(unit(["1/2", null, null])).owners.map(({ share }) => share)).toEqual([
      fraction(1, 2),
      fraction(1, 4),
      fraction(1, 4),
    ]);
    expect(asHeld(unit([null])).owners[0]?.share).toEqual(fraction(1));
  });
});
