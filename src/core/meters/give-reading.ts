import type { MeterModel, ReadingKind } from "../../database/types.ts";
import { can } from "../access/policy.ts";
import { type Day, dayAt, isDay, type Month, monthOf } from "../billing/calendar.ts";
import { factsChanged } from "../billing/month/facts-changed.ts";
import { refuse } from "../directory/refuse.ts";
import { keepFiles, type NewFile } from "../files/keep-files.ts";
import { done, type Outcome, type Refused } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { buildingWindow, takenMonths } from "./building-window.ts";
import { judgeReading, judgeTurned, type Surroundings, type Verdict } from "./judge-reading.ts";
import { digitsOf, muchInAMonth, registersOf } from "./meter.ts";
import { readingTime } from "./reading-month.ts";
import { averageUse, monthsBetween, type RegisterReading, registerReadings } from "./register-readings.ts";

export interface GivenReading {
  meterId: string;
  /** Empty: the only register. */
  zone: string;
  /** Thousandths. */
  value: bigint;
  /** When it was read; today if not given. */
  day?: Day | undefined;
  kind?: Extract<ReadingKind, "monthly" | "handover">;
  /** The giver says that the counter passed its capacity. */
  turned?: boolean;
  /** The giver was asked, and says that it is right. */
  confirmed?: boolean;
  source: "resident" | "staff" | "import";
  /** The message that said it, platform:chat:message: a correction of the message corrects it. */
  message?: string | null;
  /** Kept as a proof. */
  files?: readonly NewFile[];
}

export interface TakenReading {
  readingId: string;
  /** The month whose bill takes it. */
  month: Month;
  late: boolean;
  early: boolean;
  /** Since the reading before; null while there is none. */
  used: bigint | null;
  /** Whether it took the place of another one of the same month. */
  corrected: boolean;
}

export type ReadingRefusal =
  | "not-found"
  | "forbidden"
  | "future"
  | "beyond-capacity"
  | "month-closed"
  | "unusual"
  | "less"
  | "more-than-next"
  | "older";

/**
 * Takes a reading, or a correction of the month's one until its bills are approved. What looks mistyped is refused
 * until its giver confirms it: "unusual" has `times` the usual, "less" tells whether the counter may have turned over.
 * A table doesn't replace what was read after it ("older").
 */
