import type { Tx, VotedVia } from "../../database/types.ts";
import type { PersonActor } from "../access/actor.ts";
import { type Refused, refused } from "../outcome.ts";
import type { HeldMeeting } from "./find-meeting.ts";

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
}

interface Row extends Omit<VoterStanding, "verified" | "votedAt"> {
  unverified: number | bigint;
  votedAt: Date | string | null;
}

/** Null for who is not in the register. */
export const voterStanding = async (
  tx: Tx,
  meetingId: string,
  personId: string,
): Promise<VoterStanding | null> => {
  const [row] = await tx.$queryRaw<Row[]>`
    SELECT v."personId", v."nameSealed", v."units", v."weight", CAST(v."via" AS TEXT) AS "via", v."votedAt",
      v."ballot", (
        SELECT COUNT(*) FROM "EligibleVoter" e
        WHERE e."meetingId" = v."meetingId" AND e."personId" = v."personId" AND NOT EXISTS (
          SELECT 1 FROM "Occupancy" o WHERE o."personId" = e."personId" AND o."unitId" = e."unitId"
            AND CAST(o."kind" AS TEXT) = 'owner' AND o."verifiedAt" IS NOT NULL)
      ) AS "unverified"
    FROM "MeetingVoter" v WHERE v."meetingId" = ${meetingId} AND v."personId" = ${personId}`;
  if (!row) return null;
  const { unverified, votedAt, ...voter } = row;
  return {
    ...voter,
    votedAt: votedAt === null ? null : new Date(votedAt),
    verified: Number(unverified) === 0,
  };
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
