import fc from "fast-check";
import { expect, test } from "vitest";
import { type PlacedBatch, stretchesOf } from "../../../src/core/billing/month/issuing-order.ts";

/** Buildings in the order of addresses, whose batches may stand among those of the next one. */
const months = fc
  .array(fc.array(fc.integer({ min: 1, max: 32 }), { minLength: 1, maxLength: 20 }), { maxLength: 60 })
  .chain((buildings) =>
    fc.record({
      batches: fc.constant(
        buildings.flatMap((batches, at) =>
          batches.map((receipts, batch) => ({
            buildingId: `b${at}`,
            // Two neighbours in the same place, as when a house was added while a month was drafted.
            position: Math.floor(at / 2) * 100_000 + batch * 32,
            receipts,
          })),
        ),
      ),
      published: fc.infiniteStream(fc.boolean()),
    }),
  )
  .map(({ batches, published }): PlacedBatch[] =>
    batches
      .sort((a, b) => a.position - b.position || (a.buildingId < b.buildingId ? -1 : 1))
      .map((batch) => ({ ...batch, published: published.next().value })),
  );

test("receipts are numbered by their places, whatever of them is out, and a building is issued in one stretch", () => {
  fc.assert(
    fc.property(months, (batches) => {
      const stretches = stretchesOf(batches);
      const numbers = new Map<string, number>();
      let next = 1;
      for (const { buildingId, position, receipts } of batches) {
        numbers.set(`${buildingId} ${position}`, next);
        next += receipts;
      }
      const issued = stretches.flat();
      expect(issued.map(({ buildingId, position }) => [buildingId, position])).toEqual(
        batches
          .filter(({ published }) => !published)
          .map(({ buildingId, position }) => [buildingId, position]),
      );
      for (const { buildingId, position, firstNumber } of issued)
        expect(firstNumber).toBe(numbers.get(`${buildingId} ${position}`));
      const stretchOf = new Map<string, number>();
      for (const [at, stretch] of stretches.entries())
        for (const { buildingId } of stretch) {
          expect(stretchOf.get(buildingId) ?? at).toBe(at);
          stretchOf.set(buildingId, at);
        }
      for (const building of new Set(batches.map(({ buildingId }) => buildingId))) {
        const last = batches.filter(({ buildingId }) => buildingId === building).at(-1);
        expect(issued.filter((batch) => batch.buildingId === building && batch.endsBuilding)).toHaveLength(
          last?.published ? 0 : 1,
        );
      }
    }),
    { numRuns: 2000 },
  );
});
