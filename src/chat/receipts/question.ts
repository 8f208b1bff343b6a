import {
  askQuestion,
  closeQuestion,
  continueQuestion,
  longestMessage,
} from "../../core/receipts/ask-question.ts";
import { editQuestionMessage } from "../../core/receipts/edit-question-message.ts";
import { answerOfForm, messageFrom } from "../../core/receipts/message-from.ts";
import { viewReceipt } from "../../core/receipts/view-receipt.ts";
import { withdrawAnswer } from "../../core/receipts/withdraw-answer.ts";
import type { Work } from "../../core/work/work.ts";
import { filesOf, newFiles, textOf, typedIn } from "../answers.ts";
import type { ChatEvent } from "../event.ts";
import type { Field, Form } from "../form.ts";
import { repliesTo } from "../replies-to.ts";
import { readEdited, readMarked } from "../reply-mark.ts";
import type { ActionRoute, FallbackRoute, Route } from "../route.ts";
import type { ChatSettings } from "../settings.ts";
import { sourceOf } from "../source-of.ts";
import { subjectOfMessage } from "../subject-of-message.ts";
import { t } from "../text.ts";
import { questionCardKind } from "./question-card.ts";
import { billTitle, refusalText } from "./words.ts";

const textField = (name: "question" | "reply") => ({
  name: "text",
  label: t(`receipts.question.field.${name}`),
  input: { kind: "text", multiline: true, maxLength: longestMessage } as const,
});

/** Taken along with the words; Slack's modal shows it. */
const filesField: Field = {
  name: "files",
  label: t("receipts.question.field.files"),
  optional: true,
  input: { kind: "files", max: 10, accept: ["photo", "video", "document"] },
  given: () => null,
};

/** A question about a bill. args[0]: the receipt. */
const askForm: Form = {
  id: "receipts.ask",
  title: t("receipts.question.title"),
  submit: t("receipts.question.submit"),
  open: async (work, [receiptId = ""]) => {
    const receipt = await viewReceipt(work, receiptId);
    return receipt.ok
      ? { ok: true, intro: billTitle(receipt.value.month), fields: [textField("question"), filesField] }
      : { ok: false, text: refusalText(receipt) };
  },
  submitted: async (work, [receiptId = ""], input) => {
    const outcome = await askQuestion(work, {
      receiptId,
      text: textOf(input, "text") ?? "",
      source: typedIn(input, "text"),
      files: filesOf("telegram", input, "files"),
    });
    return outcome.ok
      ? { ok: true, text: t("receipts.question.asked") }
      : { ok: false, text: refusalText(outcome) };
  },
};

/** The office's answer; args[0]: the question. */
const replyForm: Form = {
  id: "receipts.reply",
  title: t("receipts.question.reply"),
  submit: t("receipts.question.submit"),
  open: async (work, [questionId = ""]) =>
    (await work.tx.receiptQuestion.findUnique({ where: { id: questionId }, select: { id: true } }))
      ? { ok: true, fields: [textField("reply"), filesField] }
      : { ok: false, text: refusalText({ code: "not-found" }) },
  submitted: async (work, [questionId = ""], input) => {
    const outcome = await continueQuestion(work, {
      questionId,
      kind: "reply",
      text: textOf(input, "text") ?? "",
      files: filesOf("slack", input, "files"),
    });
    return outcome.ok
      ? { ok: true, text: t("receipts.question.replied") }
      : { ok: false, text: refusalText(outcome) };
  },
};

/** The office's own answer, which came by the form, once more; args[0]: the message. */
const correctForm: Form = {
  id: "receipts.correct",
  title: t("receipts.question.correct"),
  submit: t("receipts.question.submit"),
  open: async (work, [messageId = ""]) => {
    const answer = await answerOfForm(work, messageId);
    if (!answer || answer.withdrawnAt) return { ok: false, text: refusalText({ code: "not-found" }) };
    if (work.actor.kind !== "person" || work.actor.personId !== answer.personId)
      return { ok: false, text: t("receipts.question.correct-own") };
    const { input, ...field } = textField("reply");
    const initial = work.vault.open(answer.textSealed);
    return { ok: true, fields: [{ ...field, input: { ...input, initial } }] };
  },
  submitted: async (work, [messageId = ""], input) => {
    const outcome = await editQuestionMessage(work, { messageId, text: textOf(input, "text") ?? "" });
    return outcome.ok
      ? { ok: true, text: t("receipts.question.corrected") }
      : { ok: false, text: refusalText(outcome) };
  },
};

