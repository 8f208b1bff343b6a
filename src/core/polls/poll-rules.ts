import type { PollAdding, PollVoice } from "../../database/types.ts";

/** What the staff choose for a poll. */
export interface PollRules {
  anonymous: boolean;
  /** A vote that was cast stays. */
  final: boolean;
  voice: PollVoice;
  ownersOnly: boolean;
  /** The counts are shown while it runs. */
  live: boolean;
  adding: PollAdding;
}

/** Where a poll is asked: an entrance, a building, or (null) all of the company. */
export interface PollPlace {
  buildingId: string | null;
  entrance: string | null;
}

/** A resident's proposal asks openly and simply; the counts are shown, as in a group. */
export const proposalRules: PollRules = {
  anonymous: false,
  final: false,
  voice: "person",
  ownersOnly: false,
  live: true,
  adding: "none",
};
