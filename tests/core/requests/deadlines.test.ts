import fc from "fast-check";
import { DateTime } from "luxon";
import { describe, expect, test } from "vitest";
import { defaultCategories } from "../../../src/core/requests/categories.ts";
import {
  afterPause,
  chooseRule,
  dueAt,
  dueTimes,
  lineage,
  type Rule,
  type RunningHours,
} from "../../../src/core/requests/deadlines.ts";
import { defaultDeadlines } from "../../../src/core/requests/default-deadlines.ts";

const always: RunningHours = { windowFrom: null, windowTo: null, workingDays: false };
const day: RunningHours = { windowFrom: 8, windowTo: 23, workingDays: false };
const office: RunningHours = { windowFrom: 9, windowTo: 18, workingDays: true };
const zones = [
  "Europe/Moscow",
  "Europe/Berlin",
  "America/New_York",
  "Asia/Vladivostok",
  "Australia/Lord_Howe",
];

const local = (text: string, zone: string): Date => DateTime.fromISO(text, { zone }).toJSDate();
const shown = (date: Date, zone: string): string =>
  DateTime.fromJSDate(date, { zone }).toFormat("yyyy-MM-dd HH:mm");

const dates = fc.date({ min: new Date("2024-01-01"), max: new Date("2027-12-31"), noInvalidDate: true });
const hours = fc.oneof(
  fc.constant(always),
  fc.record({
    windowFrom: fc.integer({ min: 0, max: 11 }),
    windowTo: fc.integer({ min: 12, max: 24 }),
    workingDays: fc.boolean(),
  }),
);

describe("Due times", () => {
  test("round the clock the minutes just pass", () => {
    expect(dueAt(new Date("2026-03-02T20:40:00Z"), 30, always, "Europe/Moscow")).toEqual(
      new Date("2026-03-02T21:10:00Z"),
    );
  });

  test.each([
    ["2026-03-02T12:00", 120, day, "2026-03-02 14:00"],
    ["2026-03-02T22:30", 120, day, "2026-03-03 09:30"],
    ["2026-03-02T03:00", 120, day, "2026-03-02 10:00"],
    ["2026-03-02T21:00", 120, day, "2026-03-02 23:00"],
    ["2026-03-06T17:00", 120, office, "2026-03-09 10:00"],
    ["2026-03-07T12:00", 60, office, "2026-03-09 10:00"],
    ["2026-03-06T10:00", 5 * 9 * 60, office, "2026-03-13 10:00"],
  ])("%s and %i minutes within hours", (start, minutes, running, expected) => {
    expect(
      shown(dueAt(local(start, "Europe/Moscow"), minutes, running, "Europe/Moscow"), "Europe/Moscow"),
    ).toBe(expected);
  });

  test("the night when clocks go forward has an hour less, the one when they go back an hour more", () => {
    const zone = "Europe/Berlin";
    const nights: RunningHours = { windowFrom: 0, windowTo: 6, workingDays: false };
    expect(shown(dueAt(local("2026-03-29T00:00", zone), 240, nights, zone), zone)).toBe("2026-03-29 05:00");
    expect(shown(dueAt(local("2026-10-25T00:00", zone), 240, nights, zone), zone)).toBe("2026-10-25 03:00");
    expect(shown(dueAt(local("2026-03-28T12:00", zone), 24 * 60, always, zone), zone)).toBe(
      "2026-03-29 13:00",
    );
  });

  test("a due time is never before its minutes have passed, and lies within the hours", () => {
    fc.assert(
      fc.property(
        dates,
        fc.integer({ min: 1, max: 10_000 }),
        hours,
        fc.constantFrom(...zones),
        (start, minutes, running, zone) => {
          const due = dueAt(start, minutes, running, zone);
          expect(due.getTime() - start.getTime()).toBeGreaterThanOrEqual(minutes * 60_000);
          const just = DateTime.fromJSDate(due, { zone }).minus({ milliseconds: 1 });
          if (running.windowFrom !== null) expect(just.hour).toBeGreaterThanOrEqual(running.windowFrom);
          if (running.windowTo !== null) expect(just.hour).toBeLessThan(running.windowTo);
          if (running.workingDays) expect(just.weekday).toBeLessThan(6);
        },
      ),
    );
  });

  test("more time is never due earlier, and parts add up to the whole", () => {
    const minutes = fc.integer({ min: 1, max: 5_000 });
    fc.assert(
      fc.property(
        dates,
        minutes,
        minutes,
        hours,
        fc.constantFrom(...zones),
        (start, first, second, running, zone) => {
          const whole = dueAt(start, first + second, running, zone);
          const part = dueAt(start, first, running, zone);
          expect(part.getTime()).toBeLessThan(whole.getTime());
          expect(dueAt(part, second, running, zone)).toEqual(whole);
        },
      ),
    );
  });

  test("a window without hours is told to the operator", () => {
    expect(() => dueAt(new Date(), 1, { windowFrom: 8, windowTo: 8, workingDays: false }, "UTC")).toThrow(
      /windowFrom/,
    );
  });

  test("a pause moves a due time by its length and never nearer", () => {
    fc.assert(
      fc.property(dates, dates, dates, (due, paused, resumed) => {
        const moved = afterPause(due, paused, resumed);
        const length = resumed.getTime() - paused.getTime();
        expect(moved.getTime() - due.getTime()).toBe(Math.max(0, length));
      }),
    );
  });
});

