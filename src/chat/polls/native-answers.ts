import { answerNatively } from "../../core/polls/answer-natively.ts";
import type { Work } from "../../core/work/work.ts";
import { postCard } from "../cards.ts";
import type { ChatEvent } from "../event.ts";
import type { FallbackRoute } from "../route.ts";
import { pollGroupKind, pollNativeKind } from "./group-card.ts";
import { refusalText } from "./words.ts";

/** Answers in native polls of groups. Comes before the door: strangers in a group answer too, and are shown apart. */
export const nativeAnswers: FallbackRoute = {
  kind: "fallback",
  name: "native-poll",
  handle: async ({ work, event, respond }) => {
    if (event.type !== "poll-answered" && event.type !== "poll-closed") return false;
    const card = await cardOf(work, event);
    if (!card) return true;
    if (event.type === "poll-closed") {
      await goOnWithoutNative(work, card);
      return true;
    }
    const outcome = await answerNatively(work, { pollId: card.subjectId, options: event.options });
    // Only who has a private chat with us can be told; the poll itself shows everybody that it is closed.
    if (!outcome.ok && work.actor.kind === "person") respond.notice(refusalText(outcome), "alert");
    return true;
  },
};

type OfPoll = Extract<ChatEvent, { type: "poll-answered" | "poll-closed" }>;

const cardOf = ({ tx }: Work, { platform, poll }: OfPoll) =>
  tx.card.findFirst({ where: { kind: pollNativeKind, platform, reference: poll } });

/** Somebody closed the group's poll while ours runs: from there on the group is led into the private chats. */
const goOnWithoutNative = async (
  work: Work,
  card: { subjectId: string; companyId: string; chatId: string; threadId: string | null; language: string },
): Promise<void> => {
  const poll = await work.tx.poll.findUnique({ where: { id: card.subjectId } });
  if (poll?.state !== "open" || poll.endAt <= work.now) return;
  const { subjectId, companyId, chatId, threadId, language } = card;
  await postCard(work, {
    kind: pollGroupKind,
    subjectId,
    companyId,
    address: { platform: "telegram", chatId, ...(threadId === null ? {} : { threadId }) },
    language,
    personId: null,
    lane: "notice",
  });
};
