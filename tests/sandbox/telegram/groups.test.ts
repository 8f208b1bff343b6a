import type { ForumTopic, Poll, Update } from "@grammyjs/types";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startTelegramServer, type TelegramServer } from "../../../src/sandbox/telegram/server.ts";
import { callApi } from "./support/bot-api.ts";

let server: TelegramServer;
let anna: number;
let boris: number;
beforeEach(async () => {
  server = await startTelegramServer();
  anna = server.addUser({ firstName: "Anna" }).id;
  boris = server.addUser({ firstName: "Boris", languageCode: "ru" }).id;
});
afterEach(() => server.stop());

/** Takes and confirms what is waiting for the bot. */
async function take(params: object = {}): Promise<Update[]> {
  const updates = (await callApi<Update[]>(server, "getUpdates", params as Record<string, unknown>)).result;
  const last = updates.at(-1);
  if (last) await callApi(server, "getUpdates", { offset: last.update_id + 1 });
  return updates;
}
const send = (chat_id: number, text = "a", more: object = {}) =>
  callApi(server, "sendMessage", { chat_id, text, ...more });

describe("a group", () => {
  it("tells the bot that it was added, made administrator and removed", async () => {
    const { id } = server.createGroup({ title: "House 7", members: [anna, boris] });
    server.setBotStatus({ chat: id, by: anna, as: "administrator", rights: { can_pin_messages: false } });
    server.removeBot({ chat: id, by: anna });
    const changes = (await take()).flatMap((update) => update.my_chat_member ?? []);
    expect(changes.map((change) => [change.old_chat_member.status, change.new_chat_member.status])).toEqual([
      ["left", "member"],
      ["member", "administrator"],
      ["administrator", "kicked"],
    ]);
    expect(changes[1]?.new_chat_member).toMatchObject({ can_pin_messages: false, can_delete_messages: true });
    expect(await send(id)).toMatchObject({
      status: 403,
      description: "Forbidden: bot was kicked from the group chat",
    });
    server.addBot({ chat: id, by: boris });
    expect((await send(id)).status).toBe(200);
    expect((await callApi(server, "leaveChat", { chat_id: id })).status).toBe(200);
    expect((await send(id)).description).toBe("Forbidden: bot is not a member of the group chat");
  });

  it("keeps what people say from a bot in privacy mode", async () => {
    const { id } = server.createGroup({ title: "House", members: [anna, boris] });
    await take();
    const question = (await send(id, "Anybody?")).result.message_id;
    server.say({ from: anna, chat: id, text: "between us" });
    server.say({ from: anna, chat: id, text: "/help" });
    server.say({ from: anna, chat: id, text: "/help@domovoy_bot now" });
    server.say({ from: anna, chat: id, text: "/help@other_bot" });
    server.say({ from: anna, chat: id, text: "me", replyTo: question });
    server.leaveGroup({ chat: id, user: boris });
    const seen = (await take()).map(
      (update) => update.message?.text ?? update.message?.left_chat_member?.first_name,
    );
    expect(seen).toEqual(["/help", "/help@domovoy_bot now", "me", "Boris"]);
    server.setBotStatus({ chat: id, by: anna, as: "administrator" });
    server.say({ from: anna, chat: id, text: "between us" });
    expect((await take()).map((update) => update.message?.text)).toEqual([undefined, "between us"]);
  });

  it("tells an administrator bot who comes and goes, when it asks for it", async () => {
    const { id } = server.createGroup({
      title: "House",
      members: [anna],
      type: "supergroup",
      bot: "administrator",
    });
    await take({ allowed_updates: ["chat_member"] });
    server.joinGroup({ chat: id, user: boris });
    server.leaveGroup({ chat: id, user: boris, by: anna });
    const statuses = (await take()).map((update) => update.chat_member?.new_chat_member.status);
    expect(statuses).toEqual(["member", "kicked"]);
    const count = await callApi<number>(server, "getChatMemberCount", { chat_id: id });
    expect(count.result).toBe(2);
    const member = await callApi<{ status: string }>(server, "getChatMember", {
      chat_id: id,
      user_id: boris,
    });
    expect(member.result.status).toBe("kicked");
  });

  it("moves to a supergroup and says where", async () => {
    const old = server.createGroup({ title: "House", members: [anna] }).id;
    await take();
    const moved = server.migrate({ chat: old, by: anna }).id;
    const updates = await take();
    expect(updates.map((update) => update.message)).toMatchObject([
      { chat: { id: old, type: "group" }, migrate_to_chat_id: moved },
      { chat: { id: moved, type: "supergroup" }, migrate_from_chat_id: old },
    ]);
    expect(await send(old)).toEqual({
      status: 400,
      ok: false,
      error_code: 400,
      description: "Bad Request: group chat was upgraded to a supergroup chat",
      parameters: { migrate_to_chat_id: moved },
    });
    expect((await send(moved)).status).toBe(200);
  });

  it("lets the bot pin and delete others' messages only as administrator", async () => {
    const { id } = server.createGroup({ title: "House", members: [anna] });
    const { messageId } = server.say({ from: anna, chat: id, text: "spam" });
    const target = { chat_id: id, message_id: messageId };
    expect((await callApi(server, "pinChatMessage", target)).description).toBe(
      "Bad Request: not enough rights to pin a message",
    );
    expect((await callApi(server, "deleteMessage", target)).description).toBe(
      "Bad Request: message can't be deleted",
    );
    server.setBotStatus({ chat: id, by: anna, as: "administrator" });
    expect((await callApi(server, "pinChatMessage", target)).status).toBe(200);
    expect(server.message(id, messageId)?.isPinned).toBe(true);
    expect((await callApi(server, "deleteMessage", target)).status).toBe(200);
    expect(server.messages(id).some((message) => message.id === messageId)).toBe(false);
  });
});

