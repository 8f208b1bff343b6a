import { can } from "../access/policy.ts";
import { refuse } from "../directory/refuse.ts";
import { done, type Outcome } from "../outcome.ts";
import type { Work } from "../work/work.ts";

/** The staff take or refuse an option that a resident suggested; of two who decide, the first does. */
export const decideOption = async (
  work: Work,
  { optionId, take }: { optionId: string; take: boolean },
): Promise<Outcome<{ pollId: string }, "not-found" | "forbidden" | "decided-already" | "ended">> => {
  const { tx, actor, now } = work;
  const attempt = { act: "poll.decide-option", subjectType: "poll-option", subjectId: optionId };
  const option = await tx.pollOption.findUnique({ where: { id: optionId } });
  const poll = option && (await tx.poll.findUnique({ where: { id: option.pollId } }));
  if (!poll) return refuse(work, attempt, "not-found");
  const { id: pollId, companyId, buildingId } = poll;
  if (!can(actor, "poll.decide", { companyId, buildingId })) return refuse(work, attempt, "forbidden");
  if (poll.state !== "open" || poll.endAt <= now) return refuse(work, attempt, "ended");
  const { count } = await tx.pollOption.updateMany({
    where: { id: optionId, state: "waiting" },
    data: { state: take ? "shown" : "refused" },
  });
  if (count === 0) return refuse(work, attempt, "decided-already");
  if (take) await tx.poll.update({ where: { id: pollId }, data: { tally: { increment: 1 } } });
  work.audit({ ...attempt, after: { take } });
  work.announce({ type: "poll.option", act: "decided", companyId, pollId, optionId });
  return done({ pollId });
};
