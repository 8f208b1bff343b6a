import type { Turn } from "../route.ts";
import { pollLink } from "./group-card.ts";
import { showPoll } from "./show-poll.ts";

/** A link out of a group that leads to a poll; false: it leads elsewhere. */
export const followPollLink = async (turn: Turn, payload: string): Promise<boolean> => {
  if (!payload.startsWith(pollLink)) return false;
  await showPoll(turn, payload.slice(pollLink.length));
  return true;
};
