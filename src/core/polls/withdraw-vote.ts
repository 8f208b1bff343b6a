import { refuse } from "../directory/refuse.ts";
import { done, type Outcome } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { replaceBallot } from "./ballots.ts";
import { closedCode } from "./cast-vote.ts";
import { lockOpenPoll } from "./lock-open-poll.ts";
import { pollSheet } from "./poll-sheet.ts";
import { personKey } from "./voice.ts";

/** Takes the own vote back, as Telegram's polls let people do; only of polls in which each person counts. */
export const withdrawVote = async (
  work: Work,
  { pollId }: { pollId: string },
): Promise<Outcome<null, "not-found" | "final" | "ended" | "cancelled" | "not-open-yet">> => {
  const { tx, vault, actor, now } = work;
  const attempt = { act: "poll.withdraw", subjectType: "poll", subjectId: pollId };
  const poll = await pollSheet(tx, vault, pollId);
  if (!poll || actor.kind !== "person" || actor.companyId !== poll.companyId)
    return refuse(work, attempt, "not-found");
  if (poll.rules.final || poll.rules.voice !== "person") return refuse(work, attempt, "final");
  if (!(await lockOpenPoll(work, poll))) return refuse(work, attempt, closedCode(poll, now));
  const voterKey = personKey(actor.personId);
  await replaceBallot(tx, vault, poll, { voterKey, choices: {}, counted: true });
  const { count } = await tx.pollVote.deleteMany({ where: { pollId, voterKey } });
  if (count > 0) await tx.poll.update({ where: { id: pollId }, data: { voters: { decrement: count } } });
  work.audit(attempt);
  work.announce({
    type: "poll.voted",
    companyId: poll.companyId,
    pollId,
    personIds: [actor.personId],
  });
  return done(null);
};
