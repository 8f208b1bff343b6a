import type { Platform } from "../../core/platform.ts";
import type { Work } from "../../core/work/work.ts";
import type { ReceiptQuestionModel } from "../../database/types.ts";
import type { View } from "../view.ts";

/** Sends something of a question about a bill to where it was asked. `key` names it. */
export const sendToAsker = (
  { send }: Work,
  { id, companyId, platform, chatId, language }: ReceiptQuestionModel,
  content: View,
  key?: string,
): void =>
  send({
    address: { platform: platform as Platform, chatId },
    lane: "reply",
    language,
    companyId,
    subjectId: id,
    ...(key === undefined ? {} : { dedupeKey: key }),
    what: { kind: "message", content },
  });
