import type { Db, MeterModel, ReadingKind } from "../../database/types.ts";
import { type Day, dayAt, lastDay, type Month } from "../billing/calendar.ts";
import { buildingWindow, takenMonths } from "./building-window.ts";
import { expiredBy } from "./expired-by.ts";
import { surroundings } from "./give-reading.ts";
import type { Surroundings } from "./judge-reading.ts";
import { registersOf, standingMeters } from "./meter.ts";
import { meterPolicy } from "./policy.ts";
import { type ReadingTime, readingTime, windowDays } from "./reading-month.ts";
import { type RegisterReading, registerReadings } from "./register-readings.ts";

/** A register as people see it: where it stood before, and whether this month's reading is there. */
export interface ShownRegister {
  meter: MeterModel;
  zone: string;
  /** The month whose bill would take a reading of today. */
  time: ReadingTime;
  previous: RegisterReading | null;
  current: RegisterReading | null;
  /** Its verification ran out: by the policy no reading of that month counts. */
  expired: boolean;
  around: Surroundings;
}

/** Whether a reading is wanted of it. */
export const isMissing = ({ current, expired }: ShownRegister): boolean => current === null && !expired;

export interface Registers {
  today: Day;
  window: { from: Day; to: Day };
  registers: ShownRegister[];
}

type Place = { companyId: string; buildingId: string; unitId: string | null };

/** The registers of a unit, or the house's own ones, in their order. Does not authorise. */
export const placeRegisters = async (db: Db, place: Place, now: Date): Promise<Registers> => {
  const { companyId, buildingId, unitId } = place;
  const { timeZone } = await db.building.findUniqueOrThrow({
    where: { id: buildingId },
    select: { timeZone: true },
  });
  const today = dayAt(now, timeZone);
  const meters = await standingMeters(db, unitId === null ? { buildingId, unitId } : { unitId });
  const readings = await registerReadings(
    db,
    meters.map(({ id }) => id),
  );
  const window = await buildingWindow(db, place);
  const taken = await takenMonths(db, companyId);
  const { policyPack } = await db.company.findUniqueOrThrow({
    where: { id: companyId },
    select: { policyPack: true },
  });
  const kind: ReadingKind = "monthly";
  const registers = meters.flatMap((meter) =>
    registersOf(meter).map(({ zone }): ShownRegister => {
      const all = readings({ meterId: meter.id, zone });
      const given = (month: Month) => all.some((reading) => reading.kind === kind && reading.month === month);
      const time = readingTime(today, window, taken, given);
      return {
        meter,
        zone,
        time,
        previous:
          all.findLast(({ month }) => month < time.month) ??
          all.find((each) => each.kind === "initial") ??
          null,
        expired: expiredBy(meter, time.month, meterPolicy(policyPack, lastDay(time.month))) !== null,
        current: all.find((reading) => reading.kind === kind && reading.month === time.month) ?? null,
        around: surroundings(meter, all, { month: time.month, day: today, kind }),
      };
    }),
  );
  const month = registers[0]?.time.month ?? today.slice(0, 7);
  return { today, window: windowDays(window, month), registers };
};
