import fc from "fast-check";
import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";
import { kindDefaults, notificationKinds, ways } from "../../../src/core/contacts/kinds.ts";
import { quietUntil } from "../../../src/core/contacts/quiet-hours.ts";
import { type Reach, waysTo } from "../../../src/core/contacts/ways-to.ts";

const numRuns = Number(process.env.DOMOVOY_RUNS ?? 300);
const on = new Set(ways);
const noon = new Date("2026-06-10T09:00:00Z");
const night = new Date("2026-06-10T21:30:00Z");

const point = (id: string, kind: "phone" | "email" | "push", more: object = {}) => ({
  id,
  kind,
  position: 0,
  confirmed: true,
  unreachable: false,
  ...more,
});

const reach = (more: Partial<Reach> = {}): Reach => ({
  identities: [{ chatId: "77", unreachable: false }],
  contactPoints: [point("mail", "email"), point("phone", "phone"), point("push", "push")],
  muted: [],
  quiet: null,
  digest: false,
  timeZone: "Europe/Moscow",
  ...more,
});

const names = (found: ReturnType<typeof waysTo>) => found.ways.map(({ way }) => way);

describe("ways to a person", () => {
  it("follow the kind's order until the person chooses another", () => {
    expect(names(waysTo(reach(), "emergency", { on, now: noon }))).toEqual([
      "telegram",
      "push",
      "sms",
      "email",
    ]);
    const own = reach({
      contactPoints: [point("phone", "phone", { position: -1 }), point("mail", "email", { position: 1 })],
    });
    expect(names(waysTo(own, "emergency", { on, now: noon }))).toEqual(["sms", "telegram", "email"]);
  });

  it("spend no SMS on what can wait, unless the company wants it", () => {
    const plain = waysTo(reach(), "general", { on, now: noon });
    expect(names(plain)).not.toContain("sms");
    expect(plain.unused).toContainEqual({
      way: "sms",
      address: { platform: "sms", chatId: "phone" },
      why: "not-for-this-kind",
    });
    const company = { ways: ["sms", "telegram"] as const };
    expect(names(waysTo(reach(), "general", { on, now: noon, company }))).toEqual(["sms", "telegram"]);
  });

  it("leave out what is muted, unreachable, unconfirmed or not there, and say why", () => {
    const person = reach({
      identities: [{ chatId: "77", unreachable: true }],
      contactPoints: [point("mail", "email", { confirmed: false }), point("push", "push")],
      muted: [{ kind: "event", way: "push" }],
    });
    const event = waysTo(person, "event", { on, now: noon });
    expect(event.ways).toEqual([]);
    expect(event.unused.map(({ way, why }) => [way, why])).toEqual([
      ["telegram", "unreachable"],
      ["push", "muted"],
      ["email", "unconfirmed"],
    ]);
    const without = waysTo(person, "outage", { on: new Set(["email"] as const), now: noon });
    expect(names(without)).toEqual(["email"]);
  });

  it("wait for the end of quiet hours: one's own, else the kind's", () => {
    const until = (more: Partial<Reach>, kind: "outage" | "general") =>
      waysTo(reach(more), kind, { on, now: night }).notBefore?.toISOString() ?? null;
    expect(until({}, "general")).toBe("2026-06-11T05:00:00.000Z");
    expect(until({}, "outage")).toBeNull();
    expect(until({ quiet: { from: 0, to: 7 * 60 } }, "outage")).toBe("2026-06-11T04:00:00.000Z");
    expect(until({ quiet: { from: 60, to: 7 * 60 } }, "general")).toBeNull();
  });

  it("never hold an emergency back", () => {
    const arbitraryReach = fc.record({
      quiet: fc.option(fc.record({ from: fc.nat(1439), to: fc.nat(1439) })),
      digest: fc.boolean(),
      muted: fc.array(
        fc.record({ kind: fc.constantFrom(...notificationKinds), way: fc.constantFrom(...ways) }),
      ),
    });
    fc.assert(
      fc.property(arbitraryReach, fc.date({ noInvalidDate: true }), (more, now) => {
        const company = { quiet: { from: 0, to: 1439 } };
        const found = waysTo(reach(more), "emergency", { on, now, company });
        expect(names(found)).toEqual(kindDefaults.emergency.ways);
        expect(found).toMatchObject({ notBefore: null, digest: false });
      }),
      { numRuns },
    );
  });

  it("use each way of a person once or say why not", () => {
    const arbitraryPoint = fc.record({
      id: fc.uuid(),
      kind: fc.constantFrom("phone" as const, "email" as const, "push" as const),
      position: fc.integer({ min: -3, max: 3 }),
      confirmed: fc.boolean(),
      unreachable: fc.boolean(),
    });
    fc.assert(
      fc.property(
        fc.uniqueArray(arbitraryPoint, { selector: ({ id }) => id }),
        fc.constantFrom(...notificationKinds),
        fc.subarray([...ways]),
        (contactPoints, kind, open) => {
          const found = waysTo(reach({ contactPoints }), kind, { on: new Set(open), now: noon });
          const all = [...found.ways, ...found.unused].map(({ address }) => address.chatId);
          expect(all.sort()).toEqual(["77", ...contactPoints.map(({ id }) => id)].sort());
          for (const { way } of found.ways) expect(open).toContain(way);
        },
      ),
      { numRuns },
    );
  });
});

describe("quiet hours", () => {
  it("end at the time on the wall, within a day, in every zone and season", () => {
    const zones = ["Europe/Moscow", "Europe/Berlin", "America/New_York", "Asia/Kathmandu"];
    fc.assert(
      fc.property(
        fc.record({ from: fc.nat(1439), to: fc.nat(1439) }),
        fc.date({ min: new Date("2025-01-01"), max: new Date("2027-12-31"), noInvalidDate: true }),
        fc.constantFrom(...zones),
        (hours, at, zone) => {
          const end = quietUntil(hours, at, zone);
          if (end === null) return;
          const ahead = end.getTime() - at.getTime();
          expect(ahead).toBeGreaterThan(0);
          expect(ahead).toBeLessThanOrEqual(25 * 3_600_000);
          const wall = DateTime.fromJSDate(end, { zone });
          // A wall time that the spring skips comes an hour later.
          const minute = wall.hour * 60 + wall.minute;
          expect([hours.to, hours.to + 60]).toContain(minute);
        },
      ),
      { numRuns },
    );
  });

  it("are none where both ends are the same", () => {
    expect(quietUntil({ from: 600, to: 600 }, noon, "Europe/Moscow")).toBeNull();
  });

  it("reach over midnight and not beyond", () => {
    const hours = { from: 22 * 60, to: 8 * 60 };
    expect(quietUntil(hours, new Date("2026-06-10T19:00:00Z"), "Europe/Moscow")?.toISOString()).toBe(
      "2026-06-11T05:00:00.000Z",
    );
    expect(quietUntil(hours, new Date("2026-06-11T04:59:00Z"), "Europe/Moscow")?.toISOString()).toBe(
      "2026-06-11T05:00:00.000Z",
    );
    expect(quietUntil(hours, new Date("2026-06-11T05:00:00Z"), "Europe/Moscow")).toBeNull();
  });
});
