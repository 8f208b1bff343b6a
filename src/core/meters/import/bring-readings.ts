import type { ImportState, ReadingImportModel } from "../../../database/types.ts";
import { can } from "../../access/policy.ts";
import { refuse } from "../../directory/refuse.ts";
import { done, type Outcome } from "../../outcome.ts";
import type { Platform } from "../../platform.ts";
import type { Work } from "../../work/work.ts";

/** The queues of the jobs that read a table of readings, and that write it. */
export const readReadingsQueue = "read-readings";
export const importReadingsQueue = "import-readings";

export interface BroughtReadings {
  platform: Platform;
  /** What the platform's download needs. */
  externalId: string;
  name: string;
  /** The message and the file's place in it: the same file is taken once. */
  source: string;
  address: string | null;
}

/** Somebody brings a table of readings. Nothing of it is written before it was shown and confirmed. */
export const bringReadings = async (
  work: Work,
  { platform, externalId, name, source, address }: BroughtReadings,
): Promise<Outcome<{ importId: string }, "forbidden">> => {
  const { tx, actor, vault, now } = work;
  const attempt = { act: "readings.bring", subjectType: "readings", subjectId: null };
  if (actor.kind !== "person" || !can(actor, "reading.import", { companyId: actor.companyId }))
    return refuse(work, attempt, "forbidden");
  const known = await tx.readingImport.findUnique({ where: { source }, select: { id: true } });
  if (known) return done({ importId: known.id });
  const { companyId, personId: broughtBy } = actor;
  const { id: importId } = await tx.readingImport.create({
    data: {
      companyId,
      platform,
      externalId,
      source,
      nameSealed: vault.seal(name),
      address,
      broughtBy,
      createdAt: now,
    },
    select: { id: true },
  });
  work.enqueue({ queue: readReadingsQueue, payload: { importId } });
  work.audit({ ...attempt, subjectId: importId, after: { name } });
  work.announce({ type: "readings.import.changed", companyId, importId });
  return done({ importId });
};

type Decided = Promise<Outcome<{ importId: string }, "not-found" | "forbidden" | "wrong-state">>;

/** Confirms what was shown: the rows without problems are written by a job. */
export const confirmReadings = (work: Work, importId: string): Decided =>
  decide(work, importId, "readings.confirm", "importing");

export const cancelReadings = (work: Work, importId: string): Decided =>
  decide(work, importId, "readings.cancel", "cancelled");

const decide = async (work: Work, importId: string, act: string, state: ImportState): Decided => {
  const { tx, actor, now } = work;
  const attempt = { act, subjectType: "readings", subjectId: importId };
  const found: ReadingImportModel | null = await tx.readingImport.findUnique({ where: { id: importId } });
  if (!found || actor.kind !== "person") return refuse(work, attempt, "not-found");
  const { companyId } = found;
  if (!can(actor, "reading.import", { companyId })) return refuse(work, attempt, "forbidden");
  const { count } = await tx.readingImport.updateMany({
    where: { id: importId, state: "previewed" },
    data: { state, decidedBy: actor.personId, decidedAt: now },
  });
  if (count === 0) return refuse(work, attempt, "wrong-state");
  work.enqueue({ queue: importReadingsQueue, payload: { importId } });
  work.audit({ ...attempt, after: { state } });
  work.announce({ type: "readings.import.changed", companyId, importId });
  return done({ importId });
};
