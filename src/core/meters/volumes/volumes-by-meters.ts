import type { Db } from "../../../database/types.ts";
import { type Day, lastDay, type Month, shiftMonth } from "../../billing/calendar.ts";
import type {
  HouseVolume,
  MeasuredService,
  UnitVolume,
  VolumeQuestion,
  VolumesOf,
} from "../../billing/volumes.ts";
import { peopleFirst } from "../../work/people-first.ts";
import { type MeterPolicy, meterPolicy } from "../policy.ts";
import { chargedVolumes, type Gap } from "./charged-volumes.ts";
import type { CountedRegister } from "./group-volume.ts";
import { buildingMeters, type CountedMeter, type ReadMeter } from "./meter-rows.ts";
import { type PlainReadings, plainReadings, plainVolume } from "./plain-volume.ts";
import { type RegisterVolume, registerVolume } from "./register-volume.ts";
import { registersApart } from "./registers-apart.ts";
import { unitVolumes } from "./unit-volume.ts";

/** What meters answer to the month's question, one building at a time. */
export const volumesByMeters: VolumesOf = async (db, question) => {
  const { companyId, buildingId, month, services, units, splits } = question;
  const [meters, policy] = await Promise.all([
    buildingMeters(db, buildingId, month),
    policyOf(db, companyId, month),
  ]);
  const placeOf = placesOf(meters, month);
  await peopleFirst();
  const gaps = gapsOf(placeOf, question, policy);
  const [denied, charged] = await Promise.all([
    deniedTimes(db, buildingId, lastDay(month)),
    // Receipts are looked into only for units whose readings come after months without.
    chargedVolumes(db, gaps, month),
  ]);
  const special = new Set([...gaps, ...splits].map(({ unitId }) => unitId));
  const answers: UnitVolume[] = [];
  for (const service of services) {
    for (const { unitId, residentDays } of units) {
      const { own, plain } = placeOf(unitId, service.meterKind);
      if (plain && !special.has(unitId)) {
        answers.push(plainVolume(unitId, service, plain));
        continue;
      }
      answers.push(
        ...unitVolumes({
          unitId,
          residentDays,
          month,
          service,
          registers: own,
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
    .flatMap((service) => houseVolumes(service, placeOf("", service.meterKind).own, month, policy));
  return { units: answers, house };
};

const policyOf = async (db: Db, companyId: string, month: Month): Promise<MeterPolicy> => {
  const rows = await db.$queryRaw<Array<{ policyPack: string }>>`
    SELECT "policyPack" FROM "Company" WHERE "id" = ${companyId}`;
  return meterPolicy(rows[0]?.policyPack ?? "", lastDay(month));
};

/** What a unit has of a kind of meters. */
interface Place {
  own: CountedRegister[];
  plain: PlainReadings | null;
}

/** By unit (nothing: the house's own) and kind. */
type PlaceOf = (unitId: string, kind: string) => Readonly<Place>;

const nothing: Place = { own: [], plain: null };

const placesOf = (meters: readonly ReadMeter[], month: Month): PlaceOf => {
  const found = new Map<string, Map<string, Place>>();
  for (const { meter, readings } of meters) {
    const registers = zonesOf(meter).map((zone) => ({ meter, zone, readings: readings(zone) }));
    const unitId = meter.unitId ?? "";
    const kinds = found.get(unitId) ?? new Map<string, Place>();
    const own = [...(kinds.get(meter.kind)?.own ?? []), ...registers];
    found.set(unitId, kinds.set(meter.kind, { own, plain: plainReadings(own, month) }));
  }
  return (unitId, kind) => found.get(unitId)?.get(kind) ?? nothing;
};

const zonesOf = ({ zones }: CountedMeter): string[] => (zones.length > 0 ? zones : [""]);

/** How often each unit of a building did not let staff in. */
const deniedTimes = async (db: Db, buildingId: string, until: Day): Promise<Map<string, number>> => {
  const rows = await db.$queryRaw<Array<{ unitId: string; times: number | bigint }>>`
    SELECT d."unitId", COUNT(*) AS "times" FROM "Unit" AS u JOIN "DeniedAccess" AS d ON d."unitId" = u."id"
    WHERE u."buildingId" = ${buildingId} AND d."day" <= ${until} AND (d."endedOn" IS NULL OR d."endedOn" > ${until})
    GROUP BY d."unitId"`;
  return new Map(rows.map(({ unitId, times }) => [unitId, Number(times)]));
};

/** Of which units earlier months have to be known. */
const gapsOf = (placeOf: PlaceOf, { services, month, units }: VolumeQuestion, policy: MeterPolicy): Gap[] =>
  units.flatMap(({ unitId }): Gap[] => {
    const serviceIds = new Set<string>();
    let from = month;
    for (const { serviceId, meterKind } of services) {
      const { own, plain } = placeOf(unitId, meterKind);
      if (plain) continue;
      for (const { meter, readings } of own) {
        const volume = registerVolume(meter, readings, month, policy);
        if (volume.origin !== "readings" || volume.gap.length === 0) continue;
        serviceIds.add(serviceId);
        for (const each of volume.gap) if (each < from) from = each;
      }
    }
    // The month before as well: whether it is settled.
    return serviceIds.size > 0 ? [{ unitId, serviceIds, from: shiftMonth(from, -1) }] : [];
  });

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
