import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from "@slack/web-api";
import type { Failure } from "../../../delivery/channel.ts";

/** Slack's errors in our vocabulary. `scope`: what a 429 of this call is counted by. */
export const failureOf = (error: unknown, scope: "chat" | "bot"): Failure => {
  if (error instanceof WebAPIRateLimitedError)
    return { code: "rate-limited", retryAfterMs: error.retryAfter * 1000, scope };
  if (error instanceof WebAPIPlatformError) return platformFailure(error, scope);
  if (error instanceof WebAPIHTTPError)
    return error.statusCode >= 500 || error.statusCode === 408
      ? { code: "transient", detail: `HTTP ${error.statusCode}` }
      : { code: "rejected", detail: `HTTP ${error.statusCode}` };
  if (error instanceof WebAPIRequestError) return { code: "transient", detail: error.original.message };
  return { code: "transient", detail: error instanceof Error ? error.message : String(error) };
};

/** The platform's word for what went wrong, such as `expired_trigger_id`. */
export const slackErrorCode = (error: unknown): string | undefined =>
  error instanceof WebAPIPlatformError ? error.data.error : undefined;

type Unreachable = Extract<Failure, { code: "unreachable" }>["reason"];

const unreachable: Record<string, Unreachable> = {
  channel_not_found: "no-chat",
  invalid_channel: "no-chat",
  is_archived: "no-chat",
  is_inactive: "no-chat",
  user_not_found: "no-chat",
  users_not_found: "no-chat",
  not_in_channel: "not-member",
  user_not_in_channel: "not-member",
  posting_to_channel_denied: "not-member",
  restricted_action: "not-member",
  restricted_action_read_only_channel: "not-member",
  user_disabled: "deactivated",
  cannot_dm_bot: "blocked",
  messages_tab_disabled: "blocked",
  user_not_visible: "blocked",
};

const gone = new Set(["message_not_found", "thread_not_found", "cant_update_message", "edit_window_closed"]);

/** The token is no good: no message's fault, and nothing gets through until a person has acted. */
const tokenCodes = new Set([
  "invalid_auth",
  "not_authed",
  "token_revoked",
  "token_expired",
  "account_inactive",
]);

export const isTokenFault = (error: unknown): boolean => tokenCodes.has(slackErrorCode(error) ?? "");

/** Slack's own trouble; its documents tell apps to try again. */
const passing = new Set([
  "internal_error",
  "fatal_error",
  "service_unavailable",
  "request_timeout",
  "team_added_to_org",
  "org_login_required",
  "ekm_access_denied",
  "external_channel_migrating",
  "update_failed",
  "file_update_failed",
]);

const platformFailure = (error: WebAPIPlatformError, scope: "chat" | "bot"): Failure => {
  const { error: code, response_metadata: meta } = error.data;
  if (code === "ratelimited" || code === "rate_limited" || code === "message_limit_exceeded")
    return { code: "rate-limited", retryAfterMs: (meta?.retryAfter ?? 30) * 1000, scope };
  const reason = unreachable[code];
  if (reason) return { code: "unreachable", reason };
  if (gone.has(code)) return { code: "gone" };
  if (code === "no_change") return { code: "unchanged" };
  if (passing.has(code) || tokenCodes.has(code)) return { code: "transient", detail: code };
  return { code: "rejected", detail: [code, ...(meta?.messages ?? [])].join("; ") };
};
