import type { WorkspaceState } from "./state/workspace-state.ts";

/** Where the server takes its time from; message ts, triggers and schedules follow it. */
export interface SlackClock {
  now(): Date;
}

export interface SlackServerOptions {
  /** 0 (default) picks a free port. */
  readonly port?: number;
  /** Default 127.0.0.1. */
  readonly host?: string;
  readonly botToken?: string;
  readonly appToken?: string;
  readonly signingSecret?: string;
  readonly clock?: SlackClock;
  readonly team?: { readonly name?: string; readonly domain?: string };
  readonly botName?: string;
  /** Scopes that the bot token has; default: all that the server knows. */
  readonly botScopes?: readonly string[];
  /** Event types that the app subscribes to, message events as `message.channels` and so on. */
  readonly eventSubscriptions?: readonly string[];
  /** Slash commands that the app has; undefined: any command reaches it. */
  readonly commands?: readonly string[];
  /** Set: HTTP mode, everything is posted here. Unset: Socket Mode. */
  readonly requestUrl?: string;
  /** How long an app may take to acknowledge, in ms; Slack's 3000 by default. */
  readonly ackTimeoutMs?: number;
  /** Multiplies the retry delays (0 s, 60 s, 300 s); tests use a small one. Default 1. */
  readonly retryScale?: number;
  /** How long after files.completeUploadExternal the message appears, in ms. Default 30. */
  readonly fileShareDelayMs?: number;
  /** Refuse arguments that a method does not know (invalid_arguments). Default true. */
  readonly strictArguments?: boolean;
  /** Enforce Slack's tiers and one message a second per channel. Default false. */
  readonly rateLimits?: boolean;
  /** What `capture` of an earlier server gave: the workspace goes on from there. */
  readonly state?: WorkspaceState;
}

export interface Settings {
  readonly botToken: string;
  readonly appToken: string;
  readonly signingSecret: string;
  readonly ackTimeoutMs: number;
  readonly retryDelaysMs: readonly number[];
  readonly fileShareDelayMs: number;
  readonly strictArguments: boolean;
  readonly rateLimits: boolean;
  readonly commands: readonly string[] | undefined;
}

export const defaultBotScopes = [
  "app_mentions:read",
  "bookmarks:read",
  "bookmarks:write",
  "channels:history",
  "channels:join",
  "channels:manage",
  "channels:read",
  "chat:write",
  "chat:write.customize",
  "commands",
  "files:read",
  "files:write",
  "groups:history",
  "groups:read",
  "groups:write",
  "im:history",
  "im:read",
  "im:write",
  "mpim:history",
  "mpim:read",
  "mpim:write",
  "pins:read",
  "pins:write",
  "reactions:read",
  "reactions:write",
  "team:read",
  "users:read",
  "users:read.email",
] as const;

export const defaultSubscriptions = [
  "app_home_opened",
  "app_mention",
  "channel_created",
  "file_shared",
  "member_joined_channel",
  "member_left_channel",
  "message.channels",
  "message.groups",
  "message.im",
  "message.mpim",
  "pin_added",
  "pin_removed",
  "reaction_added",
  "reaction_removed",
  "team_join",
  "user_change",
] as const;

const RETRY_DELAYS_MS = [0, 60_000, 300_000];

export const settingsFrom = (options: SlackServerOptions): Settings => ({
  botToken: options.botToken ?? "xoxb-sandbox-bot",
  appToken: options.appToken ?? "xapp-sandbox-app",
  signingSecret: options.signingSecret ?? "sandbox-signing-secret",
  ackTimeoutMs: options.ackTimeoutMs ?? 3000,
  retryDelaysMs: RETRY_DELAYS_MS.map((delay) => delay * (options.retryScale ?? 1)),
  fileShareDelayMs: options.fileShareDelayMs ?? 30,
  strictArguments: options.strictArguments ?? true,
  rateLimits: options.rateLimits ?? false,
  commands: options.commands,
});
