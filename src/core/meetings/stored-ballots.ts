import { z } from "zod";
import { providerOf } from "../../database/as-db.ts";
import type { Provider } from "../../database/db.ts";
import type { Db, MeetingBallotModel } from "../../database/types.ts";
import type { Vault } from "../crypto/vault.ts";
import { type Answers, type Ballot, choices } from "./ballot.ts";
import type { HeldMeeting } from "./find-meeting.ts";

const answersShape = z.record(z.string(), z.enum(choices));

export const openAnswers = (vault: Vault, sealed: string): Answers =>
  answersShape.parse(JSON.parse(vault.open(sealed)));

/** A ballot as it is counted; of a secret one only that it was cast. */
export const asBallot = (vault: Vault, row: MeetingBallotModel): Ballot => ({
  owner: row.personId,
  by: row.by === "proxy" ? "proxy" : "owner",
  way: row.way === "paper" ? "paper" : "chat",
  answers: row.withdrawn ? null : row.answersSealed === null ? {} : openAnswers(vault, row.answersSealed),
  at: row.castAt.getTime(),
  sequence: row.index,
});

const columns = `"meetingId", "index", "companyId", "personId", "by", "way", "proxyId", "answersSealed", "withdrawn",
  "castBy", "castAt", "receivedOn", "hash"`;

/** An array on PostgreSQL, which of a list of unknown length expects so many that it reads all ballots of the meeting. */
const castBy: Record<Provider, string> = {
  sqlite: `SELECT ${columns} FROM "MeetingBallot"
    WHERE "personId" IN (SELECT "value" FROM json_each(?)) AND "meetingId" = ?`,
  postgresql: `SELECT ${columns} FROM "MeetingBallot"
    WHERE "personId" = ANY (ARRAY(SELECT jsonb_array_elements_text($1::jsonb))) AND "meetingId" = $2`,
};

/**
 * All that was cast in the names of these owners, in its order. In raw SQL, since every vote reads it; sorted here, since
 * SQLite, asked for an order, would walk through all ballots of the meeting instead of these few.
 */
export const ballotsOf = async (
  db: Db,
  vault: Vault,
  { id: meetingId }: Pick<HeldMeeting, "id">,
  personIds: readonly string[],
): Promise<Ballot[]> => {
  const rows = await db.$queryRawUnsafe<MeetingBallotModel[]>(
    castBy[providerOf(db)],
    JSON.stringify(personIds),
    meetingId,
  );
  return rows.map((row) => asBallot(vault, row)).sort((a, b) => a.sequence - b.sequence);
};
