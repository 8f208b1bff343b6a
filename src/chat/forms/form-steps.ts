import { decodeToken } from "../action.ts";
import type { ChatEvent, EditedEvent, FieldInput, FormInput, MessageEvent } from "../event.ts";
import type { Field, Form, NextForm } from "../form.ts";
import type { Turn } from "../route.ts";
import { sourceOf } from "../source-of.ts";
import { type Text, type Translate, t } from "../text.ts";
import type { View } from "../view.ts";
import { grow, merge, withFiles, withWords } from "./added-answers.ts";
import { checkField } from "./check-field.ts";
import {
  type Conversation,
  endConversation,
  findConversation,
  nonceOf,
  type Parked,
  parkFor,
  saveConversation,
} from "./conversation.ts";
import { cameFrom, correctedAnswer, correctedFiles } from "./corrected-answer.ts";
import { fitFiles } from "./fit-files.ts";
import { formAction, formRoute } from "./question.ts";
import { readAnswer } from "./read-answer.ts";
import { fieldsGiven, questionOf, type Standing } from "./standing.ts";

export type FindForm = (id: string) => Form | undefined;

/** Asks forms step by step, on platforms without modals. */
export interface FormSteps {
  start(turn: Turn, form: string, args: string[], prefill: FormInput): Promise<void>;
  /** A message while a form is open; false when none is, or when the message is meant elsewhere: then the form stays. */
  answer(
    turn: Turn,
    message: MessageEvent,
    isMeantElsewhere: (field: Field) => Promise<boolean>,
  ): Promise<boolean>;
  /** An edited message; false when nothing of the open form came from it. */
  correct(turn: Turn, edited: EditedEvent): Promise<boolean>;
  tap(turn: Turn, args: string[]): Promise<void>;
  /** Ends the open form; false when there is none. */
  cancel(turn: Turn): Promise<boolean>;
}

