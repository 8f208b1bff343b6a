import type { Update } from "@grammyjs/types";
import type { Logger } from "pino";
import type { ChatEvent } from "../../../chat/event.ts";
import type { TakeEvent, Taken } from "../../../chat/taken.ts";
import type { CallbackAnswers } from "../callback-answers.ts";
import type { Albums } from "./albums.ts";
import type { BotAccount } from "./bot-account.ts";
import { updateToEvent } from "./update-to-event.ts";

export interface TakeUpdateParts {
  bot: BotAccount;
  take: TakeEvent;
  albums: Pick<Albums, "add" | "settle">;
  answers: Pick<CallbackAnswers, "answer">;
  show(event: ChatEvent, taken: Taken, query: Update["callback_query"], logger: Logger): Promise<void>;
  logger: Logger;
}

/** Takes one update to its end; rejects only when it has to come again. */
export const createTakeUpdate =
  ({ bot, take, albums, answers, show, logger }: TakeUpdateParts) =>
  async (update: Update): Promise<void> => {
    const log = logger.child({ update: update.update_id });
    const incoming = updateToEvent(update, bot, new Date());
    switch (incoming.kind) {
      case "nothing": {
        log.debug({ kinds: kindsOf(update) }, "Update not used");
        if (update.callback_query) answers.answer(update.callback_query);
        return;
      }
      case "album-part":
        return albums.add(incoming.part);
      case "event": {
        const { event } = incoming;
        await albums.settle(event.chat.id);
        const taken = await take(event);
        log.debug({ type: event.type, first: taken.first }, "Update taken");
        await show(event, taken, update.callback_query, log);
      }
    }
  };

const kindsOf = (update: Update): string[] => Object.keys(update).filter((key) => key !== "update_id");
