import { can } from "../access/policy.ts";
import { type Day, dayAt, type Month, monthOf } from "../billing/calendar.ts";
import { heldAt } from "../directory/occupancy.ts";
import { refuse } from "../directory/refuse.ts";
import { audienceOf } from "../directory/who-gets.ts";
import { done, type Outcome } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { buildingWindow, takenMonths } from "./building-window.ts";
import { readingProgress } from "./missing-readings.ts";
import { windowDays } from "./reading-month.ts";

/** The queue of the job that goes on reminding where a transaction ended. */
export const remindReadingsQueue = "remind-readings";

/** Units in one transaction. */
const remindedAtOnce = 50;

/**
 * Reminds the people of a building's units that lack readings of the month, each once a day, the first ones after
 * `after`. Who has sent everything is left in peace, and everybody once the month's bills are approved.
 */
export const remindReadings = async (
  work: Work,
  { buildingId, after = "" }: { buildingId: string; after?: string },
): Promise<Outcome<{ reminded: number; next: string | null }, "not-found" | "forbidden">> => {
  const { tx, now } = work;
  const attempt = { act: "reading.remind", subjectType: "building", subjectId: buildingId };
  const building = await tx.building.findUnique({ where: { id: buildingId } });
  if (!building) return refuse(work, attempt, "not-found");
  const { companyId, timeZone } = building;
  if (!can(work.actor, "reading.overview", { companyId, buildingId }))
    return refuse(work, attempt, "forbidden");
  const day = dayAt(now, timeZone);
  const month = monthOf(day);
  // What comes now is the next month's, which nobody is asked for yet.
  if ((await takenMonths(tx, companyId))(month)) return done({ reminded: 0, next: null });
  const { missing } = await readingProgress(tx, building, month);
  const units = missing
    .toSorted((a, b) => (a.unitId < b.unitId ? -1 : 1))
    .filter(({ unitId }) => unitId > after);
  const chunk = units.slice(0, remindedAtOnce);
  const until = windowDays(await buildingWindow(tx, { companyId, buildingId }), month).to;
  const people = await remindUnits(work, {
    companyId,
    month,
    day,
    until,
    unitIds: chunk.map(({ unitId }) => unitId),
  });
  if (people > 0) work.audit({ ...attempt, after: { month, people } });
  const next = units.length > chunk.length ? (chunk.at(-1)?.unitId ?? null) : null;
  if (next !== null) work.enqueue({ queue: remindReadingsQueue, payload: { buildingId, after: next } });
  return done({ reminded: people, next });
};

interface Reminder {
  companyId: string;
  month: Month;
  day: Day;
  until: Day;
  unitIds: readonly string[];
}

const remindUnits = async (
  work: Work,
  { companyId, month, day, until, unitIds }: Reminder,
): Promise<number> => {
  const { tx, now } = work;
  const reminded = await audienceOf(tx, companyId, "meter");
  const held = await tx.occupancy.findMany({
    where: { unitId: { in: [...unitIds] }, kind: { in: [...reminded] }, ...heldAt(now) },
    select: { unitId: true, personId: true },
  });
  const known = await tx.readingReminder.findMany({ where: { unitId: { in: [...unitIds] }, month, day } });
  const told = new Set(known.map(({ unitId, personId }) => `${unitId} ${personId}`));
  let people = 0;
  for (const { unitId, personId } of held) {
    if (told.has(`${unitId} ${personId}`)) continue;
    told.add(`${unitId} ${personId}`);
    await tx.readingReminder.create({ data: { companyId, unitId, personId, month, day } });
    work.announce({ type: "readings.wanted", companyId, unitId, personId, month, until });
    people += 1;
  }
  return people;
};
