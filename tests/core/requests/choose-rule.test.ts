import fc from "fast-check";
import { DateTime } from "luxon";
import { describe, expect, test } from "vitest";
import { type Intake, type IntakeRule, rulesMet } from "../../../src/core/requests/rules/choose-rule.ts";

const runs = Number(process.env.DOMOVOY_RUNS ?? 300);
const zone = "Asia/Vladivostok";

const rule = (id: string, conditions: Partial<IntakeRule> = {}): IntakeRule => ({
  id,
  categoryKey: null,
  buildingId: null,
  weekdays: null,
  minuteFrom: null,
  minuteTo: null,
  assigneeId: id,
  ...conditions,
});

const at = (local: string): Date => DateTime.fromISO(local, { zone }).toJSDate();
const intake = (local: string, conditions: Partial<Intake> = {}): Intake => ({
  categoryKey: "plumbing.leak",
  parentKey: "plumbing",
  buildingId: "b1",
  at: at(local),
  timeZone: zone,
  ...conditions,
});
const met = (rules: IntakeRule[], when: Intake) => rulesMet(rules, when).map(({ id }) => id);

describe("which rule a new request meets", () => {
  test("more conditions first, then the category's own, its parent's, a building, days and hours, the older", () => {
    const rules = [
      rule("1 any"),
      rule("2 any later"),
      rule("3 evening", { minuteFrom: 17 * 60, minuteTo: 22 * 60 }),
      rule("4 house", { buildingId: "b1" }),
      rule("5 parent", { categoryKey: "plumbing" }),
      rule("6 own", { categoryKey: "plumbing.leak" }),
      rule("7 house and evening", { buildingId: "b1", minuteFrom: 17 * 60, minuteTo: 22 * 60 }),
      rule("8 all", { categoryKey: "plumbing", buildingId: "b1", weekdays: "3" }),
      rule("9 other house", { categoryKey: "plumbing.leak", buildingId: "b2" }),
      rule("a other matter", { categoryKey: "lift" }),
    ];
    expect(met(rules, intake("2031-03-12T18:00"))).toEqual([
      "8 all",
      "7 house and evening",
      "6 own",
      "5 parent",
      "4 house",
      "3 evening",
      "1 any",
      "2 any later",
    ]);
  });

  test.each([
    ["2031-03-14T21:59", false],
    ["2031-03-14T22:00", true],
    ["2031-03-14T23:59", true],
    ["2031-03-15T05:59", true],
    ["2031-03-15T06:00", false],
    ["2031-03-15T22:30", false],
    ["2031-03-14T03:00", false],
  ])("a night from 22 to 6 of a Friday: %s", (local, expected) => {
    const night = rule("night", { weekdays: "5", minuteFrom: 22 * 60, minuteTo: 6 * 60 });
    expect(met([night], intake(local))).toEqual(expected ? ["night"] : []);
  });

  test("a window and the rest of the day share no minute and leave none out, on any day", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1439 }),
        fc.integer({ min: 0, max: 1439 }),
        fc.date({ min: new Date("2030-01-01"), max: new Date("2032-01-01"), noInvalidDate: true }),
        (from, to, moment) => {
          fc.pre(from !== to);
          const rules = [
            rule("in", { minuteFrom: from, minuteTo: to }),
            rule("out", { minuteFrom: to, minuteTo: from }),
          ];
          expect(met(rules, intake("2031-03-12T18:00", { at: moment }))).toHaveLength(1);
          const days = ["1234", "567"].map((weekdays) =>
            rule(weekdays, { weekdays, minuteFrom: from, minuteTo: to }),
          );
          const inside = met([rules[0] as IntakeRule], intake("2031-03-12T18:00", { at: moment })).length;
          expect(met(days, intake("2031-03-12T18:00", { at: moment }))).toHaveLength(inside);
        },
      ),
      { numRuns: runs },
    );
  });
});
