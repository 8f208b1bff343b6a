import { ballotHash } from "../../src/core/meetings/ballot-chain.ts";
import { count } from "../../src/core/meetings/count.ts";
import { findMeeting } from "../../src/core/meetings/find-meeting.ts";
import { linesOf } from "../../src/core/meetings/recount.ts";
import { asBallot } from "../../src/core/meetings/stored-ballots.ts";
import { countJson } from "../../src/core/meetings/stored-count.ts";
import type { Core } from "../../src/core/work/core.ts";
import type { Assembly } from "./meeting-house.ts";

const rowsAtATime = 500;

/**
 * Ballots of all owners from the one place to the other, written at once as the votes would have been one by one, to
 * reach a turnout. That they are the same is checked by the recount at the end.
 */
export const fillUrn = async (
  { database, vault, clock }: Core,
  { companyId, meetingId, questionIds, people }: Assembly,
  from: number,
  to: number,
): Promise<void> => {
  if (to <= from) return;
  const meeting = await findMeeting(database.read, meetingId);
  const tally = await database.read.meetingTally.findUniqueOrThrow({ where: { meetingId } });
  if (!meeting) throw new Error("the meeting is gone");
  const castAt = clock.now();
  let { head } = tally;
  const rows = people.slice(from, to).map(({ personId }, at) => {
    const choice = at % 3 === 0 ? "against" : "for";
    const row = {
      meetingId,
      index: tally.ballots + at + 1,
      companyId,
      personId,
      by: "owner",
      way: "chat",
      proxyId: null,
      answersSealed: vault.seal(JSON.stringify(Object.fromEntries(questionIds.map((id) => [id, choice])))),
      withdrawn: false,
      castBy: personId,
      castAt,
      receivedOn: null,
    };
    head = ballotHash(head, row);
    return { ...row, hash: head };
  });
  for (let at = 0; at < rows.length; at += rowsAtATime) {
    const some = rows.slice(at, at + rowsAtATime);
    await database.transaction(async (tx) => {
      await tx.meetingBallot.createMany({ data: some });
      await tx.meetingVoter.updateMany({
        where: { meetingId, personId: { in: some.map(({ personId }) => personId) } },
        data: { via: "chat", votedAt: castAt },
      });
    });
  }
  await database.transaction(
    (tx) => tx.$executeRaw`
    UPDATE "MeetingVoter" SET "ballot" = b."index" FROM "MeetingBallot" b
    WHERE "MeetingVoter"."meetingId" = ${meetingId} AND b."meetingId" = ${meetingId}
      AND b."personId" = "MeetingVoter"."personId"`,
  );
  const all = await database.read.meetingBallot.findMany({ where: { meetingId } });
  const ballots = all.map((row) => asBallot(vault, row));
  const counted = count(await linesOf(database.read, meetingId), ballots, questionIds, meeting.policy);
  await database.transaction((tx) =>
    tx.meetingTally.update({
      where: { meetingId },
      data: {
        ballots: tally.ballots + rows.length,
        voted: tally.voted + rows.length,
        head,
        count: countJson(counted),
      },
    }),
  );
};
