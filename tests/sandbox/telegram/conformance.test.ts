import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Update } from "@grammyjs/types";
import { Ajv } from "ajv";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { samplePhoto } from "../../../src/sandbox/telegram/files/sample-photo.ts";
import { startTelegramServer, type TelegramServer } from "../../../src/sandbox/telegram/server.ts";
import { callApi, upload } from "./support/bot-api.ts";

const schemaFile = resolve("../shared/specs/telegram/schema-10.3.json");
const fixtures = resolve("../shared/specs/fixtures/telegram");
const given = existsSync(schemaFile);
if (!given)
  process.stderr.write(`Conformance with the Bot API schema is skipped: there is no ${schemaFile}.\n`);

describe.skipIf(!given)("what the server produces is what the Bot API's schema describes", () => {
  let server: TelegramServer;
  let ajv: Ajv;
  let definitions: Record<string, object>;

  beforeAll(async () => {
    const schema = JSON.parse(readFileSync(schemaFile, "utf8")) as {
      $id: string;
      definitions: Record<string, object>;
    };
    ajv = new Ajv({ strict: false, allErrors: false });
    ajv.addSchema(schema, "telegram");
    definitions = schema.definitions;
    server = await startTelegramServer();
    await live(server);
  });
  afterAll(() => server.stop());

  const errorsOf = (definition: string, value: unknown): string[] => {
    const validate = ajv.getSchema(`telegram#/definitions/${definition}`);
    if (!validate) return [`no definition ${definition}`];
    if (validate(value)) return [];
    const list = validate.errors?.map(
      (error) => `${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`,
    );
    return [`${definition}: ${list?.join("; ")} in ${JSON.stringify(value).slice(0, 600)}`];
  };

  it("each update", () => {
    const updates = server.events().flatMap((event) => (event.type === "update" ? [event.update] : []));
    const kinds = new Set(updates.map((update) => Object.keys(update)[1]));
    expect([...kinds].sort()).toEqual([
      ...["callback_query", "chat_member", "edited_message", "message", "message_reaction"],
      ...["my_chat_member", "poll", "poll_answer"],
    ]);
    expect(updates.flatMap((update) => errorsOf("Update", update))).toEqual([]);
  });

  it("each result", () => {
    const calls = server.calls();
    expect(calls.filter((call) => call.status !== 200)).toEqual([]);
    const checked = calls.filter((call) => `${call.method}Result` in definitions);
    expect(new Set(checked.map((call) => call.method)).size).toBeGreaterThan(45);
    const wrong = checked.flatMap((call) =>
      errorsOf(`${call.method}Result`, (call.response as { result: unknown }).result),
    );
    expect(wrong).toEqual([]);
  });
});

describe.skipIf(!existsSync(fixtures))("recorded updates", () => {
  it("pass through as they are, but for the update_id", async () => {
    const server = await startTelegramServer();
    const recorded = readdirSync(fixtures, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".json"))
      .map((name) => JSON.parse(readFileSync(join(fixtures, name), "utf8")) as Update)
      .filter((update) => update.update_id !== undefined && Object.keys(update).length > 1);
    expect(recorded.length).toBeGreaterThan(50);
    const kinds = [
      ...new Set(recorded.flatMap((update) => Object.keys(update).filter((key) => key !== "update_id"))),
    ];
    await callApi(server, "getUpdates", { allowed_updates: kinds });
    for (const update of recorded) server.rawUpdate(update);
    const got: Update[] = [];
    for (let offset = 0; got.length < recorded.length; offset = (got.at(-1)?.update_id ?? 0) + 1) {
      const { result } = await callApi<Update[]>(server, "getUpdates", { offset });
      if (result.length === 0) break;
      got.push(...result);
    }
    const body = ({ update_id: _, ...rest }: Update) => rest;
    expect(got.map(body)).toEqual(recorded.map(body));
    await server.stop();
  });
});