export const createFormSteps = (findForm: FindForm, translate: Translate): FormSteps => {
  const formOf = (id: string): Form => {
    const form = findForm(id);
    if (!form) throw new Error(`no form ${id} in the route catalogue; add its FormRoute`);
    return form;
  };

  /** Whoever can't go on is told why; `missing` is said when no form is open. */
  const standing = async (turn: Turn, missing?: Text): Promise<Standing | undefined> => {
    const conversation = await findConversation(turn.work, turn.event);
    if (!conversation) {
      if (missing) turn.respond.notice(missing, "alert");
      return undefined;
    }
    const definition = formOf(conversation.form);
    const opening = await definition.open(turn.work, conversation.args);
    if (!opening.ok) {
      await endConversation(turn.work, turn.event);
      turn.respond.notice(opening.text, "alert");
      return undefined;
    }
    const fields = fieldsGiven(opening.fields, conversation.input);
    return { ...conversation, definition, all: opening.fields, fields, isAsked: true };
  };

  const start: FormSteps["start"] = (turn, form, args, prefill) => begin(turn, { form, args, prefill });

  const begin = async (turn: Turn, { form, args, prefill }: NextForm, left?: Parked[]): Promise<void> => {
    const definition = formOf(form);
    const opening = await definition.open(turn.work, args);
    if (!opening.ok) return turn.respond.notice(opening.text, "alert");
    const input: FormInput = {};
    const before = opening.intro ? [opening.intro] : [];
    let refused: string | null = null;
    for (const field of opening.fields) {
      const fitted = fitFiles(field, prefill[field.name] ?? { kind: "skipped" });
      const given = prefill[field.name] && fitted.value;
      before.push(...fitted.remarks);
      const checked = given && checkField(field, given);
      const remark = given && field.remark?.(given);
      if (remark) before.push(remark);
      if (checked?.ok) input[field.name] = checked.value;
      // What somebody has just written is asked for once more, and why is said.
      else if (checked && given?.kind === "text") {
        before.push(checked.text);
        refused = given.source ?? null;
      }
    }
    const all = opening.fields;
    const open = await findConversation(turn.work, turn.event);
    const parked = left ?? parkFor({ form, args }, open);
    const begun = { form, args, step: 0, input, refused, nonce: nonceOf(turn.event.id), parked };
    if (open && begun.parked[0]?.nonce === open.nonce)
      before.push(t("chat.form.parked", { title: formOf(open.form).title }));
    await goOn(turn, { ...begun, definition, all, fields: all, isAsked: false }, before);
  };

  /** The form that was left for one that has ended is asked for again, below that one's last words. */
  const goBack = async (turn: Turn, [left, ...parked]: readonly Parked[]): Promise<void> => {
    if (!left) return;
    const definition = formOf(left.form);
    const opening = await definition.open(turn.work, left.args);
    if (!opening.ok) return goBack(turn, parked);
    const fields = fieldsGiven(opening.fields, left.input);
    const at = { ...left, parked, definition, all: opening.fields, fields, isAsked: true };
    await saveConversation(turn.work, turn.event, at);
    const view = questionOf(at, [t("chat.form.resumed")]);
    if (view) turn.respond.reply(view);
  };

  /** Asks the first field that has no answer yet, or sends the form. */
  const goOn = async (turn: Turn, at: Standing, before: readonly Text[] = []): Promise<void> => {
    const fields = fieldsGiven(at.all, at.input);
    const next = fields.findIndex((field) => !(field.name in at.input));
    if (next < 0) return submit(turn, { ...at, fields }, before);
    await ask(turn, { ...at, fields, step: next }, before);
  };

  const ask = async (turn: Turn, at: Standing, before: readonly Text[] = [], page = 0): Promise<void> => {
    const field = at.fields[at.step];
    if (!field) return submit(turn, at, before);
    await saveConversation(turn.work, turn.event, at);
    const view = questionOf(at, before, page);
    if (view) say(turn, view);
  };

  const submit = async (turn: Turn, at: Standing, before: readonly Text[] = []): Promise<void> => {
    const result = await at.definition.submitted(turn.work, at.args, at.input);
    if (result.ok) {
      // One that was answered as it began has not been asked, and another may still be.
      if (at.isAsked) await endConversation(turn.work, turn.event);
      if (result.once) turn.respond.once(result.once);
      // What waited for this one waits for the next.
      if (result.next) return begin(turn, result.next, at.isAsked ? at.parked : undefined);
      // The last question, when it was answered by a tap, becomes this instead of asking for ever.
      const silent = isAnswerTap(turn.event) ? [t("chat.form.sent", { title: at.definition.title })] : [];
      const texts = [...before, ...(result.text ? [result.text] : silent)];
      if (texts.length > 0) say(turn, { ...lastWords(texts), ...withoutKeyboard(at) });
      if (at.isAsked) await goBack(turn, at.parked);
      return;
    }
    const step = at.fields.findIndex((field) => field.name === result.field);
    if (step >= 0) return ask(turn, { ...at, step }, [...before, result.text]);
    await saveConversation(turn.work, turn.event, at);
    say(turn, {
      blocks: [...before, result.text].map((text) => ({ type: "text", text })),
      buttons: [
        [
          { label: t("chat.form.send-again"), do: formAction("send", at.nonce, String(at.step)) },
          { label: t("chat.form.back"), do: formAction("back", at.nonce, String(at.fields.length)) },
          { label: t("chat.form.cancel"), do: formAction("cancel", at.nonce, String(at.step)) },
        ],
      ],
    });
  };

  const take = async (
    turn: Turn,
    at: Standing,
    field: Field,
    given: FieldInput,
    before: readonly Text[] = [],
  ): Promise<void> => {
    const fitted = fitFiles(field, merge(at.input[field.name], given));
    const checked = checkField(field, fitted.value);
    const typedIn = given.kind === "text" ? (given.source ?? null) : null;
    if (!checked.ok) return ask(turn, { ...at, refused: typedIn }, [...before, checked.text]);
    const input = { ...at.input, [field.name]: checked.value };
    const remark = field.remark?.(checked.value);
    const remarks = [...before, ...fitted.remarks, ...(remark ? [remark] : [])];
    // More files or options may follow: the person says when it is enough.
    const several = checked.value.kind === "files" || checked.value.kind === "choices";
    if (several) return ask(turn, { ...at, input }, remarks);
    await goOn(turn, { ...at, input, refused: null }, remarks);
  };

  const answer: FormSteps["answer"] = async (turn, message, isMeantElsewhere) => {
    const at = await standing(turn);
    const field = at?.fields[at.step];
    if (!at || !field || (await isMeantElsewhere(field))) return false;
    const given = readAnswer(field, message, translate, turn.language, sourceOf(turn.event, message.message));
    if (given.kind === "files" && given.files.length === 0) {
      await ask(turn, at, [t("chat.form.not-understood")]);
      return true;
    }
    const earlier = at.fields.find(({ name }) => name === field.retypes);
    if (given.kind === "text" && earlier) {
      await take(turn, at, earlier, given);
      return true;
    }
    if (given.kind === "text" && field.input.kind !== "text" && (await addWords(turn, at, given.text)))
      return true;
    const along = field.input.kind === "files" ? withWords(at, message) : withFiles(at, message);
    // A picture where words are asked for is kept, and the words are asked for still.
    if (given.kind === "files" && field.input.kind === "text" && along.at !== at) {
      await ask(turn, along.at, [...along.remarks, t("chat.form.files-kept")]);
      return true;
    }
    await take(turn, along.at, field, given, along.remarks);
    return true;
  };

  /** People write in pieces: what answers no question goes on with what they wrote before. False: there is no such text. */
  const addWords = async (turn: Turn, at: Standing, text: string): Promise<boolean> => {
    const field = at.all.find(({ name }) => name === at.definition.growing);
    const before = field && at.input[field.name];
    if (!field || before?.kind !== "text") return false;
    const { at: grown, remarks } = grow(at, field, before, text);
    if (grown === at) return ask(turn, at, remarks).then(() => true);
    const said = [t("chat.form.added"), ...remarks];
    const fields = fieldsGiven(grown.all, grown.input);
    const step = fields.findIndex(({ name }) => name === at.fields[at.step]?.name);
    if (step < 0) await goOn(turn, grown, said);
    else await ask(turn, { ...grown, fields, step }, said);
    return true;
  };

  const correct: FormSteps["correct"] = async (turn, event) => {
    const conversation = await findConversation(turn.work, turn.event);
    const edited = { ...event, source: sourceOf(turn.event, event.message) };
    if (!conversation || !cameFrom(conversation, edited)) return false;
    const at = await standing(turn);
    if (!at) return true;
    const swapped = correctedFiles(at, edited);
    // Words are not taken away with a picture.
    const typed =
      event.text.trim() === "" ? undefined : correctedAnswer(at, edited, translate, turn.language);
    const mistakes = [swapped, typed].flatMap((each) =>
      each && !each.checked.ok ? [each.checked.text] : [],
    );
    if (typed?.checked.ok && at.refused === edited.source)
      return take(turn, at, typed.field, typed.checked.value).then(() => true);
    const input = { ...at.input };
    const before: Text[] = mistakes.length > 0 ? [t("chat.form.correction-refused"), ...mistakes] : [];
    let isAnswered = false;
    for (const { field, checked } of [swapped, typed].filter((each) => each !== undefined)) {
      if (!checked.ok) continue;
      input[field.name] = checked.value;
      const remark = field.remark?.(checked.value);
      before.unshift(...(remark ? [remark] : []), ...(isAnswered ? [] : [t("chat.form.corrected")]));
      isAnswered = true;
    }
    if (before.length === 0) return true;
    const fields = fieldsGiven(at.all, input);
    const asked = at.fields[at.step];
    const step = fields.findIndex(({ name }) => name === asked?.name);
    // The question that stands is asked still, unless the new words answer it or leave it out.
    const isDone = step < 0 || (typed?.checked.ok && typed.field.name === asked?.name);
    if (isDone) await goOn(turn, { ...at, input }, before);
    else await ask(turn, { ...at, fields, step, input }, before);
    return true;
  };

  const tap: FormSteps["tap"] = async (turn, [op, nonce, stepText, value]) => {
    const at = await standing(turn, t("chat.form.ended"));
    if (!at) return;
    if (at.nonce !== nonce) return turn.respond.notice(t("chat.form.ended"), "alert");
    if (op === "cancel") return drop(turn, at, at);
    if (op === "back") return ask(turn, { ...at, step: Math.max(0, Number(stepText) - 1) });
    const field = at.fields[at.step];
    if (op === "send" || !field) return submit(turn, at);
    if (Number(stepText) !== at.step) {
      turn.respond.notice(t("chat.form.answered-already"));
      return ask(turn, at);
    }
    if (op === "p") return ask(turn, at, [], Number(value));
    if (op === "keep" || op === "ready") return goOn(turn, at);
    if (op === "skip")
      return goOn(turn, { ...at, input: { ...at.input, [field.name]: { kind: "skipped" } } });
    if (op === "o" && value !== undefined) {
      const several = field.input.kind === "choices";
      await take(turn, at, field, several ? { kind: "choices", values: [value] } : { kind: "choice", value });
    }
  };

  const cancel = async (turn: Turn): Promise<boolean> => {
    const open = await findConversation(turn.work, turn.event);
    if (!open) return false;
    await drop(turn, open, await standing(turn));
    return true;
  };

  /** Ends a form without sending it; `at` is missing where it can't be opened any more. */
  const drop = async (turn: Turn, { parked }: Conversation, at: Standing | undefined): Promise<void> => {
    await endConversation(turn.work, turn.event);
    say(turn, { ...lastWords([t("chat.form.cancelled")]), ...(at && withoutKeyboard(at)) });
    await goBack(turn, parked);
  };

  return { start, answer, correct, tap, cancel };
};

const lastWords = (texts: readonly Text[]): View => ({
  blocks: texts.map((text) => ({ type: "text", text })),
});

/** Takes back the key that shares a place, once it was shown. */
const withoutKeyboard = ({ fields, step, input }: Standing): Pick<View, "keyboard"> =>
  fields.some((field, index) => field.input.kind === "location" && (index === step || field.name in input))
    ? { keyboard: { type: "remove" } }
    : {};

/** After a tap the question's message becomes the next one; after a message the next comes below it. */
const say = (turn: Turn, view: View): void => {
  if (isAnswerTap(turn.event) && !view.keyboard) turn.respond.edit(view);
  else turn.respond.reply(view);
};

/** A tap on a question; one on a card or a notice that begins a form must leave that message as it is. */
const isAnswerTap = (event: ChatEvent): boolean => {
  if (event.type !== "tap" || event.message === null) return false;
  const decoded = decodeToken(event.token);
  return "route" in decoded && decoded.route === formRoute;
};
