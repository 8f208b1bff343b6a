import type { Address } from "../../../core/platform.ts";
import { ApiError } from "../transport/api-error.ts";
import type { Part } from "./render-view.ts";
import { type Sending, sendPart } from "./send-part.ts";

/** Sends a message; where its forum topic was closed or deleted, to the group's General topic instead. */
export const sendToTopic = (part: Part, address: Address, sending: Sending): Promise<string> =>
  orInGeneral(address, (to) => sendPart(part, to, sending));

/** Tries the address, and without its topic if that is gone. */
export const orInGeneral = async <T>(address: Address, send: (to: Address) => Promise<T>): Promise<T> => {
  try {
    return await send(address);
  } catch (error) {
    if (address.threadId === undefined || !isTopicGone(error)) throw error;
    const { threadId: _, ...group } = address;
    return send(group);
  }
};

const isTopicGone = (error: unknown): boolean =>
  error instanceof ApiError && /message thread not found|TOPIC_(CLOSED|DELETED)/i.test(error.description);
