import type { ResidentPoll } from "../../core/polls/poll-for-resident.ts";
import { countsShown } from "../../core/polls/results.ts";
import { votesAtOnce } from "../../core/polls/walk-on.ts";
import { plain, t } from "../text.ts";
import type { Block, View } from "../view.ts";
import { leadersText, resultsBlocks } from "./results-blocks.ts";
import { answersBlocks, walkBlocks, walkButtons } from "./walk-view.ts";
import { rulesText, titleText, untilText, votersText } from "./words.ts";

/** A poll in a resident's own chat: the question in hand with its buttons, the own answers, or the results. */
export const residentView = (seen: ResidentPoll): View => {
  const { poll } = seen;
  const view = poll.state === "open" ? openView(seen) : overView(seen);
  return {
    ...view,
    blocks: [{ type: "heading", text: titleText(poll) }, ...view.blocks],
    ...(poll.files.length > 0 ? { files: poll.files } : {}),
  };
};

const openView = (seen: ResidentPoll): View => {
  const { poll, own, walk } = seen;
  const begun = walk ?? { step: 0, choices: own.choices };
  const walking = walk !== null || own.state === "none" || votesAtOnce(poll);
  const barred = own.state === "unit" && poll.rules.voice === "unit_first";
  return {
    blocks: [
      ...(walking && !barred ? walkBlocks(poll, begun) : answersBlocks(poll, own.choices)),
      ...stateBlocks(seen),
      ...(countsShown(poll) ? resultsBlocks(poll) : [{ type: "text", text: votersText(poll) } as const]),
      { type: "note", text: t("polls.rules-are", { rules: rulesText(poll) }) },
      { type: "note", text: untilText(poll) },
    ],
    buttons: walkButtons(seen, begun, walking && !barred),
  };
};

/** Whether the own voice counts already. */
const stateBlocks = ({ poll, own }: ResidentPoll): Block[] => {
  if (own.state === "none") return [];
  if (own.state === "unit") return [{ type: "text", text: t(`polls.own.${poll.rules.voice}`) }];
  return [{ type: "text", text: t(poll.rules.final ? "polls.own.final" : "polls.own.voted") }];
};

const overView = ({ poll, own }: ResidentPoll): View => {
  if (poll.state !== "ended")
    return {
      blocks: [
        { type: "text", text: t("polls.cancelled") },
        ...(poll.reason ? [{ type: "quote", text: plain(poll.reason) } as const] : []),
      ],
    };
  return {
    blocks: [
      { type: "text", text: t("polls.ended") },
      ...(poll.rules.anonymous ? [] : answersBlocks(poll, own.choices)),
      ...leadersText(poll).map((text): Block => ({ type: "text", text })),
      ...resultsBlocks(poll),
    ],
  };
};
