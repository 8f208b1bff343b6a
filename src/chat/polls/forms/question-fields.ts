import type { QuestionInput } from "../../../core/polls/check-poll.ts";
import { pollLimits } from "../../../core/polls/limits.ts";
import { choiceOf, textOf } from "../../answers.ts";
import type { FormInput } from "../../event.ts";
import type { Field } from "../../form.ts";
import { t } from "../../text.ts";

/** What a question is made of: its words, its options a line each, and how many may be chosen. */
export const questionFields = (): Field[] => [
  {
    name: "question",
    label: t("polls.form.question"),
    input: { kind: "text", multiline: true, minLength: 3, maxLength: pollLimits.question },
  },
  {
    name: "options",
    label: t("polls.form.options"),
    hint: t("polls.form.options-hint", { max: pollLimits.options, length: pollLimits.option }),
    input: { kind: "text", multiline: true, maxLength: pollLimits.options * (pollLimits.option + 2) },
  },
  {
    name: "multiple",
    label: t("polls.form.multiple"),
    input: {
      kind: "choice",
      initial: "one",
      options: (["one", "many"] as const).map((value) => ({ value, label: t(`polls.form.choose.${value}`) })),
    },
  },
];

export const questionOf = (input: FormInput): QuestionInput => ({
  text: textOf(input, "question") ?? "",
  options: (textOf(input, "options") ?? "").split("\n"),
  multiple: choiceOf(input, "multiple") === "many",
});

/** The field that a refusal is about. */
export const faultyField = (code: string): string | undefined => faulty[code];

const faulty: Readonly<Record<string, string>> = {
  "question-missing": "question",
  "question-too-long": "question",
  "too-few-options": "options",
  "too-many-options": "options",
  "option-too-long": "options",
  "same-options": "options",
  "anonymous-live": "counts",
  "final-and-last": "change",
  "no-place": "place",
  "starts-in-the-past": "start",
  "ends-too-soon": "end",
  "ends-too-late": "end",
  "ends-earlier": "end",
};
