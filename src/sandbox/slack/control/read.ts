import type { JsonObject } from "../block-kit/rule.ts";
import type { Context } from "../context.ts";
import { botChannel, isDirect } from "../state/channels.ts";
import { fileObject } from "../state/files.ts";
import { inChannel, threadOf } from "../state/messages.ts";
import type { Channel, Ephemeral, Message, StoredFile, StoredView } from "../state/types.ts";
import { modalStack, viewObject } from "../state/views.ts";
import { channelBy, userBy } from "./find.ts";

/** A view as its person sees it now. */
export interface SeenView {
  readonly view: JsonObject;
  readonly errors: Readonly<Record<string, string>>;
}

/** What can be seen in the workspace. */
export const readControl = (context: Context) => {
  const { workspace } = context;
  const seen = (view: StoredView): SeenView => ({ view: viewObject(context, view), errors: view.errors });
  return {
    /** What stands in the channel, oldest first; replies are in their threads. */
    messages: (channel: string): readonly Message[] => channelBy(context, channel).messages.filter(inChannel),
    /** The parent and its replies, oldest first. */
    thread: (channel: string, ts: string): readonly Message[] => threadOf(channelBy(context, channel), ts),
    /** The direct conversation of a person with the bot. */
    direct: (user: string): Channel =>
      botChannel(workspace, userBy(context, user).id, Math.floor(context.clock.now().getTime() / 1000)),
    ephemerals: (user: string, channel?: string): readonly Message[] => {
      const id = userBy(context, user).id;
      const place = channel === undefined ? undefined : channelBy(context, channel).id;
      return workspace.ephemerals
        .filter((entry: Ephemeral) => entry.user === id && (place === undefined || entry.channel === place))
        .map((entry) => entry.message);
    },
    openView: (user: string): SeenView | undefined => {
      const top = modalStack(context, userBy(context, user).id).at(-1);
      return top && seen(top);
    },
    viewStack: (user: string): readonly SeenView[] => modalStack(context, userBy(context, user).id).map(seen),
    home: (user: string): JsonObject | undefined => {
      const view = workspace.views.get(workspace.homes.get(userBy(context, user).id) ?? "");
      return view && viewObject(context, view);
    },
    files: (): readonly StoredFile[] => [...workspace.files.values()],
    file: (id: string): StoredFile | undefined => workspace.files.get(id),
    /** Everything, as JSON, for a page that starts to show it. */
    state: (): JsonObject => ({
      team: workspace.team,
      app: workspace.app,
      transport: context.gateway.transport().name,
      users: [...workspace.users.values()],
      channels: [...workspace.channels.values()].map(({ messages, members, pins, ...channel }) => ({
        ...channel,
        direct: isDirect({ ...channel, messages, members, pins }),
        members: [...members],
        pins: [...pins],
        messages,
      })),
      ephemerals: workspace.ephemerals,
      modals: Object.fromEntries(
        [...workspace.modals.keys()].map((user) => [user, modalStack(context, user).map(seen)]),
      ),
      homes: Object.fromEntries(
        [...workspace.homes].flatMap(([user, id]) => {
          const view = workspace.views.get(id);
          return view ? [[user, viewObject(context, view)]] : [];
        }),
      ),
      files: [...workspace.files.values()].map((file) => fileObject(context, file)),
      faults: context.faults.active(),
    }),
  };
};
