import type { PollState, PollUpdateManyMutationInput } from "../../database/types.ts";
import { type Act, can } from "../access/policy.ts";
import { refuse } from "../directory/refuse.ts";
import { done, type Outcome, refused } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import type { PollAct } from "./events.ts";
import { type PollSheet, pollSheet } from "./poll-sheet.ts";

export type ChangeRefusal = "not-found" | "forbidden" | "wrong-state";

interface PollChange<R extends string> {
  pollId: string;
  /** Under which line of the policy table it falls. */
  act: Act;
  from: readonly PollState[];
  /** What becomes of the poll as it is now; `says` is what is announced. */
  decide(poll: PollSheet): Outcome<{ columns: PollUpdateManyMutationInput; says: PollAct }, R>;
}

/** The one way to change a poll: authorise, check its state, decide, write if nobody else changed it, announce. */
export const changePoll = async <R extends string = never>(
  work: Work,
  { pollId, act, from, decide }: PollChange<R>,
): Promise<Outcome<PollSheet, ChangeRefusal | R>> => {
  const { tx, vault, actor } = work;
  const attempt = { act, subjectType: "poll", subjectId: pollId };
  const poll = await pollSheet(tx, vault, pollId);
  if (!poll) return refuse(work, attempt, "not-found");
  const { companyId, place, state } = poll;
  if (!can(actor, act, { companyId, buildingId: place.buildingId }))
    return refuse(work, attempt, "forbidden");
  if (!from.includes(state)) return refuse(work, attempt, "wrong-state", { state });
  const decided = decide(poll);
  if (!decided.ok) {
    work.audit({ ...attempt, outcome: decided.code });
    return decided;
  }
  const { columns, says } = decided.value;
  const { count } = await tx.poll.updateMany({
    where: { id: pollId, state, endAt: poll.endAt },
    data: columns,
  });
  if (count === 0)
    return refused("wrong-state", {
      state: (await tx.poll.findUnique({ where: { id: pollId } }))?.state ?? state,
    });
  work.audit({ ...attempt, before: { state, endAt: poll.endAt }, after: plainOf(columns) });
  work.announce({ type: "poll.changed", act: says, companyId, pollId });
  return done(poll);
};

const plainOf = (columns: PollUpdateManyMutationInput): Record<string, unknown> =>
  Object.fromEntries(Object.entries(columns).filter(([name]) => !name.endsWith("Sealed")));
