import type { Platform } from "../core/platform.ts";
import type { MessageRef } from "./event.ts";

/** The message that something came from: platform:chat:message. */
export const sourceOf = ({ platform }: { platform: Platform }, { chatId, messageId }: MessageRef): string =>
  `${platform}:${chatId}:${messageId}`;
