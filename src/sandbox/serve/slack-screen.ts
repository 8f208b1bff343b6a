import type { Json, SlackFile, SlackMessage, SlackPerson, SlackPlace, SlackScreen } from "../page/wire.ts";
import type { Channel, Message } from "../slack/state/types.ts";
import type { Stage } from "./stage.ts";

export const peopleOf = ({ slack, managers }: Stage): SlackPerson[] => {
  const users = slack.state().users as { id: string; name: string; realName: string; isBot: boolean }[];
  return users.map(({ id, name, realName, isBot }) => {
    const manager = managers.find((each) => each.id === id);
    return { id, name, realName, isBot, isManager: manager !== undefined, note: manager?.note ?? {} };
  });
};

/** What this member of staff has before them, with one channel and perhaps one thread open. */
export const slackScreen = (
  stage: Stage,
  wanted: { user: string; channel: string | null; thread: string | null },
): SlackScreen => {
  const { slack } = stage;
  const { user } = wanted;
  const direct = slack.direct(user);
  const channel = wanted.channel ?? stage.staffChannel;
  const own = slack.ephemerals(user, channel).map((message) => ({ ...message, ephemeral: true }));
  const inThread = own.filter(({ thread_ts }) => thread_ts !== undefined);
  const thread =
    wanted.thread !== null && slack.messages(channel).some(({ ts }) => ts === wanted.thread)
      ? slack.thread(channel, wanted.thread)
      : null;
  return {
    user,
    channel,
    messages: inOrder([
      ...slack.messages(channel),
      ...own.filter(({ thread_ts }) => thread_ts === undefined),
    ]).map(shown),
    thread:
      thread &&
      inOrder([...thread, ...inThread.filter(({ thread_ts }) => thread_ts === wanted.thread)]).map(shown),
    modals: slack.viewStack(user) as SlackScreen["modals"],
    home: (slack.home(user) ?? null) as Json | null,
    places: placesOf(stage, direct, user),
  };
};

const placesOf = ({ slack, staffChannel }: Stage, direct: Channel, user: string): SlackPlace[] => {
  const place = (id: string, name: string, kind: SlackPlace["kind"]): SlackPlace => ({
    id,
    name,
    kind,
    incoming:
      slack.messages(id).filter((message) => message.user !== user).length +
      slack.ephemerals(user, id).length,
  });
  const channels = slack.state().channels as { id: string; name: string; members: string[]; kind: string }[];
  return [
    ...channels
      .filter(({ kind, members }) => (kind === "public" || kind === "private") && members.includes(user))
      .sort((a, b) => Number(b.id === staffChannel) - Number(a.id === staffChannel))
      .map(({ id, name }) => place(id, name, "channel")),
    place(direct.id, "Domovoy", "direct"),
  ];
};

type Seen = Message & { ephemeral?: boolean };

const inOrder = (messages: readonly Seen[]): Seen[] =>
  [...messages].sort((a, b) => Number(a.ts) - Number(b.ts));

const shown = (message: Seen): SlackMessage => {
  const { ts, subtype, user, bot_id, text, blocks, thread_ts, reply_count, reply_users, latest_reply } =
    message;
  return {
    ts,
    text,
    ...(subtype ? { subtype } : {}),
    ...(user ? { user } : {}),
    ...(bot_id ? { bot_id } : {}),
    ...(blocks ? { blocks } : {}),
    ...(thread_ts ? { thread_ts } : {}),
    ...(reply_count ? { reply_count } : {}),
    ...(reply_users ? { reply_users } : {}),
    ...(latest_reply ? { latest_reply } : {}),
    ...(message.files ? { files: message.files as unknown as SlackFile[] } : {}),
    ...(message.edited ? { edited: message.edited } : {}),
    ...(message.reactions ? { reactions: message.reactions } : {}),
    ...(message.ephemeral ? { ephemeral: true } : {}),
  };
};
