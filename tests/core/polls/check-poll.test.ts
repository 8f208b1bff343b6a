import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { quietUntil } from "../../../src/core/contacts/quiet-hours.ts";
import { checkQuestion, checkRules, checkTimes } from "../../../src/core/polls/check-poll.ts";
import { pollLimits } from "../../../src/core/polls/limits.ts";
import { wholePercent } from "../../../src/core/polls/results.ts";

const question = (text: string, ...options: string[]) => checkQuestion({ text, options, multiple: false });

describe("A question", () => {
  it("is tidied, and empty lines are no options", () => {
    expect(question("  Какой   цвет? ", " Зелёный ", "", "Белый")).toEqual({
      ok: true,
      value: { text: "Какой цвет?", options: ["Зелёный", "Белый"], multiple: false },
    });
  });

  it.each([
    ["", ["a", "b"], "question-missing"],
    ["x".repeat(301), ["a", "b"], "question-too-long"],
    ["q", ["a", " "], "too-few-options"],
    ["q", Array.from({ length: 13 }, (_, index) => `option ${index}`), "too-many-options"],
    ["q", ["a", "x".repeat(101)], "option-too-long"],
    ["q", ["Ещё раз", "еще раз!"], "same-options"],
  ])("%s with %j is refused", (text, options, code) => {
    expect(question(text, ...options)).toMatchObject({ ok: false, code });
  });

  it("takes marks alone as options, when they differ", () => {
    expect(question("Оценка?", "👍", "👎").ok).toBe(true);
    expect(question("Оценка?", "+", "+")).toMatchObject({ code: "same-options" });
  });
});

describe("Rules that contradict each other", () => {
  const rules = {
    anonymous: false,
    final: false,
    voice: "person" as const,
    ownersOnly: false,
    live: false,
    adding: "none" as const,
  };

  it("are refused", () => {
    expect(checkRules({ ...rules, anonymous: true, live: true })).toMatchObject({ code: "anonymous-live" });
    expect(checkRules({ ...rules, final: true, voice: "unit_last" })).toMatchObject({
      code: "final-and-last",
    });
    expect(checkRules({ ...rules, final: true, voice: "unit_first", anonymous: true }).ok).toBe(true);
  });
});

describe("Times of a poll", () => {
  const now = new Date("2031-03-12T09:00:00Z");
  const at = (minutes: number) => new Date(now.getTime() + minutes * 60_000);

  it("begin in the future and leave time to answer", () => {
    expect(checkTimes({ startAt: null, endAt: at(10) }, now).ok).toBe(true);
    expect(checkTimes({ startAt: null, endAt: at(9) }, now)).toMatchObject({ code: "ends-too-soon" });
    expect(checkTimes({ startAt: at(0), endAt: at(100) }, now)).toMatchObject({ code: "starts-in-the-past" });
    expect(checkTimes({ startAt: at(60), endAt: at(65) }, now)).toMatchObject({ code: "ends-too-soon" });
    expect(checkTimes({ startAt: null, endAt: at((pollLimits.days + 1) * 1440) }, now)).toMatchObject({
      code: "ends-too-late",
    });
  });
});

describe("Quiet time", () => {
  const at = (time: string) => new Date(`2031-03-12T${time}:00+03:00`);
  const zone = "Europe/Moscow";

  it.each([
    ["over midnight, in the evening", "23:00", 22 * 60, 8 * 60, "2031-03-13T08:00:00+03:00"],
    ["over midnight, in the morning", "07:59", 22 * 60, 8 * 60, "2031-03-12T08:00:00+03:00"],
    ["over midnight, by day", "08:00", 22 * 60, 8 * 60, null],
    ["within a day", "14:00", 13 * 60, 15 * 60 + 30, "2031-03-12T15:30:00+03:00"],
    ["within a day, after it", "15:30", 13 * 60, 15 * 60 + 30, null],
    ["of no length", "12:00", 12 * 60, 12 * 60, null],
    ["not set", "12:00", null, null, null],
  ])("%s", (_name, time, quietFrom, quietTo, until) => {
    const hours = quietFrom === null || quietTo === null ? null : { from: quietFrom, to: quietTo };
    expect(quietUntil(hours, at(time), zone)).toEqual(until === null ? null : new Date(until));
  });
});

describe("Percent", () => {
  it("is what exact arithmetic rounds to, half up, and 0 of nothing", () => {
    expect([wholePercent(0, 0), wholePercent(1, 3), wholePercent(2, 3), wholePercent(1, 8)]).toEqual([
      0, 33, 67, 13,
    ]);
    fc.assert(
      fc.property(fc.nat(100_000), fc.nat(100_000), (part, more) => {
        const whole = part + more + 1;
        const percent = wholePercent(part, whole);
        expect(2 * whole * percent).toBeLessThanOrEqual(200 * part + whole);
        expect(2 * whole * (percent + 1)).toBeGreaterThan(200 * part + whole);
      }),
      { numRuns: Number(process.env.DOMOVOY_RUNS ?? 300) },
    );
  });
});
