import { done, type Outcome, refused } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import type { Answers } from "./ballot.ts";
import { findMeeting } from "./find-meeting.ts";
import { receiptHash } from "./receipt.ts";
import { openAnswers } from "./stored-ballots.ts";

/** Shows what lies in the urn of a secret meeting under a code: only who cast it has the code, and no name is asked for. */
export const checkReceipt = async (
  { tx, vault, actor }: Work,
  { meetingId, code }: { meetingId: string; code: string },
): Promise<Outcome<Answers, "not-found" | "unknown-code">> => {
  const meeting = await findMeeting(tx, meetingId);
  if (!meeting?.secret || actor.kind !== "person" || actor.companyId !== meeting.companyId)
    return refused("not-found");
  const choice = await tx.secretChoice.findUnique({
    where: {
      meetingId_receiptHash: { meetingId, receiptHash: receiptHash(vault, meetingId, code) },
    },
  });
  return choice ? done(openAnswers(vault, choice.answersSealed)) : refused("unknown-code");
};
