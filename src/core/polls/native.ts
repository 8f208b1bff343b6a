import type { PollSheet } from "./poll-sheet.ts";

/**
 * Whether a group may answer in the platform's own poll: only where nothing depends on who somebody is, since all of a
 * group can press there, and everybody sees who chose what. A poll with pictures comes as a card with them: the platform's own
 * shows none beside its question.
 */
export const canBeNative = ({ rules, place, questions, files }: PollSheet): boolean =>
  questions.length === 1 &&
  files.length === 0 &&
  !rules.anonymous &&
  !rules.ownersOnly &&
  rules.voice === "person" &&
  rules.adding === "none" &&
  place.entrance === null;
