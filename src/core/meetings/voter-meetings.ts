import type { Db, MeetingModel } from "../../database/types.ts";
import type { PersonActor } from "../access/actor.ts";
import type { Vault } from "../crypto/vault.ts";
import type { Answers } from "./ballot.ts";
import { type HeldMeeting, heldMeeting } from "./find-meeting.ts";
import { openAnswers } from "./stored-ballots.ts";

/** A meeting as one person sees it in a list. */
export interface OwnMeeting {
  meeting: HeldMeeting;
  title: string;
  /** In whose register the person stands; null: has no vote. */
  own: OwnVote | null;
  /** For whom the person stands by proxy. */
  proxies: { principalId: string; name: string; units: string; voted: boolean }[];
}

export interface OwnVote {
  units: string;
  weight: bigint;
  via: "chat" | "paper" | "proxy" | null;
  votedAt: Date | null;
  /** The number of the ballot. */
  ballot: number | null;
  /** Null in a secret meeting. */
  answers: Answers | null;
  /** Co-owners vote with parts of the same units. */
  shared: boolean;
}

const shown = 8;

/** Meetings of the houses where the person lives or has a vote, the newest first. */
export const meetingsOf = async (db: Db, vault: Vault, actor: PersonActor): Promise<OwnMeeting[]> => {
  const { personId, companyId } = actor;
  const voters = await db.meetingVoter.findMany({
    where: { personId, companyId },
    orderBy: { meetingId: "desc" },
    take: 40,
  });
  const proxies = await db.meetingProxy.findMany({
    where: { holderId: personId, companyId, state: "active" },
    take: 40,
  });
  const meetings = await db.meeting.findMany({
    where: {
      companyId,
      state: { in: ["notice", "voting", "counted", "minutes"] },
      OR: [
        { id: { in: [...voters, ...proxies].map(({ meetingId }) => meetingId) } },
        { buildingId: { in: actor.occupancies.map(({ buildingId }) => buildingId) } },
      ],
    },
    orderBy: { number: "desc" },
    take: shown,
  });
  return Promise.all(meetings.map((row) => ownMeeting(db, vault, personId, row)));
};

/** The same of one meeting; null when it is none of the person's. */
export const ownMeeting = async (
  db: Db,
  vault: Vault,
  personId: string,
  row: MeetingModel,
): Promise<OwnMeeting> => {
  const meeting = heldMeeting(row);
  const voter = await db.meetingVoter.findUnique({
    where: { meetingId_personId: { meetingId: row.id, personId } },
  });
  const proxies = await db.meetingProxy.findMany({
    where: { meetingId: row.id, holderId: personId, state: "active" },
  });
  const principals = await db.meetingVoter.findMany({
    where: { meetingId: row.id, personId: { in: proxies.map(({ principalId }) => principalId) } },
  });
  const ballot =
    voter?.ballot == null
      ? null
      : await db.meetingBallot.findUnique({
          where: { meetingId_index: { meetingId: row.id, index: voter.ballot } },
        });
  return {
    meeting,
    title: vault.open(row.titleSealed),
    own: voter && {
      units: voter.units,
      weight: BigInt(voter.weight),
      via: voter.via,
      votedAt: voter.votedAt,
      ballot: voter.ballot,
      answers: ballot?.answersSealed ? openAnswers(vault, ballot.answersSealed) : null,
      shared: await hasCoOwners(db, row.id, personId),
    },
    proxies: principals.map(({ personId: principalId, nameSealed, units, votedAt }) => ({
      principalId,
      name: vault.open(nameSealed),
      units,
      voted: votedAt !== null,
    })),
  };
};

const hasCoOwners = async (db: Db, meetingId: string, personId: string): Promise<boolean> => {
  const [row] = await db.$queryRaw<{ others: number | bigint }[]>`
    SELECT COUNT(*) AS "others" FROM "EligibleVoter" own
    JOIN "EligibleVoter" other ON other."meetingId" = own."meetingId" AND other."unitId" = own."unitId"
      AND other."personId" <> own."personId"
    WHERE own."meetingId" = ${meetingId} AND own."personId" = ${personId}`;
  return Number(row?.others ?? 0) > 0;
};
