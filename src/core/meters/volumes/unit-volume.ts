import type { Month } from "../../billing/calendar.ts";
import { type MeasuredService, normVolume, type UnitVolume } from "../../billing/volumes.ts";
import type { MeterPolicy } from "../policy.ts";
import type { ChargedVolumes } from "./charged-volumes.ts";
import { type CountedRegister, type Group, groupVolume, isEstimated } from "./group-volume.ts";
import { registerVolume } from "./register-volume.ts";
import { registersApart } from "./registers-apart.ts";
import { gapOf, takeWholeOff, unread } from "./settled-months.ts";

export interface UnitQuestion {
  unitId: string;
  /** The sum of people over the days of the month; null: nobody knows. */
  residentDays: number | null;
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
  const charged = question.charged(question.unitId, service.serviceId);
  const groups = registersApart(service.zones, registers).map((registers) => ({
    registers,
    said: unread(
      charged,
      registers,
      said.filter(({ register }) => registers.covers(register.zone)),
    ),
  }));
  const gap = gapOf(charged, groups, month);
  // What was charged for all registers as a whole can only be taken off once all of them are read.
  const asOne = gap.some((each) => charged.wasWhole(each));
  const settles = (some: readonly Group[]): Month[] =>
    some.some(({ said }) => isEstimated(said)) ? [] : gapOf(charged, some, month);
  const whole = asOne ? settles(groups) : null;
  const volumes = groups.map((group) => groupVolume(question, charged, group, whole ?? settles([group])));
  return whole ? takeWholeOff(question, charged, groups, { volumes, gap: whole }) : volumes;
};

const byNorm = (question: UnitQuestion): UnitVolume[] => {
  const { unitId, residentDays, month, service, policy, denied, registers } = question;
  if (service.norm === null || residentDays === null) return [];
  const factor = registers.length > 0 && denied >= policy.deniedTimes ? policy.deniedFactor : 1000;
  return [
    {
      unitId,
      serviceId: service.serviceId,
      zone: null,
      origin: "norm",
      ...normVolume(service.norm, { residentDays, month, factor }),
      ...(factor === 1000 ? {} : { factor }),
    },
  ];
};
