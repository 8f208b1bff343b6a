import { pollLimits } from "../../core/polls/limits.ts";
import type { ResidentPoll } from "../../core/polls/poll-for-resident.ts";
import { type PollSheet, type SheetQuestion, shownOptions } from "../../core/polls/poll-sheet.ts";
import type { Choices, Walk } from "../../core/polls/walk.ts";
import { action } from "../action.ts";
import { joined, plain, type Text, t } from "../text.ts";
import type { Block, Button } from "../view.ts";

/** The question in hand; behind the last one all answers, to be looked over before they are sent. */
export const walkBlocks = (poll: PollSheet, { step, choices }: Walk): Block[] => {
  const question = poll.questions[step];
  if (!question) return [{ type: "text", text: t("polls.walk.look-over") }, ...answersBlocks(poll, choices)];
  const several = poll.questions.length > 1;
  return [
    ...(several
      ? [{ type: "text", text: t("polls.walk.step", { step: step + 1, of: poll.questions.length }) } as const]
      : []),
    ...(several || question.text !== poll.title
      ? [{ type: "text", text: plain(question.text) } as const]
      : []),
    ...(question.multiple ? [{ type: "note", text: t("polls.walk.several") } as const] : []),
  ];
};

/** What was chosen, question by question. */
export const answersBlocks = (poll: PollSheet, choices: Choices): Block[] => {
  const answers = poll.questions.map((question) => ({ question, chosen: chosenTexts(question, choices) }));
  if (answers.every(({ chosen }) => chosen.length === 0)) return [];
  return [
    {
      type: "list",
      items: answers.map(({ question, chosen }) => {
        const said = chosen.length > 0 ? plain(chosen.join("; ")) : t("polls.walk.nothing");
        return poll.questions.length === 1
          ? t("polls.walk.own", { answer: said })
          : joined(" — ", plain(question.text), said);
      }),
    },
  ];
};

const chosenTexts = (question: SheetQuestion, choices: Choices): string[] =>
  question.options.filter(({ id }) => choices[question.id]?.includes(id)).map(({ text }) => text);

/** Buttons under a poll that runs. Tokens name questions and options by their places, which never change. */
export const walkButtons = ({ poll, own }: ResidentPoll, walk: Walk, walking: boolean): Button[][] => {
  const at = String(walk.step);
  const button = (name: string, args: string[], style?: "primary"): Button => ({
    label: t(`polls.button.${name}`),
    do: { action: action(`pl.${name}`, poll.id, ...args) },
    ...(style ? { style } : {}),
  });
  if (!walking) return own.state === "voted" && !poll.rules.final ? [[button("again", [])]] : [];
  const back = walk.step > 0 ? [button("back", [at])] : [];
  const question = poll.questions[walk.step];
  if (!question) return [[button("cast", [], "primary")], back];
  const chosen = walk.choices[question.id] ?? [];
  const last = walk.step === poll.questions.length - 1;
  const on =
    question.multiple && chosen.length > 0
      ? [
          last && poll.questions.length === 1 && !poll.rules.final
            ? button("cast", [], "primary")
            : button("next", [at], "primary"),
        ]
      : [];
  const adds =
    poll.rules.adding !== "none" && shownOptions(question).length < pollLimits.optionsAtMost
      ? [button("add", [at])]
      : [];
  return [
    ...question.options.flatMap((option, place) =>
      option.state === "shown" ? [[optionButton(poll, question, { walk, place })]] : [],
    ),
    on,
    [...back, ...adds],
  ].filter((row) => row.length > 0);
};

const optionButton = (
  poll: PollSheet,
  question: SheetQuestion,
  { walk, place }: { walk: Walk; place: number },
): Button => {
  const option = question.options[place];
  const isChosen = option !== undefined && (walk.choices[question.id] ?? []).includes(option.id);
  return {
    label: marked(plain(option?.text ?? ""), isChosen, question.multiple),
    do: { action: action("pl.o", poll.id, String(walk.step), String(place)) },
  };
};

const marked = (label: Text, isChosen: boolean, multiple: boolean): Text => {
  if (isChosen) return joined(" ", plain(multiple ? "☑" : "✅"), label);
  return multiple ? joined(" ", plain("☐"), label) : label;
};