describe("The rule of a request", () => {
  const rule = (over: Partial<Rule>): Rule => ({
    categoryKey: null,
    priority: "normal",
    reactMinutes: 60,
    fixMinutes: 600,
    basis: "",
    validFrom: new Date("2026-01-01T00:00:00Z"),
    validTo: null,
    ...always,
    ...over,
  });
  const wanted = {
    categoryKey: "plumbing.leak",
    priority: "normal",
    at: new Date("2026-03-01T00:00:00Z"),
  } as const;

  test("the nearest category wins, whatever the order", () => {
    const leaf = rule({ categoryKey: "plumbing.leak" });
    const parent = rule({ categoryKey: "plumbing" });
    const any = rule({});
    const other = rule({ categoryKey: "lift" });
    fc.assert(
      fc.property(fc.shuffledSubarray([leaf, parent, any, other], { minLength: 4 }), (rules) => {
        expect(chooseRule(rules, wanted)).toBe(leaf);
        expect(
          chooseRule(
            rules.filter((each) => each !== leaf),
            wanted,
          ),
        ).toBe(parent);
        expect(chooseRule([any, other], wanted)).toBe(any);
        expect(chooseRule([other], wanted)).toBeUndefined();
      }),
    );
  });

  test("only rules in force count, the newest first", () => {
    const old = rule({ validTo: new Date("2026-02-01T00:00:00Z") });
    const present = rule({ validFrom: new Date("2026-02-01T00:00:00Z") });
    const next = rule({ validFrom: new Date("2026-04-01T00:00:00Z") });
    expect(chooseRule([old, next, present], wanted)).toBe(present);
    expect(chooseRule([old, next, present], { ...wanted, at: new Date("2026-01-15T00:00:00Z") })).toBe(old);
    expect(chooseRule([old, next, present], { ...wanted, at: new Date("2026-05-01T00:00:00Z") })).toBe(next);
  });

  test("a key's lineage goes from itself to its root", () => {
    expect(lineage("a.b.c")).toEqual(["a.b.c", "a.b", "a"]);
  });

  test("the defaults have a rule for every category and priority, reaction before repair", () => {
    const rules = defaultDeadlines.map((seed) => rule(seed));
    const keys = defaultCategories.flatMap((each) => [each.key, ...each.children.map((child) => child.key)]);
    for (const categoryKey of keys)
      for (const priority of ["normal", "urgent", "emergency"] as const) {
        const chosen = chooseRule(rules, { categoryKey, priority, at: wanted.at });
        expect(chosen, `${categoryKey} ${priority}`).toBeDefined();
        if (chosen) {
          const due = dueTimes(chosen, wanted.at, "Europe/Moscow");
          expect(due.reactDueAt.getTime()).toBeLessThan(due.fixDueAt.getTime());
        }
      }
    for (const { categoryKey } of defaultDeadlines) if (categoryKey) expect(keys).toContain(categoryKey);
  });
});
