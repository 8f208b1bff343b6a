import { createHash } from "node:crypto";
import type { WebClient } from "@slack/web-api";
import type { Logger } from "pino";
import type { Translate } from "../../../chat/text.ts";
import type { View } from "../../../chat/view.ts";
import type { OpenAttachment } from "../../../core/files/attachment-source.ts";
import type { Channel, Outgoing, SendResult } from "../../../delivery/channel.ts";
import type { DirectMessages } from "./direct-messages.ts";
import { failureOf, isTokenFault, slackErrorCode } from "./failures.ts";
import { type Rendered, renderView, renderWhole } from "./render-view.ts";
import { uploadFiles } from "./upload-files.ts";

export interface SlackChannelParts {
  client: WebClient;
  directMessages: DirectMessages;
  translate: Translate;
  openAttachment: OpenAttachment;
  logger: Logger;
}

/**
 * Slack as a way out. The messageId is the first message's ts. What does not fit into it follows in its thread, as
 * its files do, so that a channel shows one message a subject.
 */
export const createSlackChannel = (parts: SlackChannelParts): Channel<View> => {
  const unfinished = createUnfinished();
  return {
    platform: "slack",
    send: async (outgoing) => {
      // Pins are for the groups of houses, which are not here.
      if (outgoing.pin) return { ok: true, messageId: outgoing.editMessageId ?? "" };
      try {
        return outgoing.editMessageId
          ? await edit(parts, outgoing, outgoing.editMessageId)
          : await post(parts, outgoing, unfinished);
      } catch (error) {
        return failed(error, "bot", parts.logger);
      }
    },
  };
};

const failed = (error: unknown, scope: "chat" | "bot", logger: Logger): SendResult => {
  if (isTokenFault(error))
    logger.error({ code: slackErrorCode(error) }, "SLACK_BOT_TOKEN: Slack refuses it; install the app again");
  return { ok: false, failure: failureOf(error, scope) };
};

const edit = async (
  { client, directMessages, translate }: SlackChannelParts,
  { address, content, language }: Outgoing<View>,
  ts: string,
): Promise<SendResult> => {
  const rendered = renderWhole(content, language, translate);
  if (!rendered) return empty;
  const channel = await directMessages.conversation(address.chatId);
  await client.chat.update({ channel, ts, ...rendered });
  return { ok: true, messageId: ts };
};

const empty: SendResult = {
  ok: false,
  failure: { code: "rejected", detail: "the view has nothing to show" },
};

/** How far a message of several parts got, so that a repeat does not send the first parts again. */
interface Progress {
  messageId: string | null;
  channelId: string | null;
  posted: number;
}

const post = async (
  parts: SlackChannelParts,
  outgoing: Outgoing<View>,
  unfinished: Unfinished,
): Promise<SendResult> => {
  const { address, content, language } = outgoing;
  const messages = renderView(content, language, parts.translate);
  const attachmentIds = content.files?.map((file) => file.attachmentId) ?? [];
  if (messages.length + attachmentIds.length === 0) return empty;
  const progress = unfinished.resume(outgoing);
  const comment = commentOf(outgoing, messages);
  const threadTs = (): string | undefined => address.threadId ?? progress.messageId ?? undefined;
  try {
    for (const message of comment === undefined ? messages.slice(progress.posted) : []) {
      await postOne(parts, address.chatId, message, threadTs(), progress);
    }
  } catch (error) {
    unfinished.keep(outgoing, progress);
    return failed(error, "chat", parts.logger);
  }
  try {
    if (attachmentIds.length > 0) {
      const channelId = progress.channelId ?? (await parts.directMessages.conversation(address.chatId));
      const thread = threadTs();
      const place = { attachmentIds, channelId, ...(thread ? { threadTs: thread } : {}) };
      const fileId = await uploadFiles(parts.client, parts.openAttachment, {
        ...place,
        ...(comment === undefined ? {} : { comment }),
      });
      progress.messageId ??= `file:${fileId}`;
    }
  } catch (error) {
    unfinished.keep(outgoing, progress);
    return failed(error, "bot", parts.logger);
  }
  unfinished.done(outgoing);
  return { ok: true, messageId: progress.messageId ?? "" };
};

/** In a thread, files with a word about them are one message: the word goes with the upload. */
const commentOf = (
  { address, content }: Outgoing<View>,
  messages: readonly Rendered[],
): string | undefined => {
  const [message, more] = messages;
  const bare = (content.buttons ?? []).length === 0 && (content.files ?? []).length > 0;
  return address.threadId && bare && message && !more ? message.text : undefined;
};

const postOne = async (
  { client, directMessages }: SlackChannelParts,
  chatId: string,
  message: Rendered,
  threadTs: string | undefined,
  progress: Progress,
): Promise<void> => {
  const { ts, channel } = await client.chat.postMessage({
    channel: chatId,
    ...message,
    ...(threadTs ? { thread_ts: threadTs } : {}),
    unfurl_links: false,
    unfurl_media: false,
  });
  directMessages.learn(chatId, channel);
  progress.messageId ??= ts ?? null;
  progress.channelId ??= channel ?? null;
  progress.posted += 1;
};

interface Unfinished {
  resume(outgoing: Outgoing<View>): Progress;
  keep(outgoing: Outgoing<View>, progress: Progress): void;
  done(outgoing: Outgoing<View>): void;
}

const maxUnfinished = 1000;

/** Kept in memory only: after a restart a message in flight may be repeated once, which is the rule anyway. */
const createUnfinished = (): Unfinished => {
  const progresses = new Map<string, Progress>();
  const keyOf = (outgoing: Outgoing<View>): string =>
    createHash("sha256").update(JSON.stringify(outgoing)).digest("base64");
  return {
    resume: (outgoing) => progresses.get(keyOf(outgoing)) ?? { messageId: null, channelId: null, posted: 0 },
    keep: (outgoing, progress) => {
      if (progress.posted === 0) return;
      if (progresses.size >= maxUnfinished) progresses.clear();
      progresses.set(keyOf(outgoing), progress);
    },
    done: (outgoing) => void progresses.delete(keyOf(outgoing)),
  };
};
