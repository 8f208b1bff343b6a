import type { PollSheet } from "../../core/polls/poll-sheet.ts";
import type { PollState } from "../../database/types.ts";
import { joined, moment, plain, type Text, t } from "../text.ts";

export const stateWord = (state: PollState): Text => t(`polls.state.${state}`);

/** A use case's refusal as a sentence that says what to do. */
export const refusalText = (refusal: { code: string; params?: Record<string, string | number> }): Text => {
  const { state, ...params } = refusal.params ?? {};
  return t(`polls.refusal.${refusal.code}`, {
    ...params,
    ...(typeof state === "string" ? { state: stateWord(state as PollState) } : {}),
  });
};

/** A poll by its number and title, as lists and messages name it. */
export const titleText = ({ number, title }: Pick<PollSheet, "number" | "title">): Text =>
  t("polls.title", { number, title: plain(title) });

export const placeText = ({
  address,
  entrance,
}: {
  address: string | null;
  entrance: string | null;
}): Text => {
  if (address === null) return t("polls.place.company");
  return entrance === null ? plain(address) : t("polls.place.entrance", { address, entrance });
};

/** What a voter should know of the rules: openness, whose voice counts, whether it can be changed. */
export const rulesText = ({ rules }: Pick<PollSheet, "rules">): Text =>
  joined(
    " · ",
    t(rules.anonymous ? "polls.rules.anonymous" : "polls.rules.open"),
    ...(rules.ownersOnly ? [t("polls.rules.owners")] : []),
    ...(rules.voice === "person" ? [] : [t(`polls.rules.${rules.voice}`)]),
    t(rules.final ? "polls.rules.final" : "polls.rules.changeable"),
  );

export const untilText = ({ endAt, timeZone }: Pick<PollSheet, "endAt" | "timeZone">): Text =>
  t("polls.until", { at: moment(endAt, timeZone) });

export const votersText = ({ voters, rules }: Pick<PollSheet, "voters" | "rules">): Text =>
  t(rules.voice === "person" ? "polls.voted.people" : "polls.voted.units", { count: voters });
