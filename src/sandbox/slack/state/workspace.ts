import {
  defaultBotScopes,
  defaultSubscriptions,
  type SlackClock,
  type SlackServerOptions,
} from "../options.ts";
import { createIds, type Ids } from "./ids.ts";
import type {
  Channel,
  Ephemeral,
  Filled,
  Message,
  ResponseUrl,
  Scheduled,
  SlackUser,
  StoredFile,
  StoredView,
  Trigger,
  Upload,
} from "./types.ts";

interface AppIdentity {
  readonly appId: string;
  readonly botId: string;
  readonly botUserId: string;
  readonly botName: string;
  readonly verificationToken: string;
}

/** One Slack workspace with one installed app, in memory. */
export interface Workspace {
  readonly team: { readonly id: string; readonly name: string; readonly domain: string };
  readonly app: AppIdentity;
  readonly ids: Ids;
  readonly scopes: Set<string>;
  readonly subscriptions: Set<string>;
  readonly users: Map<string, SlackUser>;
  readonly channels: Map<string, Channel>;
  readonly ephemerals: Ephemeral[];
  readonly files: Map<string, StoredFile>;
  readonly uploads: Map<string, Upload>;
  readonly views: Map<string, StoredView>;
  /** Open modals of each person, the lowest first. */
  readonly modals: Map<string, string[]>;
  readonly homes: Map<string, string>;
  readonly triggers: Map<string, Trigger>;
  readonly responseUrls: Map<string, ResponseUrl>;
  readonly scheduled: Map<string, Scheduled>;
  /** What people filled into the inputs of messages. */
  readonly messageValues: WeakMap<Message, Filled>;
  /** Messages whose blocks Slack made from their text. */
  readonly autoBlocks: WeakSet<Message>;
}

export const createWorkspace = (options: SlackServerOptions, clock: SlackClock): Workspace => {
  const ids = createIds(clock);
  const botName = options.botName ?? "domovoy";
  const app = {
    appId: ids.next("A"),
    botId: ids.next("B"),
    botUserId: ids.next("U"),
    botName,
    verificationToken: ids.token(24),
  };
  const workspace: Workspace = {
    team: {
      id: ids.next("T"),
      name: options.team?.name ?? "Sandbox",
      domain: options.team?.domain ?? "sandbox",
    },
    app,
    ids,
    scopes: new Set(options.botScopes ?? defaultBotScopes),
    subscriptions: new Set(options.eventSubscriptions ?? defaultSubscriptions),
    users: new Map(),
    channels: new Map(),
    ephemerals: [],
    files: new Map(),
    uploads: new Map(),
    views: new Map(),
    modals: new Map(),
    homes: new Map(),
    triggers: new Map(),
    responseUrls: new Map(),
    scheduled: new Map(),
    messageValues: new WeakMap(),
    autoBlocks: new WeakSet(),
  };
  workspace.users.set(app.botUserId, {
    id: app.botUserId,
    name: botName,
    realName: botName,
    locale: "en-US",
    tz: "America/Los_Angeles",
    email: "",
    isAdmin: false,
    isBot: true,
    deleted: false,
    updated: Math.floor(clock.now().getTime() / 1000),
  });
  return workspace;
};