it("forum topics carry threads of their own", async () => {
  const { id } = server.createGroup({ title: "House", members: [anna], forum: true, bot: "administrator" });
  const topic = await callApi<ForumTopic>(server, "createForumTopic", { chat_id: id, name: "Lift" });
  const thread = topic.result.message_thread_id;
  await send(id, "in the topic", { message_thread_id: thread });
  await take();
  server.say({ from: anna, chat: id, topic: thread, text: "thanks" });
  const [update] = await take();
  expect(update?.message).toMatchObject({
    message_thread_id: thread,
    is_topic_message: true,
    reply_to_message: { message_id: thread, forum_topic_created: { name: "Lift" } },
  });
  server.say({ from: anna, chat: id, text: "in General" });
  const [general] = await take();
  expect(general?.message).not.toHaveProperty("message_thread_id");
  expect((await callApi(server, "closeForumTopic", { chat_id: id, message_thread_id: thread })).status).toBe(
    200,
  );
  expect((await send(id, "still", { message_thread_id: thread })).status).toBe(200);
  server.setBotStatus({ chat: id, by: anna, as: "administrator", rights: { can_manage_topics: false } });
  expect((await send(id, "no", { message_thread_id: thread })).description).toBe("Bad Request: TOPIC_CLOSED");
  const house = server.createGroup({
    title: "House",
    members: [anna],
    type: "supergroup",
    bot: "administrator",
  }).id;
  expect((await callApi(server, "createForumTopic", { chat_id: house, name: "a" })).description).toBe(
    "Bad Request: the chat is not a forum",
  );
});

it("polls count votes and report them", async () => {
  const { id } = server.createGroup({ title: "House", members: [anna, boris] });
  const poll = await callApi(server, "sendPoll", {
    ...{ chat_id: id, question: "Paint?", is_anonymous: false },
    options: [{ text: "green" }, "blue"],
  });
  await take();
  const messageId = poll.result.message_id;
  server.vote({ from: anna, chat: id, messageId, options: [1] });
  server.vote({ from: boris, chat: id, messageId, options: [0] });
  server.vote({ from: boris, chat: id, messageId, options: [] });
  const updates = await take();
  expect(updates.flatMap((update) => update.poll_answer ?? []).map((answer) => answer.option_ids)).toEqual([
    [1],
    [0],
    [],
  ]);
  expect(updates.at(-1)?.poll).toMatchObject({
    total_voter_count: 1,
    options: [
      { text: "green", voter_count: 0 },
      { text: "blue", voter_count: 1 },
    ],
  });
  const stopped = await callApi<Poll>(server, "stopPoll", { chat_id: id, message_id: messageId });
  expect(stopped.result).toMatchObject({ is_closed: true, total_voter_count: 1 });
  expect((await callApi(server, "stopPoll", { chat_id: id, message_id: messageId })).description).toBe(
    "Bad Request: poll has already been closed",
  );
});

it("people see the commands of the narrowest scope in their language", async () => {
  const { id } = server.createGroup({ title: "House", members: [anna, boris] });
  const set = (description: string, more: object = {}) =>
    callApi(server, "setMyCommands", { commands: [{ command: "help", description }], ...more });
  const seen = (user: number, chat = user) => server.commandsFor(user, chat)[0]?.description;
  server.privateChat(boris);
  await set("default");
  expect(seen(boris)).toBe("default");
  await set("default ru", { language_code: "ru" });
  expect(seen(boris)).toBe("default ru");
  await set("private", { scope: { type: "all_private_chats" } });
  expect(seen(boris)).toBe("private");
  await set("chat", { scope: { type: "chat", chat_id: boris } });
  expect(seen(boris)).toBe("chat");
  await set("groups", { scope: { type: "all_group_chats" } });
  await set("admins", { scope: { type: "all_chat_administrators" } });
  expect([seen(anna, id), seen(boris, id)]).toEqual(["admins", "groups"]);
  await set("member", { scope: { type: "chat_member", chat_id: id, user_id: boris } });
  expect(seen(boris, id)).toBe("member");
  await callApi(server, "deleteMyCommands", { scope: { type: "chat", chat_id: boris } });
  expect(seen(boris)).toBe("private");

  const refusal = async (scope: object) =>
    (await callApi(server, "setMyCommands", { commands: [{ command: "help", description: "d" }], scope }))
      .description;
  expect(await refusal({ type: "chat_administrators", chat_id: boris })).toBe(
    "Bad Request: can't use specified scope in private chats",
  );
  expect(await refusal({ type: "chat", chat_id: 987654321 })).toBe("Bad Request: chat not found");

  const bad = async (command: string, description: string) =>
    (await callApi(server, "setMyCommands", { commands: [{ command, description }] })).description;
  expect(await bad("Help", "a")).toBe("Bad Request: BOT_COMMAND_INVALID");
  expect(await bad("a".repeat(33), "a")).toBe("Bad Request: BOT_COMMAND_INVALID");
  expect(await bad("help", "")).toBe("Bad Request: BOT_COMMAND_DESCRIPTION_INVALID");
  const many = Array.from({ length: 101 }, (_, i) => ({ command: `c${i}`, description: "d" }));
  expect((await callApi(server, "setMyCommands", { commands: many })).status).toBe(400);
});
