import type { AgendaQuestionModel, Db, MeetingModel } from "../../database/types.ts";
import type { Subject } from "../access/policy.ts";
import type { Totals } from "./decide.ts";
import { type MeetingPolicy, policyFrom, readPolicy } from "./policy.ts";
import { readTotals } from "./stored-count.ts";

/** A meeting's row, with what its columns of JSON say. */
export type HeldMeeting = Omit<MeetingModel, "policy" | "totals"> & {
  policy: MeetingPolicy;
  /** Null until the register is written. */
  totals: Totals | null;
};

interface Row extends Omit<MeetingModel, "policy" | "totals"> {
  policy: string;
  totals: string | null;
}

/** A meeting as it is now; null when there is none. In raw SQL, since every tap of a voter reads it. */
export const findMeeting = async (db: Db, meetingId: string): Promise<HeldMeeting | null> => {
  const [row] = await db.$queryRaw<Row[]>`
    SELECT "id", "companyId", "buildingId", "number", "titleSealed", CAST("state" AS TEXT) AS "state", "version",
      CAST("policy" AS TEXT) AS "policy", "secret", "opensAt", "closesAt", "snapshotAt", "noticeAt", "countedAt",
      "minutesAt", "minutesSealed", "reasonSealed", "reconvenes", "scale", "sharesScale",
      CAST("totals" AS TEXT) AS "totals", "voters", "result", "checksum", "reminded", "createdBy", "createdAt"
    FROM "Meeting" WHERE "id" = ${meetingId}`;
  if (!row) return null;
  const totals = row.totals === null ? null : readTotals(JSON.parse(row.totals));
  return { ...row, policy: policyFrom(row.policy), totals };
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
