import { tellPeople } from "../../core/contacts/tell-people.ts";
import type { PollSheet } from "../../core/polls/poll-sheet.ts";
import type { Work } from "../../core/work/work.ts";
import { action } from "../action.ts";
import { prepareView } from "../prepare-view.ts";
import type { ChatSettings } from "../settings.ts";
import { t } from "../text.ts";
import type { Block, View } from "../view.ts";
import { rulesText, titleText, untilText } from "./words.ts";

/** Reminds people of a poll in which they have not voted, each by the way that the person prefers. */
export const remindReaders = async (
  work: Work,
  { waysOn }: ChatSettings,
  { poll, personIds }: { poll: PollSheet; personIds: readonly string[] },
): Promise<void> => {
  const short: View = { blocks: essentials(poll) };
  const card = await prepareView(work, {
    blocks: [...short.blocks, { type: "note", text: t("polls.rules-are", { rules: rulesText(poll) }) }],
    buttons: [
      [{ label: t("polls.button.vote"), do: { action: action("pl.show", poll.id) }, style: "primary" }],
    ],
  });
  await tellPeople(
    work,
    { companyId: poll.companyId, kind: "vote", lane: "notice", on: waysOn ?? new Set() },
    personIds.map((personId) => ({
      personId,
      // After more time is given, the reminder is another one.
      key: `poll:${poll.id}:reminder:${poll.endAt.getTime()}:${personId}`,
      subjectId: poll.id,
      card,
      short,
    })),
  );
};

const essentials = (poll: PollSheet): Block[] => [
  { type: "heading", text: titleText(poll) },
  { type: "text", text: t("polls.news.reminder") },
  { type: "note", text: untilText(poll) },
];
