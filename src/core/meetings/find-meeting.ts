import { rowsOf, sql } from "../../database/sql-part.ts";
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

/** A meeting as raw SQL gives it. */
export interface MeetingRow extends Omit<MeetingModel, "policy" | "totals"> {
  policy: string;
  totals: string | null;
}

/** A meeting as it is now; null when there is none. In raw SQL, since every tap of a voter reads it. */
export const findMeeting = async (db: Db, meetingId: string): Promise<HeldMeeting | null> => {
  const [row] = await rowsOf<MeetingRow>(
    db,
    sql`SELECT ${meetingColumns} FROM "Meeting" m WHERE m."id" = ${meetingId}`,
  );
  return row ? meetingFrom(row) : null;
};

/** All columns of a meeting that is called m. */
export const meetingColumns = sql`m."id", m."companyId", m."buildingId", m."number", m."titleSealed",
  CAST(m."state" AS TEXT) AS "state", m."version", CAST(m."policy" AS TEXT) AS "policy", m."secret", m."opensAt",
  m."closesAt", m."snapshotAt", m."noticeAt", m."countedAt", m."minutesAt", m."minutesSealed", m."reasonSealed",
  m."reconvenes", m."scale", m."sharesScale", CAST(m."totals" AS TEXT) AS "totals", m."voters", m."result",
  m."checksum", m."reminded", m."createdBy", m."createdAt"`;

export const meetingFrom = ({ policy, totals, ...row }: MeetingRow): HeldMeeting => ({
  ...row,
  policy: policyFrom(policy),
  totals: totals === null ? null : readTotals(JSON.parse(totals)),
});

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
