import type { Account } from "../access/actor.ts";
import { refuse } from "../directory/refuse.ts";
import { done, type Outcome } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { replaceBallot } from "./ballots.ts";
import { closedCode } from "./cast-vote.ts";
import { lockOpenPoll } from "./lock-open-poll.ts";
import { pollSheet } from "./poll-sheet.ts";
import { outsiderKey } from "./voice.ts";
import { type Choices, validChoices } from "./walk.ts";

/** Somebody in the group who is no resident of the place answered: that is shown apart and counts for nothing. */
export const noteOutsider = async (
  work: Work,
  { pollId, account, choices }: { pollId: string; account: Account; choices: Choices },
): Promise<Outcome<null, "not-found" | "ended" | "cancelled" | "not-open-yet">> => {
  const { tx, vault, now } = work;
  const attempt = { act: "poll.vote", subjectType: "poll", subjectId: pollId };
  const poll = await pollSheet(tx, vault, pollId);
  // Only a native poll of a group has outsiders, and those are open.
  if (!poll || poll.rules.anonymous) return refuse(work, attempt, "not-found");
  if (!(await lockOpenPoll(work, poll))) return refuse(work, attempt, closedCode(poll, now));
  const voterKey = outsiderKey(account.platform, account.externalId);
  const where = { pollId_voterKey: { pollId, voterKey } };
  const known = await tx.pollVote.findUnique({ where });
  const valid = validChoices(poll.questions, choices);
  await replaceBallot(tx, vault, poll, { voterKey, choices: valid, counted: false });
  const voted = Object.keys(valid).length > 0;
  const { companyId } = poll;
  if (!known && voted)
    await tx.pollVote.create({ data: { companyId, pollId, voterKey, counted: false, votedAt: now } });
  if (known && !voted) await tx.pollVote.delete({ where });
  const change = Number(voted) - Number(known !== null);
  if (change !== 0)
    await tx.poll.update({ where: { id: pollId }, data: { outsiders: { increment: change } } });
  work.audit({ ...attempt, outcome: "outside" });
  work.announce({ type: "poll.voted", companyId, pollId, personIds: [] });
  return done(null);
};
