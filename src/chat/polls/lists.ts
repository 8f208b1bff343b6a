import { openPollsOf, type StaffLine, staffPolls } from "../../core/polls/list-polls.ts";
import type { Work } from "../../core/work/work.ts";
import { action } from "../action.ts";
import { joined, moment, plain, type Text, t } from "../text.ts";
import type { View } from "../view.ts";
import { placeText, stateWord, titleText, untilText } from "./words.ts";

/** The polls that ask a resident now, with a button for each. */
export const residentPollsView = async (work: Work): Promise<View> => {
  const { tx, vault, actor, now } = work;
  const polls = actor.kind === "person" ? await openPollsOf(tx, vault, actor, now) : [];
  if (polls.length === 0) return { blocks: [{ type: "text", text: t("polls.list.none") }] };
  return {
    blocks: [
      { type: "heading", text: t("polls.list.yours", { count: polls.length }) },
      {
        type: "list",
        items: polls.map(({ poll, own }) =>
          joined(" · ", titleText(poll), t(`polls.list.state.${own.state}`), untilText(poll)),
        ),
      },
    ],
    buttons: polls.map(({ poll }) => [
      { label: titleText(poll), do: { action: action("pl.show", poll.id) } },
    ]),
  };
};

const staffLines = 20;

/** All polls of the company that this member of the staff may see. */
export const staffPollsView = async (work: Work): Promise<View> => {
  const lines = await staffPolls(work.tx, work.vault, work.actor, staffLines);
  return {
    blocks: [
      { type: "heading", text: t("polls.list.staff") },
      lines.length > 0
        ? { type: "list", items: lines.map(lineText) }
        : { type: "text", text: t("polls.list.nothing") },
    ],
    buttons: [
      [
        { label: t("polls.button.new"), do: { action: action("pl.new") }, style: "primary" },
        { label: t("polls.button.settings"), do: { action: action("pl.settings") } },
      ],
    ],
  };
};

const lineText = (line: StaffLine): Text => {
  const { state, startAt, endAt, timeZone, voters } = line;
  const at = state === "scheduled" && startAt ? startAt : endAt;
  return joined(
    " · ",
    titleText(line),
    stateWord(state),
    placeText(line),
    t(state === "scheduled" ? "polls.list.from" : "polls.list.until", { at: moment(at, timeZone) }),
    ...(state === "open" || state === "ended" ? [t("polls.list.voted", { count: voters })] : []),
    ...(state === "draft" ? [plain("✎")] : []),
  );
};
