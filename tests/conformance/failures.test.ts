import { WebAPIPlatformError } from "@slack/web-api";
import { describe, expect, it } from "vitest";
import { failureOf as slackFailureOf } from "../../src/adapters/slack/outbound/failures.ts";
import { failureOf } from "../../src/adapters/telegram/outbound/failures.ts";
import { ApiError, type ApiRefusal } from "../../src/adapters/telegram/transport/api-error.ts";
import type { Failure } from "../../src/delivery/channel.ts";
import { answersOf, readSpec, skippedWithout, specsArePresent } from "./specs.ts";

const wordOf = (failure: Failure): string =>
  failure.code === "unreachable" ? `unreachable: ${failure.reason}` : failure.code;

/** What each known answer means for a message; what is not here is our fault, and rejected. */
const telegram: Readonly<Record<string, readonly string[]>> = {
  "unreachable: blocked": ["Forbidden: bot was blocked by the user"],
  "unreachable: deactivated": ["Forbidden: user is deactivated"],
  "unreachable: not-member": [
    "Bad Request: CHAT_ADMIN_REQUIRED",
    "Bad Request: have no write access to the chat",
    "Bad Request: need administrator rights in the channel chat",
    "Forbidden: bot is not a member of the channel chat",
    "Forbidden: bot is not a member of the group chat",
    "Forbidden: bot is not a member of the supergroup chat",
    "Forbidden: bot was kicked from the channel chat",
    "Forbidden: bot was kicked from the group chat",
    "Forbidden: bot was kicked from the supergroup chat",
    "Unauthorized: bot was kicked from a chat",
  ],
  "unreachable: not-allowed": [
    "Bad Request: not enough rights to manage pinned messages in the chat",
    "Bad Request: not enough rights to pin a message",
  ],
  "unreachable: no-chat": [
    "Bad Request: can't access the chat",
    "Bad Request: can't access the user",
    "Bad Request: chat is deactivated",
    "Bad Request: chat is not accessible",
    "Bad Request: chat not found",
    "Bad Request: group is deactivated",
    "Bad Request: have no access to the chat",
    "Bad Request: have no access to the user",
    "Bad Request: private chat not found",
    "Bad Request: user not found",
    "Forbidden: bot can't initiate conversation with a user",
    "Forbidden: the group chat was deleted",
    "Unauthorized: bot can't initiate conversation with a user",
    "Unauthorized: bot can't send messages to bots",
  ],
  unchanged: [
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message",
    "Bad Request: poll has already been closed",
  ],
  gone: [
    "Bad Request: MESSAGE_ID_INVALID",
    "Bad Request: message can't be edited",
    "Bad Request: message identifier is not specified",
    "Bad Request: message not found",
    "Bad Request: message to edit not found",
    "Bad Request: message with poll to stop not found",
  ],
  moved: ["Bad Request: group chat was upgraded to a supergroup chat"],
  "rate-limited": [
    "Too Many Requests: retry after",
    "Too Many Requests: retry after {N}",
    "Too Many Requests: retry after 14",
  ],
  transient: [
    "Bad Request: fILE_PART_1_MISSING",
    "Bad Request: failed to upload file",
    "Bad Request: group send failed",
    "Bad Request: message send failed",
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    "Conflict: terminated by other setWebhook",
    "Conflict: terminated by setWebhook request",
    "Internal Server Error: failed to save certificate",
    "Internal Server Error: restart",
    "Internal Server Error: sent message was immediately deleted and can't be returned",
    "Not Found",
    "Unauthorized",
    "Unauthorized: invalid api-id/api-hash",
  ],
};

const meaning = (table: Readonly<Record<string, readonly string[]>>, answer: string): string =>
  Object.entries(table).find(([, answers]) => answers.includes(answer))?.[0] ?? "rejected";

const known = specsArePresent ? readSpec<{ errors: ApiRefusal[] }>("telegram/errors.json").errors : [];
const recorded = answersOf("telegram").filter(({ payload }) => payload.ok === false);

