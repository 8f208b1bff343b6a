import { type SheetQuestion, shownOptions } from "./poll-sheet.ts";

/** Options by question. */
export type Choices = Readonly<Record<string, readonly string[]>>;

/** Where a voter stands: the question in hand, or behind the last one to look the answers over. */
export interface Walk {
  step: number;
  choices: Choices;
}

type Questions = readonly SheetQuestion[];

export const beginning: Walk = { step: 0, choices: {} };

/** A press on an option: of several it is put in or taken out; of one it is the answer, and the next question comes. */
export const pick = (questions: Questions, walk: Walk, optionId: string): Walk => {
  const question = questions[walk.step];
  if (!question || !shownOptions(question).some(({ id }) => id === optionId)) return walk;
  const before = walk.choices[question.id] ?? [];
  const after = !question.multiple
    ? [optionId]
    : before.includes(optionId)
      ? before.filter((id) => id !== optionId)
      : [...before, optionId];
  const choices = { ...walk.choices, [question.id]: after };
  return { step: question.multiple ? walk.step : walk.step + 1, choices };
};

/** On to the next question, once this one has an answer. */
export const goOn = (questions: Questions, walk: Walk): Walk => {
  const question = questions[walk.step];
  if (!question || (walk.choices[question.id] ?? []).length === 0) return walk;
  return { ...walk, step: walk.step + 1 };
};

export const goBack = (walk: Walk): Walk => ({ ...walk, step: Math.max(0, walk.step - 1) });

/** Only what can be chosen now; an option may have gone since. */
export const validChoices = (questions: Questions, choices: Choices): Choices =>
  Object.fromEntries(
    questions.flatMap((question) => {
      const shown = new Set(shownOptions(question).map(({ id }) => id));
      const chosen = [...new Set(choices[question.id] ?? [])].filter((id) => shown.has(id));
      return chosen.length > 0 ? [[question.id, question.multiple ? chosen : chosen.slice(0, 1)]] : [];
    }),
  );

/** The first question without an answer; -1 when all have one. */
export const firstOpen = (questions: Questions, choices: Choices): number =>
  questions.findIndex(({ id }) => (choices[id] ?? []).length === 0);
