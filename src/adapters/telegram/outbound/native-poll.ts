import type { Translate } from "../../../chat/text.ts";
import type { ViewPoll } from "../../../chat/view.ts";
import type { Address } from "../../../core/platform.ts";
import type { TelegramTransport } from "../transport/transport.ts";
import { telegramCapabilities as can, UnshowableView } from "./capabilities.ts";
import { cleanText } from "./html.ts";

interface Showing {
  address: Address;
  transport: Pick<TelegramTransport, "call">;
  say(text: Parameters<Translate>[0]): string;
}

/** Sends a poll that shows who chose what, so that each answer is told to us; gives its message's id and its own. */
export const sendNativePoll = async (
  poll: ViewPoll,
  { address, transport, say }: Showing,
): Promise<{ messageId: string; reference: string }> => {
  const question = cleanText(say(poll.question)).trim();
  const options = poll.options.map((option) => cleanText(say(option)).trim());
  checkSizes(question, options);
  const sent = await transport.call("sendPoll", {
    chat_id: address.chatId,
    ...(address.threadId === undefined ? {} : { message_thread_id: Number(address.threadId) }),
    question,
    options: options.map((text) => ({ text })),
    is_anonymous: false,
    allows_multiple_answers: poll.multiple,
    allows_revoting: poll.revoting,
    ...(poll.hideResults ? { hide_results_until_closes: true } : {}),
  });
  return { messageId: String(sent.message_id), reference: sent.poll.id };
};

/** A poll can't be edited; all that may become of it is that it is closed. False: there was nothing to do. */
export const changeNativePoll = async (
  poll: ViewPoll,
  messageId: string,
  { address, transport }: Omit<Showing, "say">,
): Promise<boolean> => {
  if (!poll.closed) return false;
  await transport.call("stopPoll", { chat_id: address.chatId, message_id: Number(messageId) });
  return true;
};

const checkSizes = (question: string, options: readonly string[]): void => {
  if (question === "" || question.length > can.pollQuestionUnits)
    throw new UnshowableView(`a poll's question must have 1 to ${can.pollQuestionUnits} characters`);
  if (options.length < 1 || options.length > can.pollOptions)
    throw new UnshowableView(`a poll must have 1 to ${can.pollOptions} options`);
  if (options.some((option) => option === "" || option.length > can.pollOptionUnits))
    throw new UnshowableView(`a poll's options must have 1 to ${can.pollOptionUnits} characters`);
};
