import { randomUUID } from "node:crypto";
import type { Context } from "../context.ts";
import { botChannel, isDirect } from "../state/channels.ts";
import { shareFiles, storeFile } from "../state/files.ts";
import { addReaction, removeReaction } from "../state/marks.ts";
import { addMessage, changeMessage, removeMessage } from "../state/messages.ts";
import { escapeTyped, richTextOf } from "../state/rich-text.ts";
import type { Channel, Message } from "../state/types.ts";
import { channelBy, messageBy, userBy } from "./find.ts";
import { ControlError } from "./interaction.ts";

export interface TypedFile {
  readonly name: string;
  readonly title?: string;
  /** Bytes, or base64 when it comes as JSON. */
  readonly bytes: Uint8Array | string;
}

export interface TypedMessage {
  readonly user: string;
  /** A channel; without it the message goes to the bot directly. */
  readonly channel?: string;
  readonly text?: string;
  readonly threadTs?: string;
  readonly broadcast?: boolean;
  readonly files?: readonly TypedFile[];
}

const bytesOf = (bytes: TypedFile["bytes"]): Buffer =>
  typeof bytes === "string" ? Buffer.from(bytes, "base64") : Buffer.from(bytes);

/** What people write, change, delete and react to. */
export const messageControl = (context: Context) => {
  const { workspace } = context;
  const place = (user: string, channel: string | undefined): Channel => {
    if (channel === undefined)
      return botChannel(workspace, user, Math.floor(context.clock.now().getTime() / 1000));
    const found = channelBy(context, channel);
    if (!found.members.has(user) && !isDirect(found))
      throw new ControlError(`${user} is not in #${found.name}: join first`);
    return found;
  };
  const own = (user: string, channel: Channel, ts: string): Message => {
    const message = messageBy(context, channel, ts);
    if (message.user !== user || message.bot_id !== undefined)
      throw new ControlError(`message ${ts} is not by ${user}: people change only what they wrote`);
    return message;
  };
  const content = (typed: string): Pick<Message, "text" | "blocks"> => {
    const text = escapeTyped(typed);
    return text === "" ? { text } : { text, blocks: [richTextOf(text, workspace.ids.token(5))] };
  };

  return {
    post: (typed: TypedMessage): Message => {
      const user = userBy(context, typed.user).id;
      const channel = place(user, typed.channel);
      if (typed.threadTs !== undefined) messageBy(context, channel, typed.threadTs);
      const draft: Omit<Message, "ts"> = {
        client_msg_id: randomUUID(),
        type: "message",
        user,
        team: workspace.team.id,
        ...content(typed.text ?? ""),
        ...(typed.threadTs === undefined ? {} : { thread_ts: typed.threadTs }),
        ...(typed.broadcast && typed.threadTs !== undefined ? { subtype: "thread_broadcast" } : {}),
      };
      const files = (typed.files ?? []).map(({ name, title, bytes }) =>
        storeFile(context, { name, bytes: bytesOf(bytes), user, ...(title === undefined ? {} : { title }) }),
      );
      if (files.length === 0 && draft.text === "") throw new ControlError("a message needs a text or files");
      return files.length === 0
        ? addMessage(context, channel, draft, { blocksFromText: true })
        : shareFiles(context, channel, files, { ...draft, upload: false, display_as_bot: false });
    },
    edit: (change: { user: string; channel: string; ts: string; text: string }): Message => {
      const user = userBy(context, change.user).id;
      const channel = channelBy(context, change.channel);
      const message = own(user, channel, change.ts);
      changeMessage(context, channel, message, (edited) => {
        Object.assign(edited, content(change.text));
        edited.edited = { user, ts: `${Math.floor(context.clock.now().getTime() / 1000)}.000000` };
      });
      return message;
    },
    remove: (wanted: { user: string; channel: string; ts: string }): void => {
      const channel = channelBy(context, wanted.channel);
      removeMessage(context, channel, own(userBy(context, wanted.user).id, channel, wanted.ts));
    },
    react: (wanted: { user: string; channel: string; ts: string; name: string }): boolean => {
      const channel = channelBy(context, wanted.channel);
      const message = messageBy(context, channel, wanted.ts);
      return addReaction(context, channel, message, userBy(context, wanted.user).id, wanted.name);
    },
    unreact: (wanted: { user: string; channel: string; ts: string; name: string }): boolean => {
      const channel = channelBy(context, wanted.channel);
      const message = messageBy(context, channel, wanted.ts);
      return removeReaction(context, channel, message, userBy(context, wanted.user).id, wanted.name);
    },
  };
};
