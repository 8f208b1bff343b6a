import { createHash } from "node:crypto";
import { z } from "zod";
import { type Choice, choices } from "./ballot.ts";
import type { Count } from "./count.ts";
import { hasQuorum, isAdopted, type Totals } from "./decide.ts";
import type { MeetingPolicy } from "./policy.ts";

const whole = z.string().regex(/^\d+$/);

const shape = z.object({
  all: whole,
  /** The same in shares of the house, by which some rules count beside the weights. */
  allShares: whole,
  eligible: whole,
  participating: whole,
  onPaper: whole,
  quorum: z.boolean(),
  questions: z.array(
    z.object({
      id: z.string(),
      for: whole,
      against: whole,
      abstain: whole,
      spoiled: whole,
      forShares: whole,
      adopted: z.boolean(),
    }),
  ),
  /** How many ballots were cast, and the hash of the last. */
  ballots: z.number().int(),
  head: z.string(),
  urn: z.string(),
});

/** What was counted: weights are whole multiples of 1/scale of the meeting. */
export type MeetingResult = z.infer<typeof shape>;

export const readResult = (stored: unknown): MeetingResult => shape.parse(stored);

export const resultOf = (
  questions: readonly { id: string; kind: string }[],
  counted: Count,
  totals: Totals,
  policy: MeetingPolicy,
  chain: Pick<MeetingResult, "ballots" | "head" | "urn">,
): MeetingResult => ({
  all: String(totals.all.weight),
  allShares: String(totals.all.shares),
  eligible: String(totals.eligible.weight),
  participating: String(counted.participating.weight),
  onPaper: String(counted.onPaper.weight),
  quorum: hasQuorum(policy.quorum, counted.participating, totals),
  questions: questions.map(({ id, kind }) => {
    const sums = counted.questions[id];
    if (!sums) throw new Error(`question ${id} was not counted`);
    const weights = Object.fromEntries(
      choices.map((choice) => [choice, String(sums[choice].weight)]),
    ) as Record<Choice, string>;
    return {
      id,
      ...weights,
      forShares: String(sums.for.shares),
      adopted: isAdopted(kind, sums, counted, totals, policy),
    };
  }),
  ballots: chain.ballots,
  head: chain.head,
  urn: chain.urn,
});

/** Printed in the minutes and by the recount: the same numbers give the same sum, in whatever order they are stored. */
export const checksumOf = (result: MeetingResult): string =>
  createHash("sha256")
    .update(JSON.stringify(inOrder(result)))
    .digest("hex");

const inOrder = (result: MeetingResult): unknown[] => [
  result.all,
  result.allShares,
  result.eligible,
  result.participating,
  result.onPaper,
  result.quorum,
  result.questions.map((question) => [
    question.id,
    ...choices.map((choice) => question[choice]),
    question.forShares,
    question.adopted,
  ]),
  result.ballots,
  result.head,
  result.urn,
];
