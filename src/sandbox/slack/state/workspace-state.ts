import type { IdsState } from "./ids.ts";
import type { Filled, Message } from "./types.ts";
import type { Workspace } from "./workspace.ts";

const lasting = [
  "users",
  "channels",
  "files",
  "views",
  "modals",
  "homes",
  "responseUrls",
  "scheduled",
] as const;

/** All of a workspace that outlives its server; plain objects, Maps, Sets and bytes. */
export type WorkspaceState = Pick<Workspace, (typeof lasting)[number] | "ephemerals"> & {
  ids: IdsState;
  /** Where the server was: addresses of files and pictures begin with it. */
  origin: string;
  /** What is known of messages beside them, by channel and ts. */
  beside: { channel: string; ts: string; values?: Filled; autoBlocks: boolean }[];
};

export const captureWorkspace = (workspace: Workspace, origin: string): WorkspaceState => {
  const { ids, ephemerals, messageValues, autoBlocks } = workspace;
  const beside = [...workspace.channels.values()].flatMap(({ id: channel, messages }) =>
    messages.flatMap((message) => {
      const values = messageValues.get(message);
      const about = { channel, ts: message.ts, autoBlocks: autoBlocks.has(message) };
      return values || about.autoBlocks ? [{ ...about, ...(values ? { values } : {}) }] : [];
    }),
  );
  const { users, channels, files, views, modals, homes, responseUrls, scheduled } = workspace;
  const maps = { users, channels, files, views, modals, homes, responseUrls, scheduled };
  return { ...maps, ephemerals, ids: ids.capture(), origin, beside };
};

/** Puts a captured state into a new workspace; addresses are turned to where the server is now. */
export const restoreWorkspace = (workspace: Workspace, state: WorkspaceState, origin: string): void => {
  for (const part of lasting) {
    const target: Map<string, unknown> = workspace[part];
    for (const [key, value] of state[part]) target.set(key, value);
  }
  workspace.ephemerals.push(...state.ephemerals);
  workspace.ids.restore(state.ids);
  for (const { messages } of workspace.channels.values())
    for (const message of messages) readdress(message, state.origin, origin);
  for (const { message } of workspace.ephemerals) readdress(message, state.origin, origin);
  for (const { channel, ts, values, autoBlocks } of state.beside) {
    const message = workspace.channels.get(channel)?.messages.find((each) => each.ts === ts);
    if (message && values) workspace.messageValues.set(message, values);
    if (message && autoBlocks) workspace.autoBlocks.add(message);
  }
};

const readdress = (message: Message, from: string, to: string): void => {
  if (from === to) return;
  const text = JSON.stringify(message);
  if (text.includes(from)) Object.assign(message, JSON.parse(text.replaceAll(from, to)) as Message);
};
