import type { Db } from "../../../database/types.ts";
import { lastDay, type Month, shiftMonth } from "../../billing/calendar.ts";
import type {
  HouseVolume,
  MeasuredService,
  UnitVolume,
  VolumeQuestion,
  VolumesOf,
} from "../../billing/volumes.ts";
import { peopleFirst } from "../../work/people-first.ts";
import { type MeterPolicy, meterPolicy } from "../policy.ts";
import { type ChargedVolumes, chargedVolumes, type Gap } from "./charged-volumes.ts";
import type { CountedRegister } from "./group-volume.ts";
import { type BuildingMeters, buildingMeters, type CountedMeter } from "./meter-rows.ts";
import { type RegisterVolume, registerVolume } from "./register-volume.ts";
import { registersApart } from "./registers-apart.ts";
import { unitVolumes } from "./unit-volume.ts";

/** What meters answer to the month's question, one building at a time. */
export const volumesByMeters: VolumesOf = async (db, question) => {
  const { companyId, buildingId, month, services, units, splits } = question;
  const { policyPack } = await db.company.findUniqueOrThrow({
    where: { id: companyId },
    select: { policyPack: true },
  });
  const policy = meterPolicy(policyPack, lastDay(month));
  const known = await buildingMeters(db, buildingId, month);
  const registers = registersByPlace(known);
  const asked = new Set(units.map(({ unitId }) => unitId));
  const [denied, charged] = await Promise.all([
    deniedTimes(db, companyId, lastDay(month), asked),
    chargedInGaps(db, registers, question, policy),
  ]);
  const answers: UnitVolume[] = [];
  for (const service of services) {
    for (const { unitId, residentDays } of units) {
      answers.push(
        ...unitVolumes({
          unitId,
          residentDays,
          month,
          service,
          registers: registers.get(`${unitId} ${service.meterKind}`) ?? [],
          policy,
          denied: denied.get(unitId) ?? 0,
          charged,
          splits: splits.filter((split) => split.unitId === unitId).map(({ day }) => day),
        }),
      );
    }
    await peopleFirst();
  }
  const house = services
    .filter((service) => service.house)
    .flatMap((service) => houseVolumes(service, registers.get(` ${service.meterKind}`) ?? [], month, policy));
  return { units: answers, house };
};

/** By unit (nothing: the house's own) and kind. */
const registersByPlace = ({ meters, readings }: BuildingMeters): Map<string, CountedRegister[]> => {
  const found = new Map<string, CountedRegister[]>();
  for (const meter of meters) {
    const key = `${meter.unitId ?? ""} ${meter.kind}`;
    const registers = zonesOf(meter).map((zone) => ({
      meter,
      zone,
      readings: readings({ meterId: meter.id, zone }),
    }));
    found.set(key, [...(found.get(key) ?? []), ...registers]);
  }
  return found;
};

const zonesOf = ({ zones }: CountedMeter): string[] => (zones.length > 0 ? zones : [""]);

const deniedTimes = async (
  db: Db,
  companyId: string,
  until: string,
  units: ReadonlySet<string>,
): Promise<Map<string, number>> => {
  const rows = await db.deniedAccess.findMany({
    where: { companyId, day: { lte: until }, OR: [{ endedOn: null }, { endedOn: { gt: until } }] },
    select: { unitId: true },
  });
  const times = new Map<string, number>();
  for (const { unitId } of rows) if (units.has(unitId)) times.set(unitId, (times.get(unitId) ?? 0) + 1);
  return times;
};

/** Receipts are looked into only for units whose readings come after months without. */
const chargedInGaps = (
  db: Db,
  registers: ReadonlyMap<string, readonly CountedRegister[]>,
  { services, month, units }: VolumeQuestion,
  policy: MeterPolicy,
): Promise<ChargedVolumes> => {
  const gaps = units.flatMap(({ unitId }): Gap[] => {
    const serviceIds = new Set<string>();
    let from = month;
    for (const { serviceId, meterKind } of services)
      for (const { meter, readings } of registers.get(`${unitId} ${meterKind}`) ?? []) {
        const volume = registerVolume(meter, readings, month, policy);
        if (volume.origin !== "readings" || volume.gap.length === 0) continue;
        serviceIds.add(serviceId);
        for (const each of volume.gap) if (each < from) from = each;
      }
    // The month before as well: whether it is settled.
    return serviceIds.size > 0 ? [{ unitId, serviceIds, from: shiftMonth(from, -1) }] : [];
  });
  return chargedVolumes(db, gaps, month);
};

const houseVolumes = (
  { serviceId, zones }: MeasuredService,
  registers: readonly CountedRegister[],
  month: Month,
  policy: MeterPolicy,
): HouseVolume[] => {
  const known = registers.flatMap(({ meter, zone, readings }) => {
    const volume = registerVolume(meter, readings, month, { ...policy, leastMonths: 1 });
    return volume.origin === "readings" || volume.origin === "average" ? [{ zone, volume }] : [];
  });
  // A house whose volume is only partly known would make its common use look negative.
  if (known.length === 0 || known.length < registers.length) return [];
  return registersApart(zones, registers).map(({ zone, covers }) => {
    const counted = known.flatMap((each) => (covers(each.zone) ? [each.volume] : []));
    const estimated = counted.some(({ origin }) => origin === "average");
    const [only, another] = counted;
    return {
      serviceId,
      zone,
      volume: counted.reduce((sum, { volume }) => sum + volume, 0n),
      origin: estimated ? ("average" as const) : ("readings" as const),
      readingIds: counted.flatMap((volume) =>
        volume.origin === "readings" ? [volume.previous.id, volume.current.id] : volume.readingIds,
      ),
      ...(estimated ? { months: monthsOf(counted) } : {}),
      ...(only?.origin === "readings" && !another
        ? {
            previous: { value: only.previous.value, day: only.previous.day },
            current: { value: only.current.value, day: only.current.day },
          }
        : {}),
    };
  });
};

const monthsOf = (volumes: readonly RegisterVolume[]): Month[] =>
  [...new Set(volumes.flatMap((volume) => (volume.origin === "average" ? volume.months : [])))].sort();