/** A life with everything that the server knows in it. */
async function live(server: TelegramServer): Promise<void> {
  const photo = await samplePhoto({ width: 1600, height: 1200 });
  const anna = server.addUser({
    firstName: "Анна",
    lastName: "К",
    username: "anna_k",
    languageCode: "ru",
  }).id;
  const boris = server.addUser({ firstName: "Boris" }).id;
  const call = (method: string, params: object = {}) =>
    callApi<{ message_id: number; message_thread_id: number }>(
      server,
      method,
      params as Record<string, unknown>,
    );
  const all = ["message", "edited_message", "callback_query", "my_chat_member", "chat_member"];
  await call("getUpdates", { allowed_updates: [...all, "message_reaction", "poll", "poll_answer"] });
  await call("getMe");
  await call("getWebhookInfo");

  server.start({ from: anna, payload: "x" });
  const first = server.say({ from: anna, text: "См. https://example.org и /help @anna_k #дом a@b.org" });
  server.edit({ from: anna, messageId: first.messageId, text: "Изменено" });
  await server.sendPhoto({ from: anna, photo, caption: "Течёт" });
  const items = [
    { photo, caption: "1" },
    { video: Buffer.from("video"), name: "v.mp4", duration: 3 },
  ];
  await server.sendAlbum({ from: anna, items });
  server.sendVoice({ from: anna, voice: Buffer.from("voice") });
  server.sendDocument({
    from: anna,
    document: Buffer.from("%PDF"),
    name: "a.pdf",
    mimeType: "application/pdf",
  });
  server.sendContact({ from: anna });
  server.sendContact({ from: anna, contact: { phone: "+1", firstName: "B" }, forwardedFrom: boris });
  server.sendLocation({ from: anna, latitude: 55, longitude: 37 });
  server.react({ from: anna, messageId: first.messageId, emoji: "❤" });
  server.block(anna);
  server.unblock(anna);

  const chat_id = anna;
  const buttons = {
    inline_keyboard: [
      [
        { text: "Take", callback_data: "t" },
        { text: "Site", url: "https://example.org" },
      ],
    ],
  };
  const text = (
    await call("sendMessage", {
      ...{ chat_id, text: "<b>Card</b>", parse_mode: "HTML", reply_markup: buttons },
      reply_parameters: { message_id: first.messageId },
      link_preview_options: { is_disabled: true },
    })
  ).result.message_id;
  const { queryId } = await server.press({ from: anna, text: "Take", timeoutMs: 0 });
  await call("answerCallbackQuery", { callback_query_id: queryId, text: "ok" });
  await call("editMessageText", { chat_id, message_id: text, text: "New" });
  await call("editMessageReplyMarkup", { chat_id, message_id: text, reply_markup: buttons });
  await call("setMessageReaction", { chat_id, message_id: text, reaction: [{ type: "emoji", emoji: "👍" }] });
  await call("sendMessage", { chat_id, text: "k", reply_markup: { keyboard: [["a"]], is_persistent: true } });
  await call("sendMessage", { chat_id, text: "k", reply_markup: { remove_keyboard: true } });
  await call("sendMessage", { chat_id, text: "k", reply_markup: { force_reply: true } });
  server.say({ from: anna, text: "forced" });
  const fields = { chat_id: String(chat_id), caption: "c" };
  const sent = await upload(server, "sendPhoto", fields, { photo: { name: "a.jpg", bytes: photo } });
  const photoId = server.message(anna, sent.result.message_id)?.media?.fileId;
  await call("editMessageCaption", { chat_id, message_id: sent.result.message_id, caption: "d" });
  await upload(server, "sendVideo", fields, { video: { name: "a.mp4", bytes: Buffer.from("v") } });
  await upload(server, "sendVoice", fields, { voice: { name: "a.ogg", bytes: Buffer.from("v") } });
  const document = await upload(server, "sendDocument", fields, {
    document: { name: "a.txt", bytes: Buffer.from("v") },
  });
  await call("editMessageMedia", {
    ...{ chat_id, message_id: document.result.message_id },
    media: { type: "photo", media: photoId, caption: "x" },
  });
  await call("sendMediaGroup", {
    chat_id,
    media: [photoId, photoId].map((media) => ({ type: "photo", media })),
  });
  await call("sendLocation", { chat_id, latitude: 1, longitude: 2 });
  await call("sendContact", { chat_id, phone_number: "+1", first_name: "A" });
  await call("sendChatAction", { chat_id, action: "typing" });
  await call("copyMessage", { chat_id, from_chat_id: chat_id, message_id: text });
  await call("copyMessages", { chat_id, from_chat_id: chat_id, message_ids: [text] });
  await call("forwardMessage", { chat_id, from_chat_id: chat_id, message_id: text });
  await call("forwardMessages", { chat_id, from_chat_id: chat_id, message_ids: [text] });
  await call("getFile", { file_id: photoId });
  await call("pinChatMessage", { chat_id, message_id: text });
  await call("getChat", { chat_id });
  await call("unpinChatMessage", { chat_id, message_id: text });
  await call("deleteMessage", { chat_id, message_id: text });
  await call("deleteMessages", { chat_id, message_ids: [sent.result.message_id, 99_999] });

  await call("setMyCommands", { commands: [{ command: "help", description: "Help" }] });
  await call("getMyCommands");
  await call("deleteMyCommands");
  for (const [name, param] of [
    ["Name", "name"],
    ["Description", "description"],
    ["ShortDescription", "short_description"],
  ]) {
    await call(`setMy${name}`, { [param ?? ""]: "Домовой" });
    await call(`getMy${name}`);
  }
  await call("setChatMenuButton", { menu_button: { type: "commands" } });
  await call("getChatMenuButton");

  const group = server.createGroup({ title: "Дом 7", members: [anna, boris] }).id;
  const moved = server.migrate({ chat: group, by: anna }).id;
  server.renameGroup({ chat: moved, by: anna, title: "Дом 7А" });
  const forum = server.createGroup({ title: "Форум", members: [anna], forum: true, bot: "administrator" }).id;
  server.joinGroup({ chat: forum, user: boris });
  server.openTopic({ chat: forum, by: anna, name: "Лифт" });
  const topic = (await call("createForumTopic", { chat_id: forum, name: "Двор" })).result.message_thread_id;
  server.say({ from: boris, chat: forum, topic, text: "привет" });
  const thread = { chat_id: forum, message_thread_id: topic };
  await call("editForumTopic", { ...thread, name: "Двор 2" });
  await call("closeForumTopic", thread);
  await call("reopenForumTopic", thread);
  const poll = await call("sendPoll", {
    ...{
      ...thread,
      question: "<b>Q</b>",
      question_parse_mode: "HTML",
      options: ["a", { text: "b" }],
      is_anonymous: false,
    },
    ...{ description: "why", open_period: 600 },
  });
  const quiz = { type: "quiz", correct_option_ids: [1], explanation: "e" };
  await call("sendPoll", { chat_id: forum, question: "Q", options: ["a", "b"], ...quiz });
  server.vote({ from: boris, chat: forum, messageId: poll.result.message_id, options: [0] });
  await call("stopPoll", { chat_id: forum, message_id: poll.result.message_id });
  await call("getChat", { chat_id: forum });
  await call("getChatMember", { chat_id: forum, user_id: anna });
  await call("getChatMember", { chat_id: forum, user_id: boris });
  await call("getChatAdministrators", { chat_id: forum, return_bots: true });
  await call("getChatMemberCount", { chat_id: forum });
  server.leaveGroup({ chat: forum, user: boris, by: anna });
  server.removeBot({ chat: moved, by: anna });
  await call("leaveChat", { chat_id: forum });
  await call("setWebhook", { url: "" });
  await call("deleteWebhook");
  await call("logOut");
}
