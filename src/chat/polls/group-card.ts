import { canBeNative } from "../../core/polls/native.ts";
import { type PollSheet, pollSheet, shownOptions } from "../../core/polls/poll-sheet.ts";
import { countsShown } from "../../core/polls/results.ts";
import type { CardPresenter } from "../card-renderer.ts";
import type { ChatSettings } from "../settings.ts";
import { plain, t } from "../text.ts";
import type { Block, Button, View } from "../view.ts";
import { resultsBlocks } from "./results-blocks.ts";
import { rulesText, titleText, untilText, votersText } from "./words.ts";

export const pollNativeKind = "poll-native";
export const pollGroupKind = "poll-group";

/** What a link into the private chat carries, before the poll's id. */
export const pollLink = "poll_";

/** How a poll stands in a building's group. */
export const groupKindOf = (poll: PollSheet): string => (canBeNative(poll) ? pollNativeKind : pollGroupKind);

/** The platform's own poll; closed with the poll, whatever way that ended. */
export const pollNativeCard: CardPresenter = async (read, vault, { subjectId }) => {
  const poll = await pollSheet(read, vault, subjectId);
  const question = poll?.questions[0];
  if (!poll || !question) return null;
  const { multiple } = question;
  const { final, live } = poll.rules;
  return {
    blocks: [],
    poll: {
      question: plain(question.text),
      options: shownOptions(question).map(({ text }) => plain(text)),
      multiple,
      revoting: !final,
      hideResults: !live,
      closed: poll.state !== "open",
    },
  };
};

/** Where a right matters: the question, and the way into the private chat, where Domovoy counts. */
export const pollGroupCard =
  (settings: ChatSettings): CardPresenter =>
  async (read, vault, { subjectId }) => {
    const poll = await pollSheet(read, vault, subjectId);
    return poll && groupView(poll, settings);
  };

const groupView = (poll: PollSheet, { botUsername }: ChatSettings): View => {
  const heading: Block = { type: "heading", text: titleText(poll) };
  if (poll.state === "ended")
    return { blocks: [heading, { type: "text", text: t("polls.ended") }, ...resultsBlocks(poll)] };
  if (poll.state !== "open") return { blocks: [heading, { type: "text", text: t("polls.cancelled") }] };
  const url = `https://t.me/${botUsername}?start=${pollLink}${poll.id}`;
  const vote: Button[] = botUsername ? [{ label: t("polls.button.privately"), do: { url } }] : [];
  return {
    blocks: [
      heading,
      ...questionsBlocks(poll),
      ...(countsShown(poll) ? resultsBlocks(poll) : [{ type: "text", text: votersText(poll) } as const]),
      { type: "note", text: t("polls.rules-are", { rules: rulesText(poll) }) },
      { type: "note", text: untilText(poll) },
    ],
    buttons: [vote],
    ...(poll.files.length > 0 ? { files: poll.files } : {}),
  };
};

const questionsBlocks = ({ questions, title }: PollSheet): Block[] => {
  const [first, another] = questions;
  if (first && !another && first.text === title) return [];
  return [{ type: "list", items: questions.map(({ text }) => plain(text)) }];
};
