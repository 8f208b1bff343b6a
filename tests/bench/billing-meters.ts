import { type Month, shiftMonth } from "../../src/core/billing/calendar.ts";
import { newId } from "../../src/core/directory/new-id.ts";
import type { Work } from "../../src/core/work/work.ts";
import { tableInsert } from "../../src/database/table-insert.ts";

const meters = tableInsert("Meter", {
  id: "text",
  companyId: "text",
  buildingId: "text",
  unitId: "text",
  kind: '"MeterKind"',
  serial: "text",
  zones: "jsonb",
  capacity: "bigint",
  createdAt: "timestamp(3)",
});

const readings = tableInsert("Reading", {
  id: "text",
  companyId: "text",
  meterId: "text",
  kind: '"ReadingKind"',
  day: "text",
  month: "text",
  value: "bigint",
  source: "text",
  createdAt: "timestamp(3)",
});

const kinds = ["cold_water", "hot_water", "electricity"] as const;

const before = 1_000_000;
/** What the house used beyond its units, in thousandths. */
const inCommon = 900_000;

export interface MeteredHouse {
  companyId: string;
  buildingId: string;
  unitIds: readonly string[];
  month: Month;
}

/** Three meters for each unit and one for the house's electricity, read in the month before and in this one. */
export const settleMeters = async ({ tx, now }: Work, house: MeteredHouse): Promise<void> => {
  const { companyId, buildingId, unitIds, month } = house;
  const used = (at: number): number => 2_000 + ((at * 731) % 9_000);
  const counted = unitIds.flatMap((unitId, at) =>
    kinds.map((kind) => ({ id: newId(now), unitId, kind, used: used(at) })),
  );
  const individual = unitIds.reduce((sum, _id, at) => sum + used(at), 0);
  const common = { id: newId(now), unitId: null, kind: "electricity", used: individual + inCommon };
  const all = [...counted, common];
  await meters.insert(
    tx,
    all.map(({ id, unitId, kind }) => ({
      id,
      companyId,
      buildingId,
      unitId,
      kind,
      serial: id,
      zones: [],
      capacity: 100_000_000,
      createdAt: now,
    })),
  );
  await readings.insert(
    tx,
    all.flatMap(({ id, used }) =>
      [
        { month: shiftMonth(month, -1), value: before },
        { month, value: before + used },
      ].map((read) => ({
        id: newId(now),
        companyId,
        meterId: id,
        kind: "monthly",
        day: `${read.month}-22`,
        month: read.month,
        value: read.value,
        source: "resident",
        createdAt: now,
      })),
    ),
  );
};
