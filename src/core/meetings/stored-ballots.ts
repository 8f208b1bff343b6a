import { z } from "zod";
import { listParameter } from "../../database/list-parameter.ts";
import { rowsOf, sql } from "../../database/sql-part.ts";
import type { Db, MeetingBallotModel } from "../../database/types.ts";
import type { Vault } from "../crypto/vault.ts";
import { type Answers, type Ballot, choices } from "./ballot.ts";

const answersShape = z.record(z.string(), z.enum(choices));

export const openAnswers = (vault: Vault, sealed: string): Answers =>
  answersShape.parse(JSON.parse(vault.open(sealed)));

/** What of a stored ballot is counted. */
export type CastRow = Pick<
  MeetingBallotModel,
  "index" | "personId" | "by" | "way" | "answersSealed" | "withdrawn" | "castAt"
>;

/** A ballot as it is counted; of a secret one only that it was cast. */
export const asBallot = (vault: Vault, row: CastRow): Ballot => ({
  owner: row.personId,
  by: row.by === "proxy" ? "proxy" : "owner",
  way: row.way === "paper" ? "paper" : "chat",
  answers: row.withdrawn ? null : row.answersSealed === null ? {} : openAnswers(vault, row.answersSealed),
  at: row.castAt.getTime(),
  sequence: row.index,
});

/**
 * All that was cast in the names of these owners, in its order. In raw SQL, since every vote on SQLite reads it; sorted
 * here, since SQLite, asked for an order, would walk through all ballots of the meeting instead of these few.
 */
export const ballotsOf = async (
  db: Db,
  vault: Vault,
  meetingId: string,
  personIds: readonly string[],
): Promise<Ballot[]> => {
  const rows = await rowsOf<CastRow>(
    db,
    sql`SELECT "index", "personId", "by", "way", "answersSealed", "withdrawn", "castAt" FROM "MeetingBallot"
      WHERE "personId" IN ${listParameter(db, personIds)} AND "meetingId" = ${meetingId}`,
  );
  return rows.map((row) => asBallot(vault, row)).sort((a, b) => a.sequence - b.sequence);
};
