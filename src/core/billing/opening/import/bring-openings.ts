import type { ImportState } from "../../../../database/types.ts";
import { can } from "../../../access/policy.ts";
import { refuse } from "../../../directory/refuse.ts";
import { done, type Outcome } from "../../../outcome.ts";
import type { Platform } from "../../../platform.ts";
import type { Work } from "../../../work/work.ts";
import { type Day, dayAt, isDay } from "../../calendar.ts";
import { openingDay } from "../opening-day.ts";

/** The queues of the jobs that read a table of opening balances, and that enter it. */
export const readOpeningsQueue = "read-openings";
export const enterOpeningsQueue = "enter-openings";

export interface BroughtOpenings {
  platform: Platform;
  /** What the platform's download needs. */
  externalId: string;
  name: string;
  /** The message and the file's place in it: the same file is taken once. */
  source: string;
  /** The day at whose end the units stood so; null: the last one before the month that is charged next. */
  date: Day | null;
}

/** Somebody brings a table of opening balances. Nothing of it is entered before it was shown and confirmed. */
export const bringOpenings = async (
  work: Work,
  { platform, externalId, name, source, date: said }: BroughtOpenings,
): Promise<Outcome<{ importId: string }, "forbidden" | "bad-date" | "date-ahead">> => {
  const { tx, actor, vault, now } = work;
  const attempt = { act: "openings.bring", subjectType: "openings", subjectId: null };
  if (actor.kind !== "person" || !can(actor, "opening.enter", { companyId: actor.companyId }))
    return refuse(work, attempt, "forbidden");
  const { companyId, personId: broughtBy } = actor;
  const { timeZone } = await tx.company.findUniqueOrThrow({ where: { id: companyId } });
  const date = said ?? (await openingDay(work, companyId));
  if (!isDay(date)) return refuse(work, attempt, "bad-date", { typed: date });
  if (date > dayAt(now, timeZone)) return refuse(work, attempt, "date-ahead");
  const known = await tx.openingImport.findUnique({ where: { source }, select: { id: true } });
  if (known) return done({ importId: known.id });
  const { id: importId } = await tx.openingImport.create({
    data: {
      companyId,
      platform,
      externalId,
      source,
      nameSealed: vault.seal(name),
      date,
      broughtBy,
      createdAt: now,
    },
    select: { id: true },
  });
  work.enqueue({ queue: readOpeningsQueue, payload: { importId } });
  work.audit({ ...attempt, subjectId: importId, after: { name, date } });
  work.announce({ type: "openings.import.changed", companyId, importId });
  return done({ importId });
};

type Decided = Promise<Outcome<{ importId: string }, "not-found" | "forbidden" | "wrong-state">>;

/** Confirms what was shown: the rows without problems are entered by a job. */
export const confirmOpenings = (work: Work, importId: string): Decided =>
  decide(work, importId, "openings.confirm", "importing");

export const cancelOpenings = (work: Work, importId: string): Decided =>
  decide(work, importId, "openings.cancel", "cancelled");

const decide = async (work: Work, importId: string, act: string, state: ImportState): Decided => {
  const { tx, actor, now } = work;
  const attempt = { act, subjectType: "openings", subjectId: importId };
  const found = await tx.openingImport.findUnique({ where: { id: importId } });
  if (!found || actor.kind !== "person") return refuse(work, attempt, "not-found");
  const { companyId } = found;
  if (!can(actor, "opening.enter", { companyId })) return refuse(work, attempt, "forbidden");
  const { count } = await tx.openingImport.updateMany({
    where: { id: importId, state: "previewed" },
    data: { state, decidedBy: actor.personId, decidedAt: now },
  });
  if (count === 0) return refuse(work, attempt, "wrong-state");
  work.enqueue({ queue: enterOpeningsQueue, payload: { importId } });
  work.audit({ ...attempt, after: { state } });
  work.announce({ type: "openings.import.changed", companyId, importId });
  return done({ importId });
};
