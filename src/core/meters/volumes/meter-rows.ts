import type { Db, MeterKind, ReadingKind } from "../../../database/types.ts";
import { type Month, shiftMonth } from "../../billing/calendar.ts";
import { type Register, zonesIn } from "../meter.ts";
import { type RegisterReading, registerReadings } from "../register-readings.ts";

/** A meter as the month's run needs it. */
export interface CountedMeter {
  id: string;
  unitId: string | null;
  kind: MeterKind;
  zones: string[];
  capacity: bigint;
  verifiedUntil: string | null;
  removed: string | null;
}

export interface BuildingMeters {
  meters: readonly CountedMeter[];
  readings(register: Register): readonly RegisterReading[];
}

interface MeterRow extends Omit<CountedMeter, "zones" | "capacity"> {
  zones: unknown;
  capacity: bigint | number;
}

interface ReadingRow {
  meterId: string;
  zone: string;
  id: string;
  kind: ReadingKind;
  day: string;
  month: string;
  value: bigint | number;
  turned: boolean | number;
}

/**
 * A building's meters with their readings up to a month. Most meters have one of the month and one of the month before;
 * only of the others is the whole history read.
 */
export const buildingMeters = async (db: Db, buildingId: string, month: Month): Promise<BuildingMeters> => {
  const before = shiftMonth(month, -1);
  const known = (
    await db.$queryRaw<MeterRow[]>`
      SELECT "id", "unitId", CAST("kind" AS TEXT) AS "kind", "zones", "capacity", "verifiedUntil", "removed"
      FROM "Meter" WHERE "buildingId" = ${buildingId} AND ("removed" IS NULL OR "removed" >= ${`${before}-01`})
      ORDER BY "id"`
  ).map((row) => ({ ...row, zones: zonesIn(row.zones), capacity: BigInt(row.capacity) }));
  const rows = await db.$queryRaw<ReadingRow[]>`
    SELECT r."meterId", r."zone", r."id", CAST(r."kind" AS TEXT) AS "kind", r."day", r."month", r."value", r."turned"
    FROM "Meter" m JOIN "Reading" r ON r."meterId" = m."id"
    WHERE m."buildingId" = ${buildingId} AND r."replacedAt" IS NULL AND r."month" IN (${before}, ${month})
    ORDER BY r."month", r."day"`;
  // Of a meter taken away after its month's bills were approved, this month has the last reading.
  const last = new Set(
    rows.flatMap((row) => (row.kind === "final" && row.month === month ? row.meterId : [])),
  );
  const meters = known.filter(
    ({ id, removed }) => removed === null || removed >= `${month}-01` || last.has(id),
  );
  const recent = new Map<string, RegisterReading[]>();
  for (const { meterId, zone, value, turned, ...row } of rows) {
    const key = `${meterId} ${zone}`;
    const reading = { ...row, value: BigInt(value), turned: Boolean(turned) };
    const known = recent.get(key);
    if (known) known.push(reading);
    else recent.set(key, [reading]);
  }
  const plain = (readings: readonly RegisterReading[] | undefined): boolean =>
    readings?.length === 2 &&
    readings.every(({ kind }) => kind === "monthly") &&
    readings[0]?.month === before &&
    readings[1]?.month === month;
  const others = meters.filter(({ id, zones }) =>
    (zones.length > 0 ? zones : [""]).some((zone) => !plain(recent.get(`${id} ${zone}`))),
  );
  const whole = await registerReadings(
    db,
    others.map(({ id }) => id),
  );
  const isOther = new Set(others.map(({ id }) => id));
  return {
    meters,
    readings: (register) =>
      isOther.has(register.meterId)
        ? whole(register).filter((reading) => reading.month <= month)
        : (recent.get(`${register.meterId} ${register.zone}`) ?? []),
  };
};
