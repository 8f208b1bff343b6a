import { z } from "zod";
import { providerOf } from "../../database/as-db.ts";
import { listParameter } from "../../database/list-parameter.ts";
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
  const people = listParameter(db, personIds);
  const meeting = providerOf(db) === "sqlite" ? "?" : "$2";
  const rows = await db.$queryRawUnsafe<MeetingBallotModel[]>(
    `SELECT "meetingId", "index", "companyId", "personId", "by", "way", "proxyId", "answersSealed", "withdrawn",
      "castBy", "castAt", "receivedOn", "hash"
    FROM "MeetingBallot" WHERE "personId" IN ${people.sql} AND "meetingId" = ${meeting}`,
    people.value,
    meetingId,
  );
  return rows.map((row) => asBallot(vault, row)).sort((a, b) => a.sequence - b.sequence);
};
