import type { Address } from "../../core/platform.ts";
import type { ChatEvent } from "../event.ts";

/** Where a document goes that only its asker may see. */
export const privateChatOf = ({ platform, sender }: ChatEvent): Address => ({
  platform,
  chatId: sender.privateChatId,
});
