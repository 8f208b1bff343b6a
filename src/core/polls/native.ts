import type { PollSheet } from "./poll-sheet.ts";

/**
 * Whether a group may answer in the platform's own poll: only where nothing depends on who somebody is, since all of a
 * group can press there, and everybody sees who chose what.
 */
export const canBeNative = ({ rules, place, questions }: PollSheet): boolean =>
  questions.length === 1 &&
  !rules.anonymous &&
  !rules.ownersOnly &&
  rules.voice === "person" &&
  rules.adding === "none" &&
  place.entrance === null;
