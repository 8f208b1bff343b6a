import type { ActionsBlock, Button as SlackButton } from "@slack/types";
import { encodeAction } from "../../../chat/action.ts";
import type { Button } from "../../../chat/view.ts";
import { cut } from "./cut.ts";
import { own, type Words } from "./words.ts";

/** Slack takes 25 in a block, but a row of more than five wraps into a heap. */
const perRow = 5;

export const renderButtons = (rows: readonly Button[][], words: Words): ActionsBlock[] =>
  rows.flatMap(inRows).map((row, index) => ({
    type: "actions",
    elements: row.map((button, place) => renderButton(button, `b${index}_${place}`, words)),
  }));

const inRows = (row: Button[]): Button[][] => {
  const rows: Button[][] = [];
  for (let start = 0; start < row.length; start += perRow) rows.push(row.slice(start, start + perRow));
  return rows;
};

const renderButton = (button: Button, actionId: string, words: Words): SlackButton => {
  const label = words(button.label);
  return {
    type: "button",
    action_id: actionId,
    text: { type: "plain_text", text: cut(label, 75), emoji: true },
    ...target(button),
    ...(button.style ? { style: button.style } : {}),
    ...(button.confirm ? { confirm: dialog(label, words(button.confirm), words) } : {}),
  };
};

const target = ({ do: does }: Button): { value: string } | { url: string } => {
  if ("url" in does) return { url: does.url };
  const token = "token" in does ? does.token : encodeAction(does.action);
  if (token === undefined)
    throw new Error("a button's action is too long; pass the view through prepareView");
  return { value: token };
};

const dialog = (label: string, question: string, words: Words): NonNullable<SlackButton["confirm"]> => ({
  title: { type: "plain_text", text: cut(label, 100) },
  text: { type: "plain_text", text: cut(question, 300) },
  confirm: { type: "plain_text", text: cut(label, 30) },
  deny: { type: "plain_text", text: cut(words(own("cancel")), 30) },
});
