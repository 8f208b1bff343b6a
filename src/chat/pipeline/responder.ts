import type { Lane } from "../../core/outbox/draft.ts";
import type { Address } from "../../core/platform.ts";
import type { Work } from "../../core/work/work.ts";
import type { Catalogue } from "../catalogue.ts";
import type { ChatEvent, FormInput } from "../event.ts";
import type { FormSteps } from "../forms/form-steps.ts";
import { modalContent } from "../forms/modal-content.ts";
import { prepareView } from "../prepare-view.ts";
import type { Response } from "../response.ts";
import type { Turn } from "../route.ts";
import type { Taken } from "../taken.ts";
import type { Text } from "../text.ts";
import type { View } from "../view.ts";

export interface Responder {
  respond: Response;
  /** What the adapter shows at once. Called when the handler is done: writes the durable answers. */
  finish(): Promise<Shown>;
}

export type Shown = Omit<Taken, "first" | "language">;

/** Collects a handler's answers, and says them in the way of the event's platform. */
export const createResponder = (
  work: Work,
  event: ChatEvent,
  language: string,
  catalogue: Catalogue,
  steps: FormSteps,
): Responder => {
  const shown: Shown = {};
  const durable: { address: Address; view: View; messageId?: string }[] = [];
  const here = conversationAddress(event);
  const tapped = event.type === "tap" ? event.message : null;
  const hasToasts = event.platform === "slack" || event.type === "tap";
  let line: Text | undefined;

  const respond: Response = {
    reply: (view) => void durable.push({ address: here, view }),
    replyPrivately: (view) => void durable.push({ address: privateAddress(event), view }),
    edit: (view) => {
      if (tapped)
        durable.push({ address: { ...here, chatId: tapped.chatId }, view, messageId: tapped.messageId });
      else respond.reply(view);
    },
    show: (view) => {
      if (event.platform === "slack") shown.shown = view;
      else if (tapped) respond.edit(view);
      else respond.replyPrivately(view);
    },
    notice: (text, urgency = "info") => {
      if (hasToasts) shown.notice = { text, urgency };
      else line = text;
    },
    once: (text) => {
      shown.notice = { text, urgency: "alert" };
    },
    openForm: (form, ...args) => respond.openFormWith(form, args, {}),
    openFormWith: async (form, args, prefill) => {
      if (event.platform === "slack") shown.modal = await openModal(turn, catalogue, form, args, prefill);
      else await steps.start(turn, form, args, prefill);
    },
    home: (view) => {
      shown.home = view;
    },
  };
  const turn: Turn = { work, event, language, respond };

  const finish = async (): Promise<Shown> => {
    if (line) respond.reply({ blocks: [{ type: "text", text: line }] });
    for (const { address, view, messageId } of durable) {
      const content = await prepareView(work, view);
      const what = messageId
        ? ({ kind: "edit", messageId, content } as const)
        : ({ kind: "message", content } as const);
      const companyId = work.actor.kind === "stranger" ? null : work.actor.companyId;
      work.send({ address, lane: replyLane, language, companyId, what });
    }
    if (shown.shown) shown.shown = await prepareView(work, shown.shown);
    if (shown.home) shown.home = await prepareView(work, shown.home);
    return shown;
  };

  return { respond, finish };
};

const replyLane: Lane = "reply";

const openModal = async (
  { work, event }: Turn,
  catalogue: Catalogue,
  id: string,
  args: string[],
  prefill: FormInput,
) => {
  const form = catalogue.form(id);
  if (!form) throw new Error(`no form ${id} in the route catalogue; add its FormRoute`);
  return modalContent(work, event, form, args, prefill);
};

const conversationAddress = ({ platform, chat, sender }: ChatEvent): Address => ({
  platform,
  // A modal and the App Home are no places for messages: answers go to the person.
  chatId: chat.kind === "modal" || chat.kind === "home" ? sender.privateChatId : chat.id,
  ...(chat.threadId ? { threadId: chat.threadId } : {}),
});

const privateAddress = ({ platform, sender }: ChatEvent): Address => ({
  platform,
  chatId: sender.privateChatId,
});
