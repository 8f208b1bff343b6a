import fc from "fast-check";
import { expect, it } from "vitest";
import { lastDay, shiftMonth } from "../../../src/core/billing/calendar.ts";
import { meterPolicy } from "../../../src/core/meters/policy.ts";
import type { RegisterReading } from "../../../src/core/meters/register-readings.ts";
import { chargedBy } from "../../../src/core/meters/volumes/charged-volumes.ts";
import { unitVolumes } from "../../../src/core/meters/volumes/unit-volume.ts";
import { propertyRuns } from "../billing/property-runs.ts";

const unitId = "unit";
const serviceId = "power";
const prices: Record<string, bigint> = { all: 699n, day: 740n, night: 298n, peak: 905n };

const meter = {
  id: "meter",
  unitId,
  kind: "electricity" as const,
  zones: ["day", "night", "peak"],
  capacity: 10n ** 9n,
  verifiedUntil: null,
  removed: null,
};

/** Of one register: what it used in each month, and whether somebody read it. */
const register = fc.array(fc.record({ used: fc.nat(900), read: fc.boolean() }), {
  minLength: 12,
  maxLength: 12,
});

const history = fc.record({
  registers: fc.tuple(register, register, register),
  denied: fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }),
  pack: fc.constantFrom("ru", "generic"),
  priced: fc.constantFrom(["night"], ["day", "night"], ["day", "night", "peak"], []),
});

it("months without readings cost in the end what they would have cost with them, zone by zone", () => {
  fc.assert(
    fc.property(history, ({ registers, denied, pack, priced }) => {
      const months = Array.from({ length: 12 }, (_, at) => shiftMonth("2026-01", at));
      const readingsUntil = (zone: number, last: number): RegisterReading[] => {
        let value = 0n;
        const initial = { kind: "initial" as const, day: "2025-12-31", month: "2025-12", turned: false };
        const readings: RegisterReading[] = [{ ...initial, id: `${zone}`, value }];
        for (const [at, { used, read }] of (registers[zone] ?? []).slice(0, last + 1).entries()) {
          value += BigInt(used);
          const month = months[at] ?? "";
          const kind = "monthly" as const;
          // In the end all is read.
          if (read || at === 11)
            readings.push({ id: `${zone} ${at}`, kind, day: `${month}-22`, month, value, turned: false });
        }
        return readings;
      };
      const charged: Parameters<typeof chargedBy>[0][number][] = [];
      const priceOf = (zone: string | null) =>
        (zone !== null && (priced as readonly string[]).includes(zone) ? prices[zone] : prices.all) ?? 0n;
      for (const [at, month] of months.entries()) {
        const volumes = unitVolumes({
          unitId,
          residentDays: 2 * Number(lastDay(month).slice(8)),
          month,
          service: {
            serviceId,
            meterKind: "electricity",
            zones: priced,
            forAll: true,
            norm: 100n,
            house: false,
          },
          registers: meter.zones.map((zone, of) => ({ meter, zone, readings: readingsUntil(of, at) })),
          policy: meterPolicy(pack, "2026-01-01"),
          denied: denied[at] ? 2 : 0,
          charged: chargedBy(charged),
          splits: [],
        });
        for (const { zone, volume, unitId: _, serviceId: __, ...reason } of volumes)
          charged.push({
            unitId,
            accountId: "account",
            month,
            line: {
              serviceId,
              formula: "volume",
              tariffId: null,
              quantity: volume,
              price: null,
              amount: 0n,
              inputs: { volume: reason, ...(zone === null ? {} : { zone }) },
            },
          });
      }
      const [sum, right] = [
        charged.reduce((all, { line }) => {
          // What the law adds after denied access is never given back.
          const factor = BigInt(line.inputs.volume?.factor ?? 1000);
          return all + (((line.quantity ?? 0n) * 1000n) / factor) * priceOf(line.inputs.zone ?? null);
        }, 0n),
        registers.reduce(
          (all, months, zone) =>
            all +
            BigInt(months.reduce((used, month) => used + month.used, 0)) * priceOf(meter.zones[zone] ?? null),
          0n,
        ),
      ];
      expect(sum).toBe(right);
    }),
    propertyRuns,
  );
});

it("what months without readings had charged is taken off the part of the owner who was charged", () => {
  const month = "2026-06";
  const reading = (
    id: string,
    of: string,
    kind: RegisterReading["kind"],
    value: bigint,
  ): RegisterReading => ({
    id,
    kind,
    day: of,
    month: of.slice(0, 7),
    value,
    turned: false,
  });
  const plain = { ...meter, zones: [] };
  const charged = chargedBy(
    ["2026-04", "2026-05"].map((of) => ({
      unitId,
      accountId: "account",
      month: of,
      line: {
        serviceId,
        formula: "volume",
        tariffId: null,
        quantity: 7n,
        price: null,
        amount: 0n,
        inputs: { volume: { origin: "norm" } },
      },
    })),
  );
  const of = (zones: string[], priced: string[]) =>
    unitVolumes({
      unitId,
      residentDays: 30,
      month,
      service: { serviceId, meterKind: "electricity", zones: priced, forAll: true, norm: 7n, house: false },
      registers: zones.map((zone) => ({
        meter: plain,
        zone,
        readings: [
          reading(`${zone} 1`, "2026-03-22", "monthly", 100n),
          reading(`${zone} 2`, "2026-06-10", "handover", 120n),
          reading(`${zone} 3`, "2026-06-22", "monthly", 125n),
        ],
      })),
      policy: meterPolicy("ru", "2026-06-30"),
      denied: 0,
      charged,
      splits: ["2026-06-10"],
    }).map(({ zone, volume, usedBy, past = [] }) => [
      zone,
      volume,
      usedBy?.[0]?.volume,
      past.reduce((sum, { used, charged }) => sum + used - charged, 0n),
    ]);
  // 20 by the old owner, of which 14 were charged, and 5 by the new one; 17 of the 20 in the 61 of 71 days before June.
  expect(of([""], [])).toEqual([[null, 11n, 6n, 3n]]);
  expect(of(["day", "night"], ["night"])).toEqual([
    ["day", 25n, 20n, 17n],
    ["night", 25n, 20n, 17n],
    [null, -14n, -14n, -14n],
  ]);
});