export const giveReading = async (
  work: Work,
  given: GivenReading,
): Promise<Outcome<TakenReading, ReadingRefusal>> => {
  const { tx, actor, now } = work;
  const attempt = { act: "reading.give", subjectType: "meter", subjectId: given.meterId };
  const meter = await tx.meter.findUnique({ where: { id: given.meterId } });
  if (!meter || meter.removed || !registersOf(meter).some(({ zone }) => zone === given.zone))
    return refuse(work, attempt, "not-found");
  if (!can(actor, "reading.give", meter) || (meter.unitId === null && !can(actor, "meter.change", meter)))
    return refuse(work, attempt, "forbidden");
  if (given.value < 0n || given.value >= meter.capacity)
    return refuse(work, attempt, "beyond-capacity", { count: digitsOf(meter.capacity) });
  // Two readings of one meter at once: the second sees the first.
  await tx.meter.updateMany({ where: { id: meter.id }, data: { companyId: meter.companyId } });

  const { timeZone } = await tx.building.findUniqueOrThrow({
    where: { id: meter.buildingId },
    select: { timeZone: true },
  });
  const today = dayAt(now, timeZone);
  const day = given.day ?? today;
  if (!isDay(day) || day > today) return refuse(work, attempt, "future");
  const all = (await registerReadings(tx, [meter.id]))({ meterId: meter.id, zone: given.zone });
  const time = await timeOf(work, meter, given, day, all);
  if (!time) return refuse(work, attempt, "month-closed");

  const kind = given.kind ?? "monthly";
  const standing = all.find(
    (reading) =>
      reading.kind === kind && reading.month === time.month && (kind === "monthly" || reading.day === day),
  );
  const around = surroundings(meter, all, { month: time.month, day, kind });
  const verdict = given.turned ? judgeTurned(given.value, around) : judgeReading(given.value, around);
  const doubt = doubtOf(verdict, given, around);
  if (doubt) return refuse(work, attempt, doubt.code, doubt.params);

  const owner = { companyId: meter.companyId, visibility: "shared", subjectType: "reading" } as const;
  const used = "used" in verdict ? verdict.used : null;
  if (standing && standing.value === given.value) {
    await keepFiles(work, { ...owner, subjectId: standing.id }, given.files ?? []);
    return done({ readingId: standing.id, ...time, used, corrected: false });
  }
  if (given.source === "import" && standing && standing.day > day)
    return refuse(work, attempt, "older", { day: standing.day });
  const reading = await tx.reading.create({
    data: {
      companyId: meter.companyId,
      meterId: meter.id,
      zone: given.zone,
      kind,
      day,
      month: time.month,
      value: given.value,
      turned: "turned" in verdict && verdict.turned,
      late: time.late,
      confirmed: given.confirmed ?? false,
      source: given.source,
      message: given.message ?? null,
      givenBy: actor.kind === "person" ? actor.personId : null,
      createdAt: now,
    },
    select: { id: true },
  });
  if (standing)
    await tx.reading.updateMany({
      where: { id: standing.id },
      data: { replacedAt: now, replacedBy: reading.id },
    });
  await keepFiles(work, { ...owner, subjectId: reading.id }, given.files ?? []);
  await factsChanged(work, meter.companyId, { since: time.month });
  work.audit({
    ...attempt,
    ...(standing ? { before: { value: String(standing.value) } } : {}),
    after: {
      zone: given.zone,
      value: String(given.value),
      day,
      month: time.month,
      confirmed: given.confirmed,
    },
  });
  work.announce({
    type: "reading.given",
    companyId: meter.companyId,
    unitId: meter.unitId,
    meterId: meter.id,
    readingId: reading.id,
    month: time.month,
  });
  return done({
    readingId: reading.id,
    ...time,
    used,
    corrected: standing !== undefined,
  });
};

const timeOf = async (
  { tx }: Work,
  meter: MeterModel,
  { kind }: GivenReading,
  day: Day,
  all: readonly RegisterReading[],
) => {
  const taken = await takenMonths(tx, meter.companyId);
  if (kind === "handover")
    return taken(monthOf(day)) ? null : { month: monthOf(day), late: false, early: false };
  const given = (month: Month) =>
    all.some((reading) => reading.kind === "monthly" && reading.month === month);
  return readingTime(day, await buildingWindow(tx, meter), taken, given);
};

/** The readings around a new one: those of its own month that it replaces are not among them. */
export const surroundings = (
  { capacity, kind: meterKind }: Pick<MeterModel, "capacity" | "kind">,
  all: readonly RegisterReading[],
  at: { month: Month; day: Day; kind: ReadingKind },
): Surroundings => {
  const before = all.filter(
    ({ kind, month, day }) =>
      month < at.month || (month === at.month && (kind === "initial" || (kind !== at.kind && day <= at.day))),
  );
  const previous = before.at(-1);
  const next = all.find(({ month }) => month > at.month);
  return {
    previous: previous?.value ?? null,
    next: next?.value ?? null,
    months: previous ? Math.max(1, monthsBetween(previous.month, at.month)) : 1,
    usual: averageUse(before, capacity, { most: 6, least: 1 })?.volume ?? null,
    much: muchInAMonth[meterKind],
    capacity,
  };
};

/** Why a reading is not taken as it is, if it isn't. */
export const doubtOf = (
  verdict: Verdict,
  { confirmed }: Pick<GivenReading, "confirmed">,
  { previous, next }: Surroundings,
): Refused<"unusual" | "less" | "more-than-next"> | null => {
  if (verdict.verdict === "less")
    return {
      ok: false,
      code: "less",
      params: { previous: String(previous), mayTurn: verdict.turnedUse === null ? 0 : 1 },
    };
  if (verdict.verdict === "more-than-next")
    return { ok: false, code: "more-than-next", params: { next: String(next) } };
  if (verdict.verdict === "unusual" && !confirmed)
    return { ok: false, code: "unusual", params: { times: verdict.times, used: String(verdict.used) } };
  return null;
};
