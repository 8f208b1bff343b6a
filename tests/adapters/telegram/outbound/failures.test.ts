import { expect, it } from "vitest";
import { failureOf } from "../../../../src/adapters/telegram/outbound/failures.ts";
import { createLimitScope } from "../../../../src/adapters/telegram/outbound/limit-scope.ts";
import { ApiError, NetworkError } from "../../../../src/adapters/telegram/transport/api-error.ts";

const refused = (error_code: number, description: string, parameters = {}) =>
  failureOf(new ApiError("sendMessage", { error_code, description, parameters }), () => "chat");

it.each([
  [403, "Forbidden: bot was blocked by the user", { code: "unreachable", reason: "blocked" }],
  [403, "Forbidden: user is deactivated", { code: "unreachable", reason: "deactivated" }],
  [403, "Forbidden: bot was kicked from the supergroup chat", { code: "unreachable", reason: "not-member" }],
  [403, "Forbidden: bot is not a member of the channel chat", { code: "unreachable", reason: "not-member" }],
  [403, "Forbidden: bot can't initiate conversation with a user", { code: "unreachable", reason: "no-chat" }],
  [400, "Bad Request: chat not found", { code: "unreachable", reason: "no-chat" }],
  [400, "Bad Request: message to edit not found", { code: "gone" }],
  [400, "Bad Request: message can't be edited", { code: "gone" }],
  [400, "Bad Request: BUTTON_DATA_INVALID", { code: "rejected" }],
  [413, "Request Entity Too Large", { code: "rejected" }],
  [500, "Internal Server Error", { code: "transient" }],
  [502, "Bad Gateway", { code: "transient" }],
])("%i %s", (code, description, expected) => {
  expect(refused(code, description)).toMatchObject(expected);
});

it("an edit that changes nothing", () => {
  const description =
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message";
  expect(refused(400, description)).toEqual({ code: "unchanged" });
});

it("a group that moved", () => {
  const description = "Bad Request: group chat was upgraded to a supergroup chat";
  expect(refused(400, description, { migrate_to_chat_id: -1002 })).toEqual({
    code: "moved",
    toChatId: "-1002",
  });
});

it("too many requests, with the time to wait", () => {
  expect(refused(429, "Too Many Requests: retry after 7", { retry_after: 7 })).toEqual({
    code: "rate-limited",
    retryAfterMs: 7000,
    scope: "chat",
  });
});

it("no answer", () => {
  expect(failureOf(new NetworkError("sendMessage", "ECONNRESET"), () => "chat")).toMatchObject({
    code: "transient",
  });
});

it("a limit met in two chats at once is the bot's", () => {
  let now = 0;
  const scopeOf = createLimitScope(() => now);
  expect(scopeOf("1", 3000)).toBe("chat");
  expect(scopeOf("1", 3000)).toBe("chat");
  expect(scopeOf("2", 3000)).toBe("bot");
  now = 60_000;
  expect(scopeOf("1", 3000)).toBe("chat");
});
