import { done, type Outcome, refused } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { isNeighbour, unitsWithVoice } from "./electorate.ts";
import { type OwnVote, ownVote } from "./own-vote.ts";
import { type PollSheet, pollSheet } from "./poll-sheet.ts";
import { voteDraft } from "./vote-draft.ts";
import type { Walk } from "./walk.ts";

export interface ResidentPoll {
  poll: PollSheet;
  own: OwnVote;
  walk: Walk | null;
}

/** A poll as a resident of its place may see it, who is asked by it. */
export const pollForResident = async (
  { tx, vault, actor }: Work,
  pollId: string,
): Promise<Outcome<ResidentPoll, "not-found" | "not-asked" | "owners-only">> => {
  const poll = await pollSheet(tx, vault, pollId);
  if (!poll || actor.kind !== "person" || poll.openedAt === null) return refused("not-found");
  if (!isNeighbour(poll, actor)) return refused("not-asked");
  if ((await unitsWithVoice(tx, poll, actor)).length === 0)
    return refused(poll.rules.ownersOnly ? "owners-only" : "not-asked");
  const own = await ownVote(tx, vault, poll, actor.personId);
  return done({ poll, own, walk: await voteDraft(tx, vault, pollId, actor.personId) });
};
