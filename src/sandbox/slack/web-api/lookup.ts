import type { Context } from "../context.ts";
import type { Channel } from "../state/types.ts";
import { type Answer, refusal } from "./method.ts";

export type Found<T> = { readonly found: T } | { readonly refused: Answer };

/** The channel, if the bot may know of it: a private one that it is not in does not exist for it. */
export const visibleChannel = (context: Context, id: string | undefined): Found<Channel> => {
  const channel = id === undefined ? undefined : context.workspace.channels.get(id);
  if (!channel || (channel.kind !== "public" && !isMember(context, channel)))
    return { refused: refusal("channel_not_found") };
  return { found: channel };
};

/** The channel, if the bot may read or act in it: it has to be a member. */
export const joinedChannel = (context: Context, id: string | undefined): Found<Channel> => {
  const visible = visibleChannel(context, id);
  if ("refused" in visible) return visible;
  return isMember(context, visible.found) ? visible : { refused: refusal("not_in_channel") };
};

export const isMember = (context: Context, channel: Channel): boolean =>
  channel.members.has(context.workspace.app.botUserId);

/** A page of a list by Slack's cursor; the cursor is opaque base64. */
export const page = <T>(
  items: readonly T[],
  cursor: string | undefined,
  limit: number,
): { items: readonly T[]; next: string } | undefined => {
  const start = cursor === undefined || cursor === "" ? 0 : decode(cursor);
  if (start === undefined || start > items.length) return undefined;
  const end = start + limit;
  return {
    items: items.slice(start, end),
    next: end < items.length ? Buffer.from(`next:${end}`).toString("base64") : "",
  };
};

const decode = (cursor: string): number | undefined => {
  const match = /^next:(\d+)$/.exec(Buffer.from(cursor, "base64").toString("utf8"));
  return match?.[1] === undefined ? undefined : Number(match[1]);
};
