import type { MeterKind, MeterModel } from "../../database/types.ts";
import { can } from "../access/policy.ts";
import { type Day, isDay, monthOf } from "../billing/calendar.ts";
import { factsChanged } from "../billing/month/facts-changed.ts";
import { refuse } from "../directory/refuse.ts";
import { done, type Outcome } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { capacityOf, registersOf, type ZoneCount, zoneNames } from "./meter.ts";

export interface NewMeter {
  buildingId: string;
  /** Null: the house's own. */
  unitId: string | null;
  kind: MeterKind;
  serial: string;
  zones: ZoneCount;
  /** Digits before the point. */
  digits: number;
  place: string | null;
  verifiedUntil: Day | null;
  /** The day it was put in, and what its registers stood at then, in thousandths. */
  day: Day;
  initial: readonly bigint[];
}

type Refusal =
  | "not-found"
  | "forbidden"
  | "serial-taken"
  | "beyond-capacity"
  | "wrong-day"
  | "reading-missing";

/** Puts in a meter with the readings it begins with. */
export const addMeter = async (
  work: Work,
  meter: NewMeter,
): Promise<Outcome<{ meterId: string }, Refusal>> => {
  const { tx, actor, now } = work;
  const attempt = { act: "meter.add", subjectType: "building", subjectId: meter.buildingId };
  const building = await tx.building.findUnique({ where: { id: meter.buildingId } });
  if (!building) return refuse(work, attempt, "not-found");
  const { companyId } = building;
  if (!can(actor, "meter.change", { companyId, buildingId: building.id }))
    return refuse(work, attempt, "forbidden");
  const serial = meter.serial.trim();
  const where = { companyId_buildingId_serial: { companyId, buildingId: building.id, serial } };
  if (await tx.meter.findUnique({ where })) return refuse(work, attempt, "serial-taken", { serial });
  const capacity = capacityOf(meter.digits);
  if (meter.initial.some((value) => value >= capacity))
    return refuse(work, attempt, "beyond-capacity", { count: meter.digits });
  if (!isDay(meter.day)) return refuse(work, attempt, "wrong-day");
  const { unitId, kind, place, verifiedUntil } = meter;
  const zones = [...zoneNames[meter.zones]];
  const added = await tx.meter.create({
    data: {
      companyId,
      buildingId: building.id,
      unitId,
      kind,
      serial,
      zones,
      capacity,
      place,
      verifiedUntil,
      createdBy: actor.kind === "person" ? actor.personId : null,
      createdAt: now,
    },
  });
  const registers = registersOf(added);
  if (registers.length !== meter.initial.length) return refuse(work, attempt, "reading-missing");
  await tx.reading.createMany({
    data: registers.map(({ zone }, at) => ({
      companyId,
      meterId: added.id,
      zone,
      kind: "initial" as const,
      day: meter.day,
      month: monthOf(meter.day),
      value: meter.initial[at] ?? 0n,
      source: "staff",
      givenBy: actor.kind === "person" ? actor.personId : null,
      createdAt: now,
    })),
  });
  await factsChanged(work, companyId, { since: monthOf(meter.day) });
  work.audit({ ...attempt, after: { meterId: added.id, unitId, kind, serial } });
  return done({ meterId: added.id });
};

/** Its verification holds until another day. */
export const verifyMeter = (
  work: Work,
  { meterId, until }: { meterId: string; until: Day },
): Promise<Outcome<MeterModel, Refusal>> =>
  change(work, "meter.verify", meterId, until, { verifiedUntil: until, warnedFor: null });

const change = async (
  work: Work,
  act: string,
  meterId: string,
  day: Day,
  data: Partial<Pick<MeterModel, "verifiedUntil" | "warnedFor">>,
): Promise<Outcome<MeterModel, Refusal>> => {
  const attempt = { act, subjectType: "meter", subjectId: meterId };
  const meter = await work.tx.meter.findUnique({ where: { id: meterId } });
  if (!meter || meter.removed) return refuse(work, attempt, "not-found");
  if (!can(work.actor, "meter.change", meter)) return refuse(work, attempt, "forbidden");
  if (!isDay(day)) return refuse(work, attempt, "wrong-day");
  const changed = await work.tx.meter.update({ where: { id: meterId }, data });
  const { verifiedUntil: before } = meter;
  await factsChanged(work, meter.companyId, {
    since: monthOf(before !== null && before < day ? before : day),
  });
  work.audit({ ...attempt, before: { verifiedUntil: meter.verifiedUntil }, after: data });
  return done(changed);
};
