import { lastDay, type Month } from "../../billing/calendar.ts";
import type { MeasuredService, UnitVolume } from "../../billing/volumes.ts";
import { type RegisterReading, readInTurn, usedOver } from "../register-readings.ts";
import type { CountedRegister } from "./group-volume.ts";
import { registersApart } from "./registers-apart.ts";

/** The two readings of a place that nothing else has to be asked of. */
export interface PlainReadings {
  register: CountedRegister;
  previous: RegisterReading;
  current: RegisterReading;
}

/**
 * Of a place whose only register was read in a month and in the one before, by a meter whose verification lasts; null of
 * any other. Nearly all places of a month are like this: to ask of a hundred thousand what the others need takes longer
 * than all the rest of the month.
 */
export const plainReadings = (registers: readonly CountedRegister[], month: Month): PlainReadings | null => {
  const [register, another] = registers;
  if (!register || another) return null;
  const { verifiedUntil } = register.meter;
  if (verifiedUntil !== null && verifiedUntil < lastDay(month)) return null;
  const read = readInTurn(register.readings, month);
  return read && { register, ...read };
};

/** The difference of two such readings; `unitVolumes` says the same of a unit with nothing to settle and one holder. */
export const plainVolume = (
  unitId: string,
  { serviceId, zones }: MeasuredService,
  { register, previous, current }: PlainReadings,
): UnitVolume => ({
  unitId,
  serviceId,
  zone: registersApart(zones, [register])[0]?.zone ?? null,
  volume: usedOver([previous, current], register.meter.capacity),
  origin: "readings",
  readingIds: [previous.id, current.id],
  previous: { value: previous.value, day: previous.day },
  current: { value: current.value, day: current.day },
});
