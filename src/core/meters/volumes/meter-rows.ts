import type { Db, MeterKind, ReadingKind } from "../../../database/types.ts";
import { firstDay, type Month, shiftMonth } from "../../billing/calendar.ts";
import { arePeopleAround, peopleFirst } from "../../work/people-first.ts";
import { zonesIn } from "../meter.ts";
import { type RegisterReading, readInTurn, registerReadings } from "../register-readings.ts";

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

export interface ReadMeter {
  meter: CountedMeter;
  /** Of a register, oldest first. */
  readings(zone: string): readonly RegisterReading[];
}

/**
 * A building's meters with their readings up to a month. Most meters have one of the month and one of the month before;
 * only of the others is the whole history read.
 */
export const buildingMeters = async (db: Db, buildingId: string, month: Month): Promise<ReadMeter[]> => {
  // Of a meter taken away after its month's bills were approved, this month has the last reading.
  const meters = (await metersWithRecent(db, buildingId, month)).filter(
    ({ meter: { removed }, recent }) =>
      removed === null ||
      removed >= firstDay(month) ||
      recent.some(({ kind, month: of }) => kind === "final" && of === month),
  );
  const others = new Set(meters.filter((one) => !isPlain(one, month)).map(({ meter }) => meter.id));
  const whole = await registerReadings(db, [...others]);
  return meters.map(({ meter, recent }) => ({
    meter,
    readings: (zone) =>
      others.has(meter.id)
        ? whole({ meterId: meter.id, zone }).filter((reading) => reading.month <= month)
        : recent.filter((reading) => reading.zone === zone),
  }));
};

type RecentReading = RegisterReading & { zone: string };

interface MeterWithRecent {
  meter: CountedMeter;
  recent: readonly RecentReading[];
}

const isPlain = ({ meter: { zones }, recent }: MeterWithRecent, month: Month): boolean =>
  (zones.length > 0 ? zones : [""]).every(
    (zone) =>
      readInTurn(
        recent.filter((reading) => reading.zone === zone),
        month,
      ) !== null,
  );

interface Row extends Omit<CountedMeter, "zones" | "capacity"> {
  serial: string;
  zones: unknown;
  capacity: bigint | number;
  recent: string | null;
}

/** Meters after which others get their turn; more than a house has while nobody is around. */
const metersAtOnce = (): number => (arePeopleAround() ? 200 : 5000);

/**
 * Meters that were there in a month, each with its readings of that month and the one before as one text: a row for each
 * reading would take longer than all else that is asked of meters.
 */
const metersWithRecent = async (db: Db, buildingId: string, month: Month): Promise<MeterWithRecent[]> => {
  const before = shiftMonth(month, -1);
  const meters: MeterWithRecent[] = [];
  for (let last = "", isLast = false; !isLast; ) {
    const most = metersAtOnce();
    const rows = await db.$queryRaw<Row[]>`
      SELECT m."id", m."unitId", CAST(m."kind" AS TEXT) AS "kind", m."serial", m."zones", m."capacity",
        m."verifiedUntil", m."removed",
        (SELECT string_agg(r."id" || ' ' || r."zone" || ' ' || CAST(r."kind" AS TEXT) || ' ' || r."day" || ' '
            || r."month" || ' ' || CAST(r."value" AS TEXT) || CASE WHEN r."turned" THEN ' turned' ELSE '' END,
            ',' ORDER BY r."month", r."day")
          FROM "Reading" AS r
          WHERE r."meterId" = m."id" AND r."month" IN (${before}, ${month}) AND r."replacedAt" IS NULL) AS "recent"
      FROM "Meter" AS m
      WHERE m."buildingId" = ${buildingId} AND m."serial" > ${last}
        AND (m."removed" IS NULL OR m."removed" >= ${firstDay(before)})
      ORDER BY m."serial" LIMIT ${most}`;
    meters.push(...rows.map(withRecent));
    last = rows.at(-1)?.serial ?? "";
    isLast = rows.length < most;
    await peopleFirst();
  }
  return meters.sort(({ meter: a }, { meter: b }) => (a.id < b.id ? -1 : 1));
};

const withRecent = ({ serial: _serial, zones, capacity, recent, ...row }: Row): MeterWithRecent => ({
  meter: { ...row, zones: zonesIn(zones), capacity: BigInt(capacity) },
  recent: recent === null ? [] : recent.split(",").map(recentReading),
});

const recentReading = (text: string): RecentReading => {
  const [id = "", zone = "", kind, day = "", month = "", value = "", turned] = text.split(" ");
  return {
    id,
    zone,
    kind: kind as ReadingKind,
    day,
    month,
    value: BigInt(value),
    turned: turned !== undefined,
  };
};
