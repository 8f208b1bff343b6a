import type { AgendaQuestionModel, Db, MeetingModel } from "../../database/types.ts";
import type { Subject } from "../access/policy.ts";
import type { Totals } from "./decide.ts";
import { type MeetingPolicy, readPolicy } from "./policy.ts";
import { readTotals } from "./stored-count.ts";

/** A meeting's row, with what its columns of JSON say. */
export type HeldMeeting = Omit<MeetingModel, "policy" | "totals"> & {
  policy: MeetingPolicy;
  /** Null until the register is written. */
  totals: Totals | null;
};

export const findMeeting = async (db: Db, meetingId: string): Promise<HeldMeeting | null> => {
  const row = await db.meeting.findUnique({ where: { id: meetingId } });
  return row && heldMeeting(row);
};

export const heldMeeting = ({ policy, totals, ...row }: MeetingModel): HeldMeeting => ({
  ...row,
  policy: readPolicy(policy),
  totals: totals === null ? null : readTotals(totals),
});

export const subjectOf = ({ companyId, buildingId }: HeldMeeting): Subject => ({ companyId, buildingId });

/** The agenda, in its order. In raw SQL, since every tap of a voter reads it. */
export const questionsOf = (db: Db, meetingId: string): Promise<AgendaQuestionModel[]> =>
  db.$queryRaw<AgendaQuestionModel[]>`
    SELECT "id", "companyId", "meetingId", "position", "titleSealed", "proposalSealed", "kind"
    FROM "AgendaQuestion" WHERE "meetingId" = ${meetingId} ORDER BY "position"`;
