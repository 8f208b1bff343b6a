import { providerOf } from "../../database/as-db.ts";
import { rowsOf, sql } from "../../database/sql-part.ts";
import type { Tx, VotedVia } from "../../database/types.ts";
import type { PersonActor } from "../access/actor.ts";
import type { Vault } from "../crypto/vault.ts";
import { type Refused, refused } from "../outcome.ts";
import { type HeldMeeting, type MeetingRow, meetingColumns, meetingFrom } from "./find-meeting.ts";
import { type UrnRow, type UrnState, urnColumns, urnFrom } from "./urn-state.ts";

/** An owner in the register of voters, with how they stand at this moment. */
export interface VoterStanding {
  personId: string;
  nameSealed: string;
  units: string;
  weight: string;
  via: VotedVia | null;
  votedAt: Date | null;
  ballot: number | null;
  /** Every unit of theirs was verified to be theirs, by now. */
  verified: boolean;
  /** Somebody holds a power of attorney of theirs. */
  proxied: boolean;
}

interface Row extends Omit<VoterStanding, "verified" | "proxied" | "votedAt"> {
  unverified: number | bigint;
  proxies: number | bigint;
  votedAt: Date | string | null;
}

/** Of a voter who is called v. */
const standingColumns = sql`v."personId", v."nameSealed", v."units", v."weight", CAST(v."via" AS TEXT) AS "via",
  v."votedAt", v."ballot", (
    SELECT COUNT(*) FROM "EligibleVoter" e
    WHERE e."meetingId" = v."meetingId" AND e."personId" = v."personId" AND NOT EXISTS (
      SELECT 1 FROM "Occupancy" o WHERE o."personId" = e."personId" AND o."unitId" = e."unitId"
        AND CAST(o."kind" AS TEXT) = 'owner' AND o."verifiedAt" IS NOT NULL)
  ) AS "unverified", (
    SELECT COUNT(*) FROM "MeetingProxy" p
    WHERE p."meetingId" = v."meetingId" AND p."principalId" = v."personId" AND p."state" = 'active'
  ) AS "proxies"`;

const standingFrom = (row: Row): VoterStanding => ({
  personId: row.personId,
  nameSealed: row.nameSealed,
  units: row.units,
  weight: row.weight,
  via: row.via,
  ballot: row.ballot,
  votedAt: row.votedAt === null ? null : new Date(row.votedAt),
  verified: Number(row.unverified) === 0,
  proxied: Number(row.proxies) > 0,
});

/** Null for who is not in the register. */
export const voterStanding = async (
  tx: Tx,
  meetingId: string,
  personId: string,
): Promise<VoterStanding | null> => {
  const [row] = await rowsOf<Row>(
    tx,
    sql`SELECT ${standingColumns} FROM "MeetingVoter" v
      WHERE v."meetingId" = ${meetingId} AND v."personId" = ${personId}`,
  );
  return row ? standingFrom(row) : null;
};

/** A meeting and somebody's standing in it by one statement, since every tap of a voter asks for both. */
export const meetingOfVoter = async (
  tx: Tx,
  meetingId: string,
  personId: string,
): Promise<{ meeting: HeldMeeting; voter: VoterStanding | null } | null> => {
  const [row] = await rowsOf<MeetingRow & (Row | { personId: null })>(
    tx,
    sql`SELECT ${meetingColumns}, ${standingColumns} FROM "Meeting" m
      LEFT JOIN "MeetingVoter" v ON v."meetingId" = m."id" AND v."personId" = ${personId}
      WHERE m."id" = ${meetingId}`,
  );
  if (!row) return null;
  return { meeting: meetingFrom(row), voter: row.personId === null ? null : standingFrom(row) };
};

/** The same with what a ballot depends on, which PostgreSQL gives in the same statement; null on SQLite. */
export const meetingOfCaster = async (
  tx: Tx,
  vault: Vault,
  meetingId: string,
  personId: string,
): Promise<{ meeting: HeldMeeting; voter: VoterStanding | null; urn: UrnState | null } | null> => {
  if (providerOf(tx) === "sqlite") {
    const found = await meetingOfVoter(tx, meetingId, personId);
    return found && { ...found, urn: null };
  }
  const [row] = await rowsOf<MeetingRow & (Row | { personId: null }) & UrnRow>(
    tx,
    sql`SELECT ${meetingColumns}, ${standingColumns}, ${urnColumns(meetingId, personId)} FROM "Meeting" m
      LEFT JOIN "MeetingVoter" v ON v."meetingId" = m."id" AND v."personId" = ${personId}
      WHERE m."id" = ${meetingId}`,
  );
  if (!row) return null;
  const { tally, lines, earlier, ...rest } = row;
  const voter = rest.personId === null ? null : standingFrom(rest);
  return { meeting: meetingFrom(rest), voter, urn: voter && urnFrom(vault, { tally, lines, earlier }) };
};

export type NoVoter = "tenant" | "later-owner" | "not-eligible";

/** Why somebody is not in the register, so that they can be told kindly. */
export const whyNoVoter = (
  { occupancies }: PersonActor,
  { buildingId }: Pick<HeldMeeting, "buildingId">,
): Refused<NoVoter> => {
  const here = occupancies.filter((held) => held.buildingId === buildingId);
  if (here.some(({ kind }) => kind === "owner")) return refused("later-owner");
  return refused(here.length > 0 ? "tenant" : "not-eligible");
};
