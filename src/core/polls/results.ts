import { type PollSheet, type SheetOption, shownOptions } from "./poll-sheet.ts";

export interface OptionResult {
  id: string;
  text: string;
  votes: number;
  others: number;
  /** Of all who voted, in whole percent. */
  percent: number;
  /** Nobody has more, and somebody has any. */
  leads: boolean;
}

export interface QuestionResult {
  id: string;
  text: string;
  multiple: boolean;
  options: OptionResult[];
}

/** What a poll says at this moment, by the counts kept with each vote. */
export const pollResults = ({
  questions,
  voters,
}: Pick<PollSheet, "questions" | "voters">): QuestionResult[] =>
  questions.map((question) => {
    const options = shownOptions(question);
    const most = Math.max(0, ...options.map(({ votes }) => votes));
    return {
      id: question.id,
      text: question.text,
      multiple: question.multiple,
      options: options.map((option) => optionResult(option, voters, most)),
    };
  });

const optionResult = (
  { id, text, votes, others }: SheetOption,
  voters: number,
  most: number,
): OptionResult => ({
  id,
  text,
  votes,
  others,
  percent: wholePercent(votes, voters),
  leads: votes > 0 && votes === most,
});

/** Rounded half up, without floating point; 0 of nothing. */
export const wholePercent = (part: number, whole: number): number =>
  whole === 0 ? 0 : Math.floor((200 * part + whole) / (2 * whole));

/** Whether somebody may be shown the counts now: after the end everybody, before it only where the poll says so. */
export const countsShown = ({ state, rules }: Pick<PollSheet, "state" | "rules">): boolean =>
  state === "ended" || (state === "open" && rules.live);
