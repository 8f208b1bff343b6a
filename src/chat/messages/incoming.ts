import { editTalkMessage, talkMessageIn } from "../../core/messages/edit-talk-message.ts";
import { replyInTalk } from "../../core/messages/reply-in-talk.ts";
import type { Work } from "../../core/work/work.ts";
import { newFiles } from "../answers.ts";
import type { ChatEvent } from "../event.ts";
import { wordsIn } from "../map-text.ts";
import { repliesTo } from "../replies-to.ts";
import { readEdited, readMarked } from "../reply-mark.ts";
import type { FallbackRoute } from "../route.ts";
import type { ChatSettings } from "../settings.ts";
import { sourceOf } from "../source-of.ts";
import { subjectOfMessage } from "../subject-of-message.ts";
import { t } from "../text.ts";
import { talkCardKind } from "./talk-card.ts";
import { repliedText } from "./tell-resident.ts";
import { refusalText } from "./words.ts";

/** What people simply write about a conversation: staff in its thread, the resident in reply. Before requests' own. */
export const talkFallbacks = (settings: ChatSettings): FallbackRoute[] => [
  {
    kind: "fallback",
    name: "talk-thread",
    handle: async ({ work, event, respond }) => {
      if (event.type !== "message" || event.chat.kind !== "channel") return false;
      if (event.chat.id !== settings.staffChannel || !event.chat.threadId) return false;
      const talkId = await talkOf(work, event, event.chat.threadId);
      if (!talkId) return false;
      const { isReply, text } = await readMarked(work, event.text);
      const outcome = await replyInTalk(work, {
        talkId,
        kind: isReply ? "reply" : "note",
        text,
        files: newFiles(event.platform, event.files),
        source: sourceOf(event, event.message),
      });
      if (!outcome.ok) respond.notice(refusalText(outcome), "alert");
      else if (isReply) respond.notice(await repliedText(work, settings, talkId));
      return true;
    },
  },
  {
    kind: "fallback",
    name: "talk-answer",
    overForm: ({ work, event }) => repliesTo(event, (messageId) => talkOf(work, event, messageId)),
    handle: async ({ work, event, respond }) => {
      if (event.type !== "message" || event.chat.kind !== "private" || !event.replyTo) return false;
      const talkId = await talkOf(work, event, event.replyTo);
      if (talkId === null) return false;
      const source = sourceOf(event, event.message);
      await respond.openFormWith("talk.say", [talkId], {
        text: { kind: "text", text: wordsIn(event), source },
        photos: event.files.length > 0 ? { kind: "files", files: event.files } : { kind: "skipped" },
      });
      return true;
    },
  },
  {
    kind: "fallback",
    name: "talk-edit",
    handle: async ({ work, event, respond }) => {
      if (event.type !== "edited") return false;
      const source = sourceOf(event, event.message);
      const message = await talkMessageIn(work, source);
      if (!message) return false;
      const was = { reply: message.visibility === "shared", note: message.visibility === "internal" };
      const text = await readEdited({ work, event, respond }, was, t("messages.reply.edited-note"));
      if (text === null) return true;
      const files = newFiles(event.platform, event.files);
      const outcome = await editTalkMessage(work, { source, text, files });
      if (!outcome.ok) respond.notice(refusalText(outcome), "alert");
      return true;
    },
  },
];

/** The conversation that a message of ours is about; "": a letter to a unit, whose answer may begin one. */
const talkOf = async ({ tx }: Work, event: ChatEvent, messageId: string): Promise<string | null> => {
  const subject = await subjectOfMessage(tx, event, messageId, talkCardKind);
  if (subject === null || subject.isCard) return subject?.id ?? null;
  const talk = await tx.talk.findUnique({ where: { id: subject.id }, select: { id: true } });
  if (talk) return talk.id;
  return (await tx.unitLetter.count({ where: { id: subject.id } })) > 0 ? "" : null;
};
