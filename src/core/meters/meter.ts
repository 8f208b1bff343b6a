import type { Db, MeterKind, MeterModel } from "../../database/types.ts";

export const meterKinds = [
  "cold_water",
  "hot_water",
  "electricity",
  "gas",
  "heat",
] as const satisfies MeterKind[];

/** What a meter counts: m³, kWh or Gcal. */
export const measureOf: Readonly<Record<MeterKind, "m3" | "kwh" | "gcal">> = {
  cold_water: "m3",
  hot_water: "m3",
  electricity: "kwh",
  gas: "m3",
  heat: "gcal",
};

/** In thousandths: more than a home uses in a month, so that it is asked about while nothing is known of this one. */
export const muchInAMonth: Readonly<Record<MeterKind, bigint>> = {
  cold_water: 60_000n,
  hot_water: 60_000n,
  electricity: 2_000_000n,
  gas: 600_000n,
  heat: 10_000n,
};

/** Names that registers of a meter of several tariffs go by, by how many there are. */
export const zoneNames = {
  1: [],
  2: ["day", "night"],
  3: ["peak", "half-peak", "night"],
} as const satisfies Record<number, readonly string[]>;

export type ZoneCount = keyof typeof zoneNames;

/** Every name that a register of several can have. */
export const knownZones: readonly string[] = [...new Set(Object.values(zoneNames).flat())];

/** One counter of a meter: a meter of two tariffs has two. */
export interface Register {
  meterId: string;
  /** Empty: the only one. */
  zone: string;
}

/** The registers of a meter, in their order on it. */
export const registersOf = ({ id, zones }: Pick<MeterModel, "id" | "zones">): Register[] => {
  const names = zonesIn(zones);
  return (names.length === 0 ? [""] : names).map((zone) => ({ meterId: id, zone }));
};

/** The column Meter.zones, however the database gave it back. */
export const zonesIn = (zones: unknown): string[] =>
  (typeof zones === "string" ? JSON.parse(zones) : zones) as string[];

/** Meters that are in use, of a unit or of a house. */
export const standingMeters = (
  db: Db,
  where: { unitId: string } | { buildingId: string; unitId: null },
): Promise<MeterModel[]> =>
  db.meter.findMany({
    where: { ...where, removed: null },
    orderBy: [{ kind: "asc" }, { createdAt: "asc" }, { id: "asc" }],
  });

/** Where counters of so many digits before the point turn over, in thousandths. */
export const capacityOf = (digits: number): bigint => 10n ** BigInt(digits + 3);

/** The digits before the point of a counter. */
export const digitsOf = (capacity: bigint): number => String(capacity).length - 4;
