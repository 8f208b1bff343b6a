import { sameAs, tidy } from "../directory/names.ts";
import { done, type Outcome, refused } from "../outcome.ts";
import { pollLimits } from "./limits.ts";
import type { PollRules } from "./poll-rules.ts";

export interface QuestionInput {
  text: string;
  /** In their order. */
  options: readonly string[];
  multiple: boolean;
}

export type QuestionRefusal =
  | "question-missing"
  | "question-too-long"
  | "too-few-options"
  | "too-many-options"
  | "option-too-long"
  | "same-options";

/** A question with its texts tidied, or what is wrong with it. */
export const checkQuestion = (input: QuestionInput): Outcome<QuestionInput, QuestionRefusal> => {
  const text = tidy(input.text);
  const options = input.options.map(tidy).filter((option) => option !== "");
  if (text === "") return refused("question-missing");
  if (text.length > pollLimits.question) return refused("question-too-long", { max: pollLimits.question });
  if (options.length < 2) return refused("too-few-options");
  if (options.length > pollLimits.options) return refused("too-many-options", { max: pollLimits.options });
  const long = options.find((option) => option.length > pollLimits.option);
  if (long !== undefined)
    return refused("option-too-long", { option: `${long.slice(0, 40)}…`, max: pollLimits.option });
  if (new Set(options.map(alike)).size < options.length) return refused("same-options");
  return done({ text, options, multiple: input.multiple });
};

/** What two options share that people would take for the same. */
export const alike = (option: string): string => sameAs(option) || tidy(option);

export type RulesRefusal = "anonymous-live" | "final-and-last";

/** Rules that would contradict each other. */
export const checkRules = (rules: PollRules): Outcome<PollRules, RulesRefusal> => {
  // Whoever sees who votes and how the counts move at the same time knows what was chosen.
  if (rules.anonymous && rules.live) return refused("anonymous-live");
  if (rules.final && rules.voice === "unit_last") return refused("final-and-last");
  return done(rules);
};

export type TimesRefusal = "ends-too-soon" | "ends-too-late" | "starts-in-the-past";

export interface PollTimes {
  /** Null: when the staff start it. */
  startAt: Date | null;
  endAt: Date;
}

export const checkTimes = ({ startAt, endAt }: PollTimes, now: Date): Outcome<PollTimes, TimesRefusal> => {
  if (startAt && startAt <= now) return refused("starts-in-the-past");
  const begin = startAt ?? now;
  if (endAt.getTime() - begin.getTime() < pollLimits.minutes * 60_000)
    return refused("ends-too-soon", { minutes: pollLimits.minutes });
  if (endAt.getTime() - now.getTime() > pollLimits.days * 86_400_000)
    return refused("ends-too-late", { days: pollLimits.days });
  return done({ startAt, endAt });
};
