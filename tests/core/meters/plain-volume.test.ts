import fc from "fast-check";
import { expect, it } from "vitest";
import { meterPolicy } from "../../../src/core/meters/policy.ts";
import type { RegisterReading } from "../../../src/core/meters/register-readings.ts";
import { chargedBy } from "../../../src/core/meters/volumes/charged-volumes.ts";
import { plainReadings, plainVolume } from "../../../src/core/meters/volumes/plain-volume.ts";
import { unitVolumes } from "../../../src/core/meters/volumes/unit-volume.ts";
import { propertyRuns } from "../billing/property-runs.ts";

const month = "2026-03";
const unitId = "unit";

const reading = fc.record({
  kind: fc.constantFrom("monthly", "monthly", "monthly", "initial", "handover", "final"),
  month: fc.constantFrom("2026-01", "2026-02", "2026-02", "2026-03", "2026-03"),
  value: fc.nat(99_999),
  turned: fc.boolean(),
});

const place = fc.record({
  zone: fc.constantFrom("", "day", "night"),
  readings: fc.array(reading, { minLength: 1, maxLength: 3 }),
  verifiedUntil: fc.constantFrom(null, "2026-03-15", "2026-03-31"),
  pack: fc.constantFrom("ru", "generic"),
  zones: fc.constantFrom([], ["night"], ["day", "night"]),
  denied: fc.nat(3),
});

it("two readings in turn say the same whether they are asked about shortly or at length", () => {
  let plainOnes = 0;
  fc.assert(
    fc.property(place, ({ zone, readings, verifiedUntil, pack, zones, denied }) => {
      const meter = {
        id: "meter",
        unitId,
        kind: "electricity" as const,
        zones: zone === "" ? [] : [zone],
        capacity: 100_000n,
        verifiedUntil,
        removed: null,
      };
      const register = {
        meter,
        zone,
        readings: readings
          .toSorted((a, b) => (a.month < b.month ? -1 : 1))
          .map((one, at): RegisterReading => {
            return { ...one, id: String(at), day: `${one.month}-2${at}`, value: BigInt(one.value) };
          }),
      };
      const service = {
        serviceId: "power",
        meterKind: "electricity",
        zones,
        forAll: true,
        norm: 100n,
        house: false,
      };
      const plain = plainReadings([register], month);
      if (!plain) return;
      plainOnes += 1;
      const atLength = unitVolumes({
        unitId,
        residentDays: 62,
        month,
        service,
        registers: [register],
        policy: meterPolicy(pack, "2026-03-31"),
        denied,
        charged: chargedBy([]),
        splits: [],
      });
      expect([plainVolume(unitId, service, plain)]).toEqual(atLength);
    }),
    { numRuns: propertyRuns.numRuns * 10 },
  );
  expect(plainOnes).toBeGreaterThan(propertyRuns.numRuns / 10);
});
