import { pollForResident } from "../../core/polls/poll-for-resident.ts";
import { refreshSomeCards } from "../cards.ts";
import type { Turn } from "../route.ts";
import { resident } from "./resident.ts";
import { pollResidentKind } from "./resident-card.ts";
import { residentView } from "./resident-view.ts";
import { refusalText } from "./words.ts";

/** Shows a poll to a resident who asked for it, in the private chat. */
export const showPoll = async (turn: Turn, pollId: string): Promise<void> => {
  const { work, respond, event } = turn;
  const seen = await pollForResident(work, pollId);
  if (!seen.ok) return respond.notice(refusalText(seen), "alert");
  // A list that was tapped becomes the poll; a reminder goes on saying what it said.
  if (event.type === "tap" && event.chat.kind === "private") respond.show(residentView(seen.value));
  else respond.replyPrivately(residentView(seen.value));
};

/** After a press: the poll as it stands now, on its card and in the message whose button was pressed. */
export const redrawOwn = async (turn: Turn, pollId: string): Promise<void> => {
  const { work, event, respond } = turn;
  const personId = resident(work);
  if (personId === null) return;
  await speakTheirs(turn, pollId, personId);
  const cards = await refreshSomeCards(work, pollId, "reply", {
    kinds: [pollResidentKind],
    personIds: [personId],
  });
  if (event.type !== "tap" || !event.message) return;
  const { chatId, messageId } = event.message;
  const onCard = await work.tx.card.count({
    where: { platform: event.platform, chatId, messageId, id: { in: cards.map(({ id }) => id) } },
  });
  if (onCard > 0) return;
  const seen = await pollForResident(work, pollId);
  if (seen.ok) respond.edit(residentView(seen.value));
};

/** The card was posted without having heard the person, whose own language is known now. */
const speakTheirs = async ({ work, language }: Turn, pollId: string, personId: string): Promise<void> => {
  await work.tx.card.updateMany({
    where: { subjectId: pollId, kind: pollResidentKind, personId, language: { not: language } },
    data: { language },
  });
};
