import { providerOf } from "../../database/as-db.ts";
import { rowsOf, type SqlPart, sql } from "../../database/sql-part.ts";
import type { Tx } from "../../database/types.ts";
import type { Vault } from "../crypto/vault.ts";
import type { Ballot } from "./ballot.ts";
import type { CountedLine } from "./count.ts";
import { asBallot, ballotsOf, type CastRow } from "./stored-ballots.ts";
import { type Tally, tallyFrom, tallyOf } from "./stored-count.ts";

/** All that a ballot of somebody changes or depends on: to be read under the meeting's lock. */
export interface UrnState {
  tally: Tally;
  /** The lines of all voices that the person has a part in, with those of the co-owners. */
  lines: readonly CountedLine[];
  /** What was cast before in the names of all of them, in its order. */
  earlier: readonly Ballot[];
}

/** As a statement's columns give it, in JSON. */
export interface UrnRow {
  tally: string | null;
  lines: string | null;
  earlier: string | null;
}

type LineItem = [unit: string, owner: string | null, voice: string, weight: string, shares: string];
type CastItem = [
  index: number,
  personId: string,
  by: string,
  way: string,
  answersSealed: string | null,
  withdrawn: boolean,
  castAt: number,
];

/**
 * The state as columns of a larger statement, since on PostgreSQL each round trip of a casting tap is felt. Lists are
 * arrays: of a join PostgreSQL may begin with all lines or ballots of the meeting.
 */
export const urnColumns = (meetingId: string, personId: string): SqlPart => {
  const voices = sql`= ANY (ARRAY(SELECT "voice" FROM "EligibleVoter"
    WHERE "meetingId" = ${meetingId} AND "personId" = ${personId}))`;
  return sql`
    (SELECT CAST(jsonb_build_object('ballots', t."ballots", 'voted', t."voted", 'head', t."head", 'urn', t."urn",
        'count', t."count") AS TEXT)
      FROM "MeetingTally" t WHERE t."meetingId" = ${meetingId}) AS "tally",
    (SELECT CAST(jsonb_agg(jsonb_build_array(l."unitId", l."personId", l."voice", l."weight", l."shares")) AS TEXT)
      FROM "EligibleVoter" l WHERE l."meetingId" = ${meetingId} AND l."voice" ${voices}) AS "lines",
    (SELECT CAST(jsonb_agg(jsonb_build_array(b."index", b."personId", b."by", b."way", b."answersSealed", b."withdrawn",
        CAST(ROUND(EXTRACT(EPOCH FROM b."castAt") * 1000) AS BIGINT)) ORDER BY b."index") AS TEXT)
      FROM "MeetingBallot" b WHERE b."meetingId" = ${meetingId} AND b."personId" = ANY (ARRAY(
        SELECT l."personId" FROM "EligibleVoter" l
        WHERE l."meetingId" = ${meetingId} AND l."personId" IS NOT NULL AND l."voice" ${voices}))) AS "earlier"`;
};

/** Null until the register is written. */
export const urnFrom = (vault: Vault, { tally, lines, earlier }: UrnRow): UrnState | null =>
  tally === null
    ? null
    : {
        tally: tallyFrom(JSON.parse(tally)),
        lines: (JSON.parse(lines ?? "[]") as LineItem[]).map(([unit, owner, voice, weight, shares]) => ({
          unit,
          owner,
          voice,
          weight: BigInt(weight),
          shares: BigInt(shares),
        })),
        earlier: (JSON.parse(earlier ?? "[]") as CastItem[]).map((item) => asBallot(vault, castRow(item))),
      };

const castRow = ([index, personId, by, way, answersSealed, withdrawn, castAt]: CastItem): CastRow => ({
  index,
  personId,
  by,
  way,
  answersSealed,
  withdrawn,
  castAt: new Date(castAt),
});

/** @throws if the meeting has no register yet */
export const urnState = async (
  tx: Tx,
  vault: Vault,
  meetingId: string,
  personId: string,
): Promise<UrnState> => {
  const state =
    providerOf(tx) === "sqlite"
      ? await stateByParts(tx, vault, meetingId, personId)
      : urnFrom(vault, await stateAtOnce(tx, meetingId, personId));
  if (!state) throw new Error(`meeting ${meetingId} is voted on, but has no tally`);
  return state;
};

const stateAtOnce = async (tx: Tx, meetingId: string, personId: string): Promise<UrnRow> => {
  const [row] = await rowsOf<UrnRow>(tx, sql`SELECT ${urnColumns(meetingId, personId)}`);
  return row ?? { tally: null, lines: null, earlier: null };
};

/** On SQLite a statement costs less than to put several together. */
const stateByParts = async (
  tx: Tx,
  vault: Vault,
  meetingId: string,
  personId: string,
): Promise<UrnState | null> => {
  const tally = await tallyOf(tx, meetingId);
  if (!tally) return null;
  const rows = await rowsOf<{
    unitId: string;
    personId: string | null;
    voice: string;
    weight: string;
    shares: string;
  }>(
    tx,
    sql`SELECT "unitId", "personId", "voice", "weight", "shares" FROM "EligibleVoter"
      WHERE "meetingId" = ${meetingId} AND "voice" IN (
        SELECT "voice" FROM "EligibleVoter" WHERE "meetingId" = ${meetingId} AND "personId" = ${personId})`,
  );
  const owners = new Set(rows.flatMap(({ personId: owner }) => owner ?? []));
  return {
    tally,
    lines: rows.map(({ unitId, personId: owner, voice, weight, shares }) => ({
      unit: unitId,
      owner,
      voice,
      weight: BigInt(weight),
      shares: BigInt(shares),
    })),
    earlier: await ballotsOf(tx, vault, meetingId, [...owners]),
  };
};
