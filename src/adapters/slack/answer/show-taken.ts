import type { WebClient } from "@slack/web-api";
import type { Logger } from "pino";
import type { Taken } from "../../../chat/taken.ts";
import { plain, type Text, type Translate } from "../../../chat/text.ts";
import type { View } from "../../../chat/view.ts";
import type { Inbound } from "../inbound/inbound.ts";
import { word } from "../inbound/payload.ts";
import { slackErrorCode } from "../outbound/failures.ts";
import { renderModal, sayingModal, viewModal } from "../outbound/render-form.ts";
import { renderHome } from "../outbound/render-home.ts";
import { renderView } from "../outbound/render-view.ts";
import { own, type Words, wordsOf } from "../outbound/words.ts";
import type { ModalOpener } from "./modal-opener.ts";
import { restoreModal } from "./restore-modal.ts";
import type { SayPrivately } from "./say-privately.ts";

export interface ShowTaken {
  /** All that the event's outcome has to show at once. */
  show(inbound: Inbound, taken: Omit<Taken, "first">): Promise<void>;
  /** One sentence to the sender, wherever they are. */
  say(inbound: Inbound, text: Text, language: string): Promise<void>;
}

export interface ShowTakenParts {
  client: WebClient;
  modals: ModalOpener;
  sayPrivately: SayPrivately;
  translate: Translate;
  logger: Logger;
}

export const createShowTaken = ({
  client,
  modals,
  sayPrivately,
  translate,
  logger,
}: ShowTakenParts): ShowTaken => {
  const sayView = (inbound: Inbound, view: View, language: string, replace: boolean): Promise<void> =>
    sayPrivately(inbound, renderView(view, language, translate), { replace });

  const say = async (inbound: Inbound, text: Text, language: string): Promise<void> => {
    const { event, surface } = inbound;
    const words = wordsOf(translate, language);
    const inModal = event.type === "tap" ? surface.view : null;
    if (inModal)
      return modals.update(
        { view_id: word(inModal, "id"), hash: word(inModal, "hash") },
        restoreModal(inModal, words(text)),
      );
    if (event.chat.kind === "home" && event.type === "tap") {
      // App Home has no place for a passing word but a modal.
      const { kind } = await modals.open(surface, sayingModal(words(own("title")), text, words));
      if (kind !== "failed") return;
    }
    await sayView(inbound, { blocks: [{ type: "text", text }] }, language, false);
  };

  /** A list, say: in the modal it was asked for in, over App Home, else as an ephemeral message. */
  const showView = async (inbound: Inbound, view: View, language: string): Promise<void> => {
    const { event, surface } = inbound;
    const content = viewModal(view, wordsOf(translate, language));
    if (event.type === "tap" && surface.view && event.chat.kind !== "home")
      return modals.update({ view_id: word(surface.view, "id") }, content);
    if (event.type === "tap" && event.chat.kind === "home") {
      const { kind } = await modals.open(surface, content);
      if (kind !== "failed") return;
    }
    await sayView(inbound, view, language, true);
  };

  const openUnforeseen = async (
    inbound: Inbound,
    taken: Omit<Taken, "first">,
    words: Words,
  ): Promise<void> => {
    if (!taken.modal) return;
    const { kind } = await modals.open(
      inbound.surface,
      renderModal(taken.modal, words, inbound.surface.origin),
    );
    if (kind === "failed") await say(inbound, own("press-again"), taken.language);
  };

  const publishHome = async (inbound: Inbound, home: View, language: string): Promise<void> => {
    const userId = inbound.event.sender.externalId;
    try {
      await client.views.publish({ user_id: userId, view: renderHome(home, language, translate) });
    } catch (error) {
      logger.warn({ code: slackErrorCode(error), err: error }, "App Home could not be published");
    }
  };

  return {
    say,
    show: async (inbound, taken) => {
      const { language, notice, shown, home } = taken;
      await openUnforeseen(inbound, taken, wordsOf(translate, language));
      if (shown) await showView(inbound, shown, language);
      if (notice) await say(inbound, urgent(notice, wordsOf(translate, language)), language);
      if (home) await publishHome(inbound, home, language);
    },
  };
};

const urgent = ({ text, urgency }: NonNullable<Taken["notice"]>, words: Words): Text =>
  urgency === "alert" ? plain(`⚠️ ${words(text)}`) : text;
