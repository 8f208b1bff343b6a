import { ownVote } from "../../core/polls/own-vote.ts";
import { pollSheet } from "../../core/polls/poll-sheet.ts";
import { voteDraft } from "../../core/polls/vote-draft.ts";
import type { CardPresenter } from "../card-renderer.ts";
import { residentView } from "./resident-view.ts";

export const pollResidentKind = "poll-resident";

/** The poll in a resident's private chat, as it stands for this resident. */
export const pollResidentCard: CardPresenter = async (read, vault, { subjectId, personId }) => {
  const poll = personId === null ? null : await pollSheet(read, vault, subjectId);
  if (!poll || personId === null) return null;
  const own = await ownVote(read, vault, poll, personId);
  return residentView({ poll, own, walk: await voteDraft(read, vault, subjectId, personId) });
};
