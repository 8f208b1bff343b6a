import { addThreadMessage } from "../../core/requests/add-thread-message.ts";
import { editMessage } from "../../core/requests/edit-message.ts";
import type { Emergency } from "../../core/requests/emergency.ts";
import { type SaidIn, saidIn } from "../../core/requests/said-in.ts";
import { withdrawMessage } from "../../core/requests/withdraw-message.ts";
import { newFiles } from "../answers.ts";
import type { ChatEvent, FormInput, MessageEvent } from "../event.ts";
import type { Field } from "../form.ts";
import { wordsIn } from "../map-text.ts";
import { repliesTo } from "../replies-to.ts";
import { readEdited, readMarked } from "../reply-mark.ts";
import type { FallbackRoute, Turn } from "../route.ts";
import type { ChatSettings } from "../settings.ts";
import { sourceOf } from "../source-of.ts";
import { t } from "../text.ts";
import { saysSomething } from "./courtesy-words.ts";
import { emergencyIn, emergencyRemark } from "./emergency-remark.ts";
import { afterRefusal } from "./forms/ended-form.ts";
import { wholeMessage } from "./forms/message-fields.ts";
import { refusedWithoutReader } from "./has-reader.ts";
import { openQuestions } from "./open-questions.ts";
import { recentDanger } from "./recent-danger.ts";
import { requestOfMessage } from "./request-of-message.ts";
import { refusalText } from "./words.ts";
import { workerMessage } from "./work/routes.ts";

/** What people simply write: staff in a request's thread, residents in their private chat. */
export const incomingRoutes = (settings: ChatSettings): FallbackRoute[] => [
  {
    kind: "fallback",
    name: "staff-thread",
    handle: async (turn) => {
      const { event } = turn;
      if (event.type !== "message" || event.chat.kind !== "channel") return false;
      if (event.chat.id === settings.staffChannel && event.chat.threadId)
        await takeThreadMessage(turn, event, event.chat.threadId);
      // What staff write in their channel outside of a thread is theirs.
      return true;
    },
  },
  {
    kind: "fallback",
    name: "edited-message",
    handle: async (turn) => {
      if (turn.event.type !== "edited") return false;
      await takeEdit({ ...turn, event: turn.event });
      return true;
    },
  },
  {
    kind: "fallback",
    name: "deleted-message",
    handle: async (turn) => {
      const { event, work, respond } = turn;
      if (event.type !== "deleted") return false;
      const outcome = await withdrawMessage(work, { source: sourceOf(event, event.message) });
      // What was never sent to anybody may go without a word.
      if (!outcome.ok && outcome.code !== "not-found" && outcome.code !== "unchanged")
        respond.notice(refusalText(outcome), "alert");
      return true;
    },
  },
  workerMessage,
  {
    kind: "fallback",
    name: "resident-message",
    overForm: async ({ event, work }, field) => {
      if (event.type !== "message" || work.actor.kind !== "person" || work.actor.occupancies.length === 0)
        return false;
      if (isAlarm(event.text, field)) return true;
      return repliesTo(event, (messageId) => requestOfMessage(work, event, messageId));
    },
    handle: async (turn) => {
      const { event, work } = turn;
      if (event.type !== "message" || event.chat.kind !== "private") return false;
      if (work.actor.kind !== "person" || work.actor.occupancies.length === 0) return false;
      if (event.text.trim() === "" && event.files.length === 0 && !event.location) return false;
      await takeResidentMessage(turn, event);
      return true;
    },
  },
];

type MessageOf = ChatEvent & MessageEvent;

/**
 * Where the form itself asks what has happened, it hears of the danger as well. Words about something else may tell of an
 * emergency that is over; those of danger to life are taken for what they say.
 */
const isAlarm = (text: string, { input, remark }: Field): boolean => {
  const found = emergencyIn(text);
  if (found === null || remark === emergencyRemark) return false;
  return found.call112 || input.kind !== "text";
};

