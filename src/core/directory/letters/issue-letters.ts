import { done, type Outcome } from "../../outcome.ts";
import type { Work } from "../../work/work.ts";
import { type Invitee, issueInvite } from "../issue-invite.ts";
import { residentsWithoutAccount } from "../unit-residents.ts";
import { type Letter, letterDays } from "./letter.ts";

/** Units in one transaction: short enough that interactive work is not held up. */
const chunkUnits = 50;

export interface LetterBatch {
  companyId: string;
  unitIds: readonly string[];
  /** Called in the transaction of each chunk. */
  progressed?(work: Work, letters: number): Promise<void>;
}

/** Makes a code for each unit, chunk by chunk, each in a transaction that `run` opens. */
export const issueLetters = async (
  run: <T>(fn: (work: Work) => Promise<T>) => Promise<T>,
  { companyId, unitIds, progressed }: LetterBatch,
): Promise<Outcome<Letter[], "not-found" | "forbidden">> => {
  const letters: Letter[] = [];
  for (let start = 0; start < unitIds.length; start += chunkUnits) {
    const chunk = unitIds.slice(start, start + chunkUnits);
    const outcome = await run(async (work) => {
      const written = await issueChunk(work, companyId, chunk);
      if (written.ok) await progressed?.(work, start + chunk.length);
      return written;
    });
    if (!outcome.ok) return outcome;
    letters.push(...outcome.value);
  }
  return done(letters);
};

const issueChunk = async (
  work: Work,
  companyId: string,
  unitIds: readonly string[],
): Promise<Outcome<Letter[], "not-found" | "forbidden">> => {
  const letters: Letter[] = [];
  for (const unitId of unitIds) {
    const unit = await work.tx.unit.findUnique({
      where: { id: unitId },
      select: { number: true, kind: true },
    });
    if (!unit) continue;
    const invitee = await inviteeOf(work, unitId);
    const issued = await issueInvite(work, { companyId, invitee, validDays: letterDays });
    if (!issued.ok) return issued;
    const { code, expiresAt } = issued.value;
    letters.push({ unit: unit.number, kind: unit.kind, code, expiresAt });
  }
  return done(letters);
};

/**
 * The one whom the register knows there. Of several nobody can tell who opens the letter, and an unknown reader must
 * not become an owner: then the code makes a household member, and the staff may raise that.
 */
const inviteeOf = async (work: Work, unitId: string): Promise<Invitee> => {
  const [one, another] = await residentsWithoutAccount(work, unitId);
  return one && !another
    ? { to: "person", personId: one.personId }
    : { to: "unit", unitId, kind: "household" };
};
