import type { ModalView } from "@slack/types";
import type { Taken } from "../../../chat/taken.ts";
import type { Ack } from "../connection/bolt-app.ts";
import type { Inbound } from "../inbound/inbound.ts";
import { loadingModal, renderModal, sayingModal, viewModal } from "../outbound/render-form.ts";
import { own, type Words, wordsOf } from "../outbound/words.ts";
import type { Answering } from "./answering.ts";
import type { OpenModal } from "./modal-opener.ts";

/**
 * A press that opens a form: its trigger lives 3 s, so the modal is opened before the work and filled after it. When
 * Slack does not open it, nothing is taken: opening a form changes nothing, and the person presses again.
 */
export const openForm = async (parts: Answering, inbound: Inbound, ack: Ack): Promise<void> => {
  const { people, modals, translate, showTaken } = parts;
  const { event, surface } = inbound;
  const atHand = people.languageAtHand(event.sender.externalId);
  const [opened, sender] = await Promise.all([
    modals.open(surface, loadingModal(wordsOf(translate, atHand))),
    people.complete(event.sender),
  ]);
  if (opened.kind === "failed") return showTaken.say(inbound, own("press-again"), atHand);
  const { modal } = opened;
  const taken = await takeOrExplain(parts, { ...inbound, event: { ...event, sender } }, modal, atHand);
  people.remember(sender.externalId, taken.language);
  await ack();
  if (opened.kind === "before" && !taken.first) return;
  await modals.update(modal, filled(taken, inbound, wordsOf(translate, taken.language)));
  await showTaken.show(inbound, besidesModal(taken));
};

/** What the opened modal does not show itself. */
const besidesModal = ({ modal, notice, shown, ...rest }: Taken): Omit<Taken, "first"> => {
  if (!modal) return rest;
  return { ...rest, ...(notice ? { notice } : {}), ...(shown ? { shown } : {}) };
};

const takeOrExplain = async (
  { take, modals, translate }: Answering,
  { event }: Inbound,
  modal: OpenModal,
  language: string,
): Promise<Taken> => {
  try {
    return await take(event);
  } catch (error) {
    const words = wordsOf(translate, language);
    await modals.update(modal, sayingModal(words(own("title")), own("fault"), words));
    throw error;
  }
};

const filled = (taken: Taken, { surface }: Inbound, words: Words): ModalView => {
  if (taken.modal) return renderModal(taken.modal, words, surface.origin);
  if (taken.shown) return viewModal(taken.shown, words);
  return sayingModal(words(own("title")), taken.notice?.text ?? own("press-again"), words);
};