const openForm = (name: string, form: string): ActionRoute => ({
  kind: "action",
  name,
  opens: form,
  handle: ({ respond }, args) => respond.openForm(form, ...args),
});

/** The question that a message of ours is about: its card, or a message that was sent about it. */
const questionOf = async (work: Work, event: ChatEvent, messageId: string): Promise<string | null> => {
  const subject = await subjectOfMessage(work.tx, event, messageId, questionCardKind);
  if (subject === null || subject.isCard) return subject?.id ?? null;
  const question = await work.tx.receiptQuestion.findUnique({
    where: { id: subject.id },
    select: { id: true },
  });
  return question?.id ?? null;
};

/** What is written in a question's thread, and what its asker writes in answer to it. */
const threadRoute = ({ staffChannel }: ChatSettings): FallbackRoute => ({
  kind: "fallback",
  name: "receipt-thread",
  overForm: ({ work, event }) => repliesTo(event, (messageId) => questionOf(work, event, messageId)),
  handle: async ({ work, event, respond }) => {
    if (event.type !== "message" || work.actor.kind !== "person") return false;
    const files = newFiles(event.platform, event.files);
    if (event.text.trim() === "" && files.length === 0) return false;
    const inChannel = event.chat.kind === "channel" && event.chat.id === staffChannel;
    const about = inChannel ? event.chat.threadId : event.chat.kind === "private" ? event.replyTo : null;
    const questionId = about ? await questionOf(work, event, about) : null;
    if (!questionId) return false;
    const source = sourceOf(event, event.message);
    if (!inChannel) {
      const outcome = await continueQuestion(work, {
        questionId,
        kind: "question",
        text: event.text,
        source,
        files,
      });
      respond.notice(
        outcome.ok ? t("receipts.question.asked") : refusalText(outcome),
        outcome.ok ? "info" : "alert",
      );
      return true;
    }
    const { isReply, text } = await readMarked(work, event.text);
    const outcome = await continueQuestion(work, {
      questionId,
      kind: isReply ? "reply" : "note",
      text,
      source,
      files,
    });
    if (!outcome.ok) respond.notice(refusalText(outcome), "alert");
    else if (isReply) respond.notice(t("receipts.question.replied"));
    return true;
  },
});

/** A message of such a thread that is changed where it was written. */
const editRoute: FallbackRoute = {
  kind: "fallback",
  name: "receipt-edit",
  handle: async ({ work, event, respond }) => {
    if (event.type !== "edited") return false;
    const source = sourceOf(event, event.message);
    const message = await messageFrom(work, source);
    if (!message) return false;
    const was = { reply: message.kind === "reply", note: message.kind === "note" };
    const text = await readEdited({ work, event, respond }, was, t("receipts.question.edited-note"));
    if (text === null) return true;
    const files = newFiles(event.platform, event.files);
    const outcome = await editQuestionMessage(work, { source, text, files });
    if (!outcome.ok) respond.notice(refusalText(outcome), "alert");
    return true;
  },
};

/** An answer that is deleted where it was written is taken back; a note goes without a word. */
const deletionRoute: FallbackRoute = {
  kind: "fallback",
  name: "receipt-deletion",
  handle: async ({ work, event, respond }) => {
    if (event.type !== "deleted") return false;
    const source = sourceOf(event, event.message);
    const message = await messageFrom(work, source);
    if (!message) return false;
    if (message.kind !== "reply" || message.withdrawnAt) return true;
    const outcome = await withdrawAnswer(work, { source });
    if (!outcome.ok) respond.notice(refusalText(outcome), "alert");
    return true;
  },
};

export const questionRoutes = (settings: ChatSettings): Route[] => [
  { kind: "form", form: askForm },
  { kind: "form", form: replyForm },
  { kind: "form", form: correctForm },
  openForm("rc.ask", askForm.id),
  openForm("rc.reply", replyForm.id),
  openForm("rc.correct", correctForm.id),
  {
    kind: "action",
    name: "rc.close",
    handle: async ({ work, respond }, [questionId = ""]) => {
      const outcome = await closeQuestion(work, questionId);
      respond.notice(
        outcome.ok ? t("receipts.question.closed") : refusalText(outcome),
        outcome.ok ? "info" : "alert",
      );
    },
  },
  threadRoute(settings),
  editRoute,
  deletionRoute,
];
