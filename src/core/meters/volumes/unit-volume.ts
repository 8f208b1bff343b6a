import type { Month } from "../../billing/calendar.ts";
import { divideRounded } from "../../billing/money/rounding.ts";
import {
  type MeasuredService,
  normVolume,
  type UnitVolume,
  type VolumeReason,
} from "../../billing/volumes.ts";
import type { MeterPolicy } from "../policy.ts";
import { monthsBetween, type RegisterReading, usedOver } from "../register-readings.ts";
import type { ChargedVolumes } from "./charged-volumes.ts";
import type { CountedMeter } from "./meter-rows.ts";
import { type RegisterVolume, registerVolume } from "./register-volume.ts";
import { registersApart } from "./registers-apart.ts";

/** A register of one of the unit's meters of the service's kind. */
export interface CountedRegister {
  meter: CountedMeter;
  zone: string;
  readings: readonly RegisterReading[];
}

export interface UnitQuestion {
  unitId: string;
  /** The sum of its people over the month's days (null: nobody knows), and those days. */
  residentDays: number | null;
  days: number;
  month: Month;
  service: MeasuredService;
  registers: readonly CountedRegister[];
  policy: MeterPolicy;
  /** How often staff were not let in. */
  denied: number;
  charged: ChargedVolumes;
  /** Days on which the unit passed to somebody else. */
  splits: readonly string[];
}

/** A unit's volumes of a service: by readings, else the average, else the norm; registers apart where one has a price of its own. */
export const unitVolumes = (question: UnitQuestion): UnitVolume[] => {
  const { service, registers, policy, month, denied } = question;
  if (registers.length === 0) return byNorm(question);
  const said = registers.map((register) => ({
    register,
    volume: registerVolume(register.meter, register.readings, month, policy),
  }));
  const read = said.every(({ volume }) => volume.origin === "readings" || volume.origin === "new");
  const unknown =
    said.some(({ volume }) => volume.origin === "unknown") ||
    said.every(({ volume }) => volume.origin === "new");
  if (unknown || (!read && denied >= policy.deniedTimes)) return byNorm(question);
  return registersApart(service.zones, registers).map(({ zone, covers }) =>
    together(
      question,
      zone,
      said.filter(({ register }) => covers(register.zone)),
    ),
  );
};

const byNorm = (question: UnitQuestion): UnitVolume[] => {
  const { unitId, service, policy, denied, registers, residentDays, days } = question;
  if (service.norm === null || residentDays === null) return [];
  const factor = registers.length > 0 && denied >= policy.deniedTimes ? policy.deniedFactor : 1000;
  return [
    {
      unitId,
      serviceId: service.serviceId,
      zone: null,
      volume: normVolume(service.norm, { residentDays, days }, factor),
      origin: "norm",
      norm: { each: service.norm, residentDays, days },
      ...(factor === 1000 ? {} : { factor }),
    },
  ];
};

interface Said {
  register: CountedRegister;
  volume: RegisterVolume;
}

const together = (question: UnitQuestion, zone: string | null, all: readonly Said[]): UnitVolume => {
  const { unitId, service, charged } = question;
  // A meter put in had no reading in its first month; those of the one before it have charged that month.
  const said = all.map(({ register, volume }) =>
    volume.origin === "readings"
      ? {
          register,
          volume: {
            ...volume,
            gap: volume.gap.filter((month) => !charged.wasRead(unitId, service.serviceId, zone, month)),
          },
        }
      : { register, volume },
  );
  const estimated = said.some(({ volume }) => volume.origin === "average");
  const gap = said
    .map(({ volume }) => (volume.origin === "readings" ? volume.gap : []))
    .reduce<Month[]>((longest, each) => (each.length > longest.length ? each : longest), []);
  const settled = gap.length > 0 && !estimated;
  const raw = said.reduce((sum, each) => sum + volumeOf(each, settled ? gap : null), 0n);
  const volume = settled ? raw - charged.volume(unitId, service.serviceId, zone, gap) : raw;
  return {
    unitId,
    serviceId: service.serviceId,
    zone,
    volume,
    ...reasonOf(said, estimated),
    ...splitsOf(question, said, volume),
  };
};

/**
 * Of a register in a month. Where the months before lacked readings, all registers are counted from before the gap, so
 * that what the unit was charged in it can be taken off as one; while one of them is still estimated, so are the others
 * that have a gap.
 */
const volumeOf = ({ register, volume }: Said, settledGap: readonly Month[] | null): bigint => {
  if (volume.origin === "average") return volume.volume;
  if (volume.origin !== "readings") return 0n;
  if (settledGap) {
    const [first] = settledGap;
    const { readings, meter } = register;
    const before = readings.filter(
      ({ month, kind }) => first !== undefined && (month < first || (kind === "initial" && month <= first)),
    );
    const from = before.at(-1) ?? readings[0];
    const span = readings.slice(from ? readings.indexOf(from) : 0, readings.indexOf(volume.current) + 1);
    return usedOver(span, meter.capacity);
  }
  if (volume.gap.length === 0) return volume.volume;
  // Of several months this is one: the rest is settled once every register was read.
  return divideRounded(volume.volume, BigInt(volume.gap.length + 1));
};

const reasonOf = (said: readonly Said[], estimated: boolean): VolumeReason => {
  const readings = said.flatMap(({ volume }) => (volume.origin === "readings" ? [volume] : []));
  const averages = said.flatMap(({ volume }) => (volume.origin === "average" ? [volume] : []));
  const readingIds = [
    ...readings.flatMap(({ previous, current }) => [previous.id, current.id]),
    ...averages.flatMap((average) => average.readingIds),
  ];
  const [only, another] = readings;
  const single = only && !another && !estimated;
  return {
    origin: estimated ? "average" : "readings",
    readingIds,
    ...(single
      ? {
          previous: { value: only.previous.value, day: only.previous.day },
          current: { value: only.current.value, day: only.current.day },
        }
      : {}),
    ...(estimated ? { months: [...new Set(averages.flatMap(({ months }) => months))].sort() } : {}),
  };
};

/** What was used by the end of a day on which the unit passed on, where every register was read that day. */
const splitsOf = (
  { splits }: UnitQuestion,
  said: readonly Said[],
  whole: bigint,
): Pick<UnitVolume, "usedBy"> => {
  const usedBy = splits.flatMap((day) => {
    const parts = said.map(({ register: { readings, meter }, volume }) => {
      if (volume.origin !== "readings") return null;
      const at = readings.find((reading) => reading.kind === "handover" && reading.day === day);
      if (!at || monthsBetween(volume.previous.month, at.month) < 0) return null;
      return usedOver(
        readings.slice(readings.indexOf(volume.previous), readings.indexOf(at) + 1),
        meter.capacity,
      );
    });
    if (parts.some((part) => part === null)) return [];
    const volume = parts.reduce<bigint>((sum, part) => sum + (part ?? 0n), 0n);
    return [{ day, volume: volume > whole ? whole : volume }];
  });
  return usedBy.length > 0 ? { usedBy } : {};
};