const takeThreadMessage = async (
  { work, respond }: Turn,
  event: MessageOf,
  threadId: string,
): Promise<void> => {
  const requestId = await requestOfMessage(work, event, threadId);
  if (!requestId) return;
  const { isReply, text } = await readMarked(work, event.text);
  const useless = isReply ? await refusedWithoutReader(work, requestId) : null;
  // In the thread, since everybody there reads the words as if they had been sent.
  if (useless) return respond.reply({ blocks: [{ type: "text", text: refusalText(useless) }] });
  const outcome = await addThreadMessage(work, {
    requestId,
    kind: isReply ? "reply" : "note",
    text,
    files: newFiles(event.platform, event.files),
    source: sourceOf(event, event.message),
  });
  if (!outcome.ok) return respond.notice(refusalText(outcome), "alert");
  if (isReply) respond.notice(t("requests.reply.sent"));
};

const takeEdit = async (turn: Turn<Extract<ChatEvent, { type: "edited" }>>): Promise<void> => {
  const { work, event, respond } = turn;
  const source = sourceOf(event, event.message);
  const said = (await saidIn(work, source))?.event;
  if (!said) return;
  const was = { reply: said.kind === "asked", note: said.kind === "noted" };
  const text = await readEdited(turn, was, t("requests.reply.edited-note"));
  if (text === null) return;
  const files = newFiles(event.platform, event.files);
  const outcome = await editMessage(work, { source, text, files });
  if (outcome.ok) return void tellDanger(respond, outcome.value.emergency);
  if (outcome.code === "unchanged") return;
  // Words of danger that a request can't take any more are a request of their own, as if they had been written anew.
  if (outcome.code === "wrong-state" && isResident(work) && turnsDangerous(work, said, text))
    return respond.openFormWith("request.new", [], { text: { kind: "text", text, source } });
  respond.notice(refusalText(outcome), "alert");
};

const isResident = ({ actor }: Turn["work"]): boolean =>
  actor.kind === "person" && actor.occupancies.length > 0;

/** Words that told of the same danger before have been acted on. */
const turnsDangerous = ({ vault }: Turn["work"], said: SaidIn["event"], text: string): boolean => {
  const sealed = said.kind === "filed" ? said.request.textSealed : said.textSealed;
  const before = sealed === null ? null : emergencyIn(vault.open(sealed));
  const found = emergencyIn(text);
  return found !== null && found.kind !== before?.kind;
};

/** Must reach the person whatever happens to the process, so it goes by the outbox. */
const tellDanger = (respond: Turn["respond"], emergency: Emergency | null): boolean => {
  if (!emergency?.call112) return false;
  respond.reply({ blocks: [{ type: "text", text: t(`requests.emergency.${emergency.kind}`) }] });
  return true;
};

const takeResidentMessage = async (turn: Turn, event: MessageOf): Promise<void> => {
  const { work, respond } = turn;
  const source = sourceOf(event, event.message);
  const prefill: FormInput = {
    ...(event.text.trim() ? { text: { kind: "text", text: event.text, source } } : {}),
    ...(event.files.length > 0 ? { photos: { kind: "files", files: event.files } } : {}),
    ...(event.location ? { location: { kind: "location", ...event.location } } : {}),
  };
  const about = event.replyTo ? await requestOfMessage(work, event, event.replyTo) : null;
  if (about) {
    const outcome = await addThreadMessage(work, {
      requestId: about,
      kind: "answer",
      text: wordsIn(event),
      files: newFiles(event.platform, event.files),
      source,
    });
    if (outcome.ok) {
      if (!tellDanger(respond, outcome.value.emergency)) respond.notice(t("requests.answer.thanks"));
      return;
    }
    const next = afterRefusal(about, outcome, prefill);
    if (!next) return respond.notice(refusalText(outcome), "alert");
    return respond.openFormWith(next.form, next.args, next.prefill);
  }
  const danger = event.text.trim() === "" && !event.replyTo ? await recentDanger(work) : null;
  if (danger) {
    const added = await addThreadMessage(work, {
      requestId: danger.id,
      kind: "answer",
      text: wordsIn(event),
      files: newFiles(event.platform, event.files),
      source,
    });
    if (added.ok) return respond.notice(t("requests.answer.added", { number: danger.number }));
  }
  if (event.files.length === 0 && event.location === null && !saysSomething(event.text))
    return respond.notice(t("requests.new.nothing-said"));
  // An emergency is filed at once, whatever the office may be waiting for.
  if (emergencyIn(event.text) !== null || (await openQuestions(work)).length === 0)
    return respond.openFormWith("request.new", [], prefill);
  await respond.openFormWith("request.where-to", [], wholeMessage(prefill));
};
