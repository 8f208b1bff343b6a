import type { Text, Translate } from "../../../chat/text.ts";
import type { View, ViewPoll } from "../../../chat/view.ts";
import type { OpenAttachment } from "../../../core/files/attachment-source.ts";
import type { Address } from "../../../core/platform.ts";
import type { Channel, Outgoing, SendResult } from "../../../delivery/channel.ts";
import type { TelegramTransport } from "../transport/transport.ts";
import { UnshowableView } from "./capabilities.ts";
import { editMessage } from "./edit-message.ts";
import { failureOf } from "./failures.ts";
import { createLimitScope } from "./limit-scope.ts";
import { changeNativePoll, sendNativePoll } from "./native-poll.ts";
import { createPartlySent } from "./partly-sent.ts";
import { renderEdit, renderView } from "./render-view.ts";
import { orInGeneral, sendToTopic } from "./send-to-topic.ts";
import { createSentFiles } from "./sent-files.ts";

export interface ChannelParts {
  transport: Pick<TelegramTransport, "call">;
  translate: Translate;
  openAttachment: OpenAttachment;
}

/** The id that a sent view has is that of its last message: the one with its buttons, which edits change. */
export const createTelegramChannel = ({
  transport,
  translate,
  openAttachment,
}: ChannelParts): Channel<View> => {
  const scopeOf = createLimitScope();
  const partly = createPartlySent();
  const files = createSentFiles(openAttachment);

  const sendNew = async ({ address, content, language, more }: Outgoing<View>): Promise<string> => {
    const parts = renderView(content, { language, translate, inPrivate: isPrivate(address.chatId) });
    const key = partly.keyOf({ address, content, language });
    const sent = [...partly.sent(key)];
    for (const [index, part] of parts.slice(sent.length).entries()) {
      // The turn of the whole is for one message; an album counts each of its pictures.
      const further = (part.kind === "album" ? part.files.length : 1) - (index === 0 ? 1 : 0);
      if (further > 0) await more?.(further);
      sent.push(await sendToTopic(part, address, { transport, files }));
      if (sent.length < parts.length) partly.remember(key, sent);
    }
    partly.forget(key);
    return sent[carrierOf(parts)] ?? "";
  };

  const showPoll = async (poll: ViewPoll, outgoing: Outgoing<View>): Promise<SendResult> => {
    const { address, language, editMessageId } = outgoing;
    if (editMessageId === undefined) {
      const say = (text: Text) => translate(text, language);
      const send = (to: Address) => sendNativePoll(poll, { address: to, transport, say });
      return { ok: true, ...(await orInGeneral(address, send)) };
    }
    const changed = await changeNativePoll(poll, editMessageId, { address, transport });
    return changed ? { ok: true, messageId: editMessageId } : { ok: false, failure: { code: "unchanged" } };
  };

  return {
    platform: "telegram",
    send: async (outgoing): Promise<SendResult> => {
      const { address, content, language, editMessageId, pin } = outgoing;
      try {
        if (pin !== undefined) return await setPinned(transport, pin, address.chatId, editMessageId ?? "");
        if (content.poll) return await showPoll(content.poll, outgoing);
        if (editMessageId === undefined) return { ok: true, messageId: await sendNew(outgoing) };
        const reader = { language, translate, inPrivate: isPrivate(address.chatId) };
        await editMessage(transport, address.chatId, editMessageId, renderEdit(content, reader));
        return { ok: true, messageId: editMessageId };
      } catch (error) {
        if (error instanceof UnshowableView) {
          return { ok: false, failure: { code: "rejected", detail: error.message } };
        }
        return { ok: false, failure: failureOf(error, (waitMs) => scopeOf(address.chatId, waitMs)) };
      }
    },
  };
};

/** Without a sound: the message itself has made one. */
const setPinned = async (
  transport: ChannelParts["transport"],
  pin: "pin" | "unpin",
  chatId: string,
  messageId: string,
): Promise<SendResult> => {
  const target = { chat_id: chatId, message_id: Number(messageId) };
  if (pin === "pin") await transport.call("pinChatMessage", { ...target, disable_notification: true });
  else await transport.call("unpinChatMessage", target);
  return { ok: true, messageId };
};

/** Which part later edits change: the one with inline buttons, else the last. */
const carrierOf = (parts: ReturnType<typeof renderView>): number => {
  const withButtons = parts.findIndex(
    (part) => part.kind !== "album" && part.markup && "inline_keyboard" in part.markup,
  );
  return withButtons >= 0 ? withButtons : parts.length - 1;
};

/** Groups and supergroups have negative ids. */
const isPrivate = (chatId: string): boolean => !chatId.startsWith("-");