describe.skipIf(!specsArePresent)(`Telegram's answers as failures of a message${skippedWithout}`, () => {
  const told = (refusal: ApiRefusal): Failure => failureOf(new ApiError("sendMessage", refusal), () => "bot");

  it.each(known)("$error_code $description", (refusal) => {
    // A move names where to, in its parameters.
    const moved = /upgraded to a supergroup/.test(refusal.description);
    const parameters = moved ? { migrate_to_chat_id: -1001 } : refusal.parameters;
    expect(wordOf(told({ ...refusal, parameters }))).toBe(meaning(telegram, refusal.description));
  });

  it.each(recorded)("recorded: $name", ({ payload }) => {
    const refusal = payload as unknown as ApiRefusal;
    const failure = told(refusal);
    expect(wordOf(failure)).toBe(meaning(telegram, refusal.description));
    if (failure.code === "rate-limited")
      expect(failure.retryAfterMs).toBe((refusal.parameters?.retry_after ?? 0) * 1000);
    if (failure.code === "moved")
      expect(failure.toChatId).toBe(String(refusal.parameters?.migrate_to_chat_id));
  });

  it("knows them all", () => {
    expect(known.length).toBeGreaterThan(400);
    expect(recorded.length).toBeGreaterThanOrEqual(6);
    const descriptions = new Set(
      [...known, ...recorded.map(({ payload }) => payload)].map(({ description }) => description),
    );
    expect(
      Object.values(telegram)
        .flat()
        .filter((answer) => !descriptions.has(answer)),
    ).toEqual([]);
  });
});

const slack: Readonly<Record<string, readonly string[]>> = {
  "unreachable: no-chat": [
    "channel_not_found",
    "invalid_channel",
    "is_archived",
    "is_inactive",
    "user_not_found",
    "users_not_found",
  ],
  "unreachable: not-member": [
    "not_in_channel",
    "posting_to_channel_denied",
    "restricted_action",
    "restricted_action_read_only_channel",
    "user_not_in_channel",
  ],
  "unreachable: deactivated": ["user_disabled"],
  "unreachable: blocked": ["messages_tab_disabled", "user_not_visible"],
  gone: ["message_not_found", "cant_update_message", "edit_window_closed", "thread_not_found"],
  "rate-limited": ["rate_limited", "message_limit_exceeded"],
  transient: [
    "ekm_access_denied",
    "external_channel_migrating",
    "file_update_failed",
    "invalid_auth",
    "update_failed",
  ],
};

/** All that the calls behind a message may answer. */
const sending = [
  "chat.postMessage",
  "chat.update",
  "files.getUploadURLExternal",
  "files.completeUploadExternal",
];
const documented = specsArePresent
  ? sending
      .concat("chat.postEphemeral", "conversations.open")
      .flatMap(
        (method) =>
          readSpec<{ methods: Record<string, { errors: string[] }> }>("slack/web-api.index.json").methods[
            method
          ]?.errors ?? [],
      )
  : [];
const answered = answersOf("slack").filter(({ payload }) => payload.ok === false);

describe.skipIf(!specsArePresent)(`Slack's answers as failures of a message${skippedWithout}`, () => {
  const told = (body: { error: string }): string =>
    wordOf(slackFailureOf(new WebAPIPlatformError({ ok: false, ...body }), "chat"));

  it.each([...new Set(documented)])("documented: %s", (error) => {
    expect(told({ error })).toBe(meaning(slack, error));
  });

  it.each(answered)("recorded: $name", ({ payload }) => {
    const body = payload as { error: string };
    expect(told(body)).toBe(meaning(slack, body.error));
  });

  it("knows them all", () => {
    expect(documented.length).toBeGreaterThan(80);
    expect(answered.length).toBeGreaterThan(25);
    const errors = new Set([...documented, ...answered.map(({ payload }) => payload.error)]);
    expect(
      Object.values(slack)
        .flat()
        .filter((error) => !errors.has(error)),
    ).toEqual([]);
  });
});
