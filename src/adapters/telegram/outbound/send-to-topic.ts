import type { Address } from "../../../core/platform.ts";
import { ApiError } from "../transport/api-error.ts";
import type { Part } from "./render-view.ts";
import { type Sending, sendPart } from "./send-part.ts";

/** Sends a message; where its forum topic was closed or deleted, to the group's General topic instead. */
export const sendToTopic = async (part: Part, address: Address, sending: Sending): Promise<string> => {
  try {
    return await sendPart(part, address, sending);
  } catch (error) {
    if (address.threadId === undefined || !isTopicGone(error)) throw error;
    const { threadId: _, ...group } = address;
    return sendPart(part, group, sending);
  }
};

const isTopicGone = (error: unknown): boolean =>
  error instanceof ApiError && /message thread not found|TOPIC_(CLOSED|DELETED)/i.test(error.description);
