import type { ModalView } from "@slack/types";
import type { Taken } from "../../../chat/taken.ts";
import type { Text } from "../../../chat/text.ts";
import type { Ack } from "../connection/bolt-app.ts";
import { encodeFormState, formState } from "../inbound/form-state.ts";
import type { Inbound } from "../inbound/inbound.ts";
import { type Payload, word } from "../inbound/payload.ts";
import { renderModal, sayingModal } from "../outbound/render-form.ts";
import { own, type Words, wordsOf } from "../outbound/words.ts";
import type { Answering } from "./answering.ts";
import { inputBlocks, inputLabel, restoreModal } from "./restore-modal.ts";

/** Slack keeps a submitted modal open for 3 s; this leaves time for the way. */
const answerWithinMs = 2_400;

type Form = NonNullable<Taken["form"]>;
type Refusal = Extract<Form, { ok: false }>;
type Done = { taken: Taken } | { fault: unknown };

/**
 * A submitted modal: its mistakes are shown in it while it waits, or it closes. When the work takes longer, the modal
 * says so above all that was typed, and is changed to the outcome afterwards; if this process dies before, it is sent again
 * by the same button, and done once in any case.
 */
export const submitForm = async (parts: Answering, inbound: Inbound, ack: Ack): Promise<void> => {
  const { people, translate } = parts;
  const view = inbound.surface.view ?? {};
  const atHand = people.languageAtHand(inbound.event.sender.externalId);
  const work = takeIt(parts, inbound);
  const early = await within(answerWithinMs, work);
  if (!early) {
    const words = wordsOf(translate, atHand);
    await ack({ response_action: "update", view: restoreModal(underWork(view), words(own("working"))) });
  }
  const done = early ?? (await work);
  const taken = "taken" in done ? done.taken : faultAs(atHand);
  if ("fault" in done)
    parts.logger.error({ err: done.fault }, "a form could not be taken; its sender was asked to try again");
  people.remember(inbound.event.sender.externalId, taken.language);
  const words = wordsOf(translate, taken.language);
  if (early) await ack(answer(taken, inbound, view, words));
  else await parts.modals.update({ view_id: word(view, "id") }, outcome(taken, inbound, view, words));
  await showRest(parts, inbound, taken, early !== undefined);
};

const underWork = (view: Payload): Payload => {
  const state = { underWork: word(view, "hash"), ...formState(view) };
  return { ...view, private_metadata: encodeFormState(state) };
};

const takeIt = async ({ take, people }: Answering, { event }: Inbound): Promise<Done> => {
  try {
    return { taken: await take({ ...event, sender: await people.complete(event.sender) }) };
  } catch (fault) {
    return { fault };
  }
};

const faultAs = (language: string): Taken => ({
  first: true,
  language,
  form: { ok: false, errors: {}, text: own("fault") },
});

const within = async <T>(ms: number, work: Promise<T>): Promise<T | undefined> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, ms, undefined);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
};

/** What the waiting modal is answered with. */
const answer = (taken: Taken, inbound: Inbound, view: Payload, words: Words): object | undefined => {
  if (!taken.first) return undefined;
  const { form } = taken;
  if (form?.ok === false) {
    const errors = errorsByBlock(form, inputBlocks(view), words);
    return errors
      ? { response_action: "errors", errors }
      : { response_action: "update", view: restoreModal(view, sentence(form, view, words)) };
  }
  const next = followUp(taken, inbound, words);
  return next ? { response_action: "update", view: next } : { response_action: "clear" };
};

/** Errors can only be shown at input blocks: what belongs to none of them is said at the last. */
const errorsByBlock = (
  { errors, text }: Refusal,
  blocks: readonly string[],
  words: Words,
): Record<string, string> | undefined => {
  const last = blocks.at(-1);
  if (last === undefined) return undefined;
  const shown: Record<string, string> = {};
  const add = (block: string, said: Text): void => {
    shown[block] = shown[block] ? `${shown[block]} ${words(said)}` : words(said);
  };
  for (const [field, said] of Object.entries(errors)) add(blocks.includes(field) ? field : last, said);
  if (text) add(last, text);
  if (Object.keys(shown).length === 0) add(last, own("fault"));
  return shown;
};

/** What the modal becomes when the work was done after it had been answered. */
const outcome = (taken: Taken, inbound: Inbound, view: Payload, words: Words): ModalView => {
  const { form } = taken;
  if (form?.ok === false) return restoreModal(view, sentence(form, view, words));
  return (
    followUp(taken, inbound, words) ??
    sayingModal(words(own("title")), (form?.ok && form.text) || taken.notice?.text || own("done"), words)
  );
};

const sentence = ({ errors, text }: Refusal, view: Payload, words: Words): string => {
  const said = Object.entries(errors).map(([field, error]) =>
    [inputLabel(view, field), words(error)].filter(Boolean).join(": "),
  );
  return [...(text ? [words(text)] : []), ...said].join("\n") || words(own("fault"));
};

/** The next form, or a last word that has no place outside the modal. */
const followUp = (taken: Taken, { surface }: Inbound, words: Words): ModalView | undefined => {
  if (taken.modal) return renderModal(taken.modal, words, surface.origin);
  const text = taken.form?.ok ? taken.form.text : undefined;
  return text && !surface.origin ? sayingModal(words(own("title")), text, words) : undefined;
};

const showRest = async (
  { showTaken }: Answering,
  inbound: Inbound,
  taken: Taken,
  inTime: boolean,
): Promise<void> => {
  const { modal: _shownAlready, form, ...rest } = taken;
  const text = form?.ok && inTime && inbound.surface.origin ? form.text : undefined;
  if (text) await showTaken.say(inbound, text, taken.language);
  await showTaken.show(inbound, rest);
};
