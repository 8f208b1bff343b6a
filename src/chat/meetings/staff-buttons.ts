import type { MeetingCard } from "../../core/meetings/meeting-card.ts";
import { action } from "../action.ts";
import { inRows } from "../in-rows.ts";
import { t } from "../text.ts";
import type { Button } from "../view.ts";

const buttonsInARow = 4;

/** Every next step of a meeting, by its state. */
export const staffButtons = (card: MeetingCard): Button[][] => inRows(buttonsOf(card), buttonsInARow);

const stepButton = (
  { meeting }: MeetingCard,
  name: string,
  look: Pick<Button, "style" | "confirm"> = {},
): Button => ({
  label: t(`meetings.button.${name}`),
  do: { action: action(`mt.${name}`, meeting.id) },
  ...look,
});

/** What proves a decision: its chart and table, and the minutes once they are drawn up. */
export const recordButtons = (card: MeetingCard): Button[] => [
  ...(card.meeting.state === "minutes" ? [stepButton(card, "protocol")] : []),
  stepButton(card, "results"),
];

const buttonsOf = (card: MeetingCard): Button[] => {
  const { meeting, questions, result } = card;
  const button = (name: string, look: Pick<Button, "style" | "confirm"> = {}): Button =>
    stepButton(card, name, look);
  const asked = (name: string, style: "primary" | "danger"): Button =>
    button(name, { style, confirm: t(`meetings.confirm.${name}`) });
  const cancel = button("cancel", { style: "danger" });
  const hasRules = Object.values(meeting.policy.rules).flat();
  const weighs = meeting.policy.weight === "custom" || hasRules.some(({ measure }) => measure === "shares");
  const again = meeting.policy.reconvene && result && !result.quorum ? [button("reconvene")] : [];
  switch (meeting.state) {
    case "draft":
      return [
        ...(questions.length > 0 ? [asked("notice", "primary")] : []),
        button("question", questions.length === 0 ? { style: "primary" } : {}),
        ...(questions.length > 0 ? [button("remove")] : []),
        button("edit"),
        button("check"),
        ...(weighs ? [button("weights")] : []),
        cancel,
      ];
    case "preparing":
      return [cancel];
    case "notice":
      return [button("papers", { style: "primary" }), button("register"), button("proxy"), cancel];
    case "voting":
      return [
        ...(meeting.secret ? [] : [button("paper", { style: "primary" })]),
        button("proxy"),
        button("register"),
        button("papers"),
        asked("count", "primary"),
        cancel,
      ];
    case "counted":
      return [
        button("minutes", { style: "primary" }),
        button("results"),
        button("register"),
        ...again,
        ...(result?.questions.some(({ adopted }) => adopted) ? [button("link")] : []),
      ];
    case "minutes":
      return [
        ...recordButtons(card),
        button("register"),
        ...again,
        ...(result?.questions.some(({ adopted }) => adopted) ? [button("link")] : []),
      ];
    case "cancelled":
      return [];
  }
};
