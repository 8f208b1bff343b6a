import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { samplePhoto } from "../../../src/sandbox/telegram/files/sample-photo.ts";
import { startTelegramServer, type TelegramServer } from "../../../src/sandbox/telegram/server.ts";
import { callApi, upload } from "./support/bot-api.ts";

let server: TelegramServer;
let chat: number;
const now = { ms: Date.UTC(2026, 0, 15) };

beforeAll(async () => {
  server = await startTelegramServer({ clock: { now: () => now.ms } });
  chat = server.addUser({ firstName: "Anna" }).id;
  server.privateChat(chat);
});
afterAll(() => server.stop());

const markup = (...buttons: object[]) => ({ inline_keyboard: [buttons] });
const button = (more: object = {}) => ({ text: "b", callback_data: "d", ...more });
const tall = (rows: number, perRow: number) => ({
  inline_keyboard: Array.from({ length: rows }, () => Array.from({ length: perRow }, () => button())),
});

describe("sendMessage is refused", () => {
  const cases: [string, Record<string, unknown>, string][] = [
    ["no text", { text: "" }, "message text is empty"],
    ["only blanks", { text: " \n " }, "text must be non-empty"],
    ["4097 units", { text: "я".repeat(4097) }, "message is too long"],
    ["4098 units of emoji", { text: "😀".repeat(2049) }, "message is too long"],
    [
      "an unknown parameter",
      { text: "a", disable_web_page_preview: true },
      'unknown parameter "disable_web_page_preview" of sendMessage',
    ],
    [
      "MarkdownV2",
      { text: "*a*", parse_mode: "MarkdownV2" },
      "unsupported parse_mode: this local server reads HTML and entities only",
    ],
    ["a wrong parse mode", { text: "a", parse_mode: "BB" }, "unsupported parse_mode"],
    [
      "65 bytes of data",
      { text: "a", reply_markup: markup(button({ callback_data: "a".repeat(65) })) },
      "BUTTON_DATA_INVALID",
    ],
    [
      "33 Cyrillic letters of data",
      { text: "a", reply_markup: markup(button({ callback_data: "ж".repeat(33) })) },
      "BUTTON_DATA_INVALID",
    ],
    ["empty data", { text: "a", reply_markup: markup(button({ callback_data: "" })) }, "BUTTON_DATA_INVALID"],
    [
      "a button without action",
      { text: "a", reply_markup: markup({ text: "b" }) },
      "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ],
    [
      "a button with two actions",
      { text: "a", reply_markup: markup(button({ url: "https://a.org" })) },
      "can't parse inline keyboard button: exactly one action is allowed, found url, callback_data",
    ],
    [
      "a button without text",
      { text: "a", reply_markup: markup(button({ text: "" })) },
      "inline keyboard button text must be non-empty",
    ],
    [
      "a local URL",
      { text: "a", reply_markup: markup({ text: "b", url: "http://localhost:1/" }) },
      "inline keyboard button URL 'http://localhost:1/' is invalid: Wrong HTTP URL",
    ],
    [
      "a strange style",
      { text: "a", reply_markup: markup(button({ style: "pink" })) },
      "invalid button style specified",
    ],
    ["nine buttons in a row", { text: "a", reply_markup: tall(1, 9) }, "reply markup is too long"],
    [
      "101 buttons",
      {
        text: "a",
        reply_markup: { inline_keyboard: [...tall(14, 7).inline_keyboard, ...tall(1, 3).inline_keyboard] },
      },
      "reply markup is too long",
    ],
    [
      "10 KB of markup",
      {
        text: "a",
        reply_markup: markup(...Array.from({ length: 8 }, () => button({ text: "x".repeat(1300) }))),
      },
      "reply markup is too long",
    ],
    [
      "a misspelt field",
      { text: "a", reply_markup: markup({ text: "b", callbackData: "d" }) },
      'unknown field "callbackData" in InlineKeyboardButton',
    ],
    [
      "a text instead of a markup",
      { text: "a", reply_markup: "{" },
      "can't parse reply keyboard markup JSON object",
    ],
    [
      "an answer to nothing",
      { text: "a", reply_parameters: { message_id: 999 } },
      "message to be replied not found",
    ],
    ["an unknown chat", { chat_id: 42, text: "a" }, "chat not found"],
    ["an empty chat", { chat_id: "", text: "a" }, "chat_id is empty"],
    ["an unknown topic", { text: "a", message_thread_id: 5 }, "message thread not found"],
    [
      "a wrong entity",
      { text: "ab", entities: [{ type: "bold", offset: 1, length: 2 }] },
      "can't parse entities: Entity beginning at UTF-16 offset 1 ends after the end of the text at UTF-16 offset 3",
    ],
  ];
  it.each(cases)("for %s", async (_name, params, text) => {
    const before = server.messages(chat).length;
    const answer = await callApi(server, "sendMessage", { chat_id: chat, ...params });
    expect(answer).toEqual({ status: 400, ok: false, error_code: 400, description: `Bad Request: ${text}` });
    expect(server.messages(chat)).toHaveLength(before);
  });
});

it("takes what just fits", async () => {
  const fits = [
    { text: "я".repeat(4096) },
    { text: `<b>${"a".repeat(4096)}</b>`, parse_mode: "HTML" },
    { text: "a", reply_markup: markup(button({ callback_data: "ж".repeat(32) })) },
    { text: "a", reply_markup: tall(25, 4) },
  ];
  for (const params of fits) {
    expect(await callApi(server, "sendMessage", { chat_id: chat, ...params })).toMatchObject({ status: 200 });
  }
});

describe("edits", () => {
  let id: number;
  beforeAll(async () => {
    id = (await callApi(server, "sendMessage", { chat_id: chat, text: "<b>one</b>", parse_mode: "HTML" }))
      .result.message_id;
  });
  const edit = (params: object) =>
    callApi(server, "editMessageText", { chat_id: chat, message_id: id, ...params });

  it("refuses the same again", async () => {
    expect((await edit({ text: "<b>one</b> ", parse_mode: "HTML" })).description).toMatch(
      /^Bad Request: message is not modified: /,
    );
  });
  it("tells apart a changed keyboard and the same one", async () => {
    const reply_markup = markup(button());
    const changed = await edit({ text: "<b>one</b>", parse_mode: "HTML", reply_markup });
    expect(changed.status).toBe(200);
    expect((await edit({ text: "<b>one</b>", parse_mode: "HTML", reply_markup })).description).toMatch(
      /is not modified/,
    );
  });
  it("refuses what isn't there, isn't text or isn't its own", async () => {
    expect((await edit({ message_id: 9999, text: "a" })).description).toBe(
      "Bad Request: message to edit not found",
    );
    expect((await edit({ text: "a".repeat(4097) })).description).toBe("Bad Request: MESSAGE_TOO_LONG");
    const { messageId } = server.say({ from: chat, text: "mine" });
    expect((await edit({ message_id: messageId, text: "a" })).description).toBe(
      "Bad Request: message can't be edited",
    );
    const caption = await callApi(server, "editMessageCaption", {
      chat_id: chat,
      message_id: id,
      caption: "a",
    });
    expect(caption.description).toBe("Bad Request: there is no caption in the message to edit");
  });
  it("refuses to edit a message that brought a reply keyboard", async () => {
    const sent = await callApi(server, "sendMessage", {
      chat_id: chat,
      text: "a",
      reply_markup: { keyboard: [["k"]] },
    });
    expect((await edit({ message_id: sent.result.message_id, text: "b" })).description).toBe(
      "Bad Request: message can't be edited",
    );
  });
});

describe("deletes", () => {
  it("only what is there and younger than 48 hours", async () => {
    const sent = await callApi(server, "sendMessage", { chat_id: chat, text: "a" });
    const remove = () =>
      callApi(server, "deleteMessage", { chat_id: chat, message_id: sent.result.message_id });
    now.ms += 48 * 3_600_000 + 1000;
    expect((await remove()).description).toBe("Bad Request: message can't be deleted for everyone");
    now.ms -= 2000;
    expect((await remove()).status).toBe(200);
    expect((await remove()).description).toBe("Bad Request: message to delete not found");
  });
});

describe("button presses", () => {
  it("can be answered once and in time", async () => {
    await callApi(server, "sendMessage", {
      chat_id: chat,
      text: "a",
      reply_markup: markup(button({ text: "late" })),
    });
    const press = async () => (await server.press({ from: chat, text: "late", timeoutMs: 0 })).queryId;
    const answer = (callback_query_id: unknown, more: object = {}) =>
      callApi(server, "answerCallbackQuery", { callback_query_id, ...more });
    const tooOld = "Bad Request: query is too old and response timeout expired or query ID is invalid";

    const first = await press();
    expect((await answer(first, { text: "x".repeat(201) })).description).toBe(
      "Bad Request: MESSAGE_TOO_LONG",
    );
    expect((await answer(first, { text: "x".repeat(200) })).status).toBe(200);
    expect((await answer(first)).description).toBe(tooOld);
    expect((await answer("77")).description).toBe(tooOld);
    const second = await press();
    now.ms += 31_000;
    expect((await answer(second)).description).toBe(tooOld);
  });
});

describe("media", () => {
  it("is refused beyond the limits of size, shape and kind", async () => {
    const photo = (bytes: Buffer) =>
      upload(server, "sendPhoto", { chat_id: String(chat) }, { photo: { name: "a.jpg", bytes } });
    expect((await photo(Buffer.alloc(10_485_761))).description).toBe(
      "Bad Request: file of size 10485761 bytes is too big for a photo; the maximum size is 10485760 bytes",
    );
    expect((await photo(Buffer.from("no image"))).description).toBe("Bad Request: IMAGE_PROCESS_FAILED");
    const long = await samplePhoto({ width: 2100, height: 100 });
    expect((await photo(long)).description).toBe("Bad Request: PHOTO_INVALID_DIMENSIONS");
    const send = (params: object) => callApi(server, "sendPhoto", { chat_id: chat, ...params });
    expect((await send({})).description).toBe("Bad Request: there is no photo in the request");
    expect((await send({ photo: "nonsense" })).description).toBe(
      "Bad Request: wrong file identifier/HTTP URL specified",
    );
    server.sendDocument({ from: chat, document: Buffer.from("a"), name: "a.txt" });
    const document = server.messages(chat).at(-1)?.media?.fileId;
    expect((await send({ photo: document })).description).toBe(
      "Bad Request: can't use file of type Document as Photo",
    );
    await server.sendPhoto({ from: chat, photo: await samplePhoto() });
    const id = server.messages(chat).at(-1)?.media?.fileId;
    expect((await send({ photo: id, caption: "x".repeat(1025) })).description).toBe(
      "Bad Request: message caption is too long",
    );
    expect((await send({ photo: id, caption: "x".repeat(1024) })).status).toBe(200);
  });

  it("is refused above 50 MB of upload and 20 MB of download", async () => {
    const file = (size: number) => ({ document: { name: "a.bin", bytes: Buffer.alloc(size) } });
    const tooBig = await upload(server, "sendDocument", { chat_id: String(chat) }, file(52_428_801));
    expect(tooBig).toMatchObject({ status: 413, description: "Request Entity Too Large" });
    server.sendDocument({ from: chat, document: Buffer.alloc(20 * 1024 * 1024 + 1), name: "a.bin" });
    const file_id = server.messages(chat).at(-1)?.media?.fileId;
    expect((await callApi(server, "getFile", { file_id })).description).toBe("Bad Request: file is too big");
    expect((await callApi(server, "getFile", { file_id: "x" })).description).toBe(
      "Bad Request: wrong file_id or the file is temporarily unavailable",
    );
  });

  it("goes in albums of 2-10 of one sort", async () => {
    await server.sendPhoto({ from: chat, photo: await samplePhoto() });
    const photo = { type: "photo", media: server.messages(chat).at(-1)?.media?.fileId };
    server.sendDocument({ from: chat, document: Buffer.from("a"), name: "a.txt" });
    const document = { type: "document", media: server.messages(chat).at(-1)?.media?.fileId };
    const send = async (media: object[]) =>
      (await callApi(server, "sendMediaGroup", { chat_id: chat, media })).description;
    expect(await send([])).toBe("Bad Request: there are no messages to send");
    expect(await send([photo])).toBe("Bad Request: an album must include 2-10 items");
    expect(await send(Array(11).fill(photo))).toBe("Bad Request: Too much messages to send as an album");
    expect(await send([photo, document])).toBe("Bad Request: document can't be mixed with other media types");
    expect(await send([photo, { ...photo, media: "attach://none" }])).toBe(
      "Bad Request: wrong file identifier/HTTP URL specified",
    );
  });
});

describe("polls", () => {
  it.each([
    ["no question", { question: "", options: ["a", "b"] }, "poll question must be non-empty"],
    [
      "a long question",
      { question: "x".repeat(301), options: ["a", "b"] },
      "poll question length must not exceed 300",
    ],
    ["13 options", { question: "q", options: Array(13).fill("a") }, "poll can't have more than 12 options"],
    [
      "a long option",
      { question: "q", options: ["a", "x".repeat(101)] },
      "poll options length must not exceed 100",
    ],
    ["an empty option", { question: "q", options: ["a", ""] }, "poll options must be non-empty"],
  ])("are refused for %s", async (_name, params, text) => {
    expect((await callApi(server, "sendPoll", { chat_id: chat, ...params })).description).toBe(
      `Bad Request: ${text}`,
    );
  });
});

describe("addresses", () => {
  it("answers an unknown method with 404 and a wrong token with 401", async () => {
    expect(await callApi(server, "sendNothing")).toEqual({
      status: 404,
      ok: false,
      error_code: 404,
      description: "Not Found",
    });
    const wrong = await fetch(`${server.apiRoot}/bot1:wrong/getMe`);
    expect(await wrong.json()).toEqual({ ok: false, error_code: 401, description: "Unauthorized" });
    expect(wrong.status).toBe(401);
  });
  it("reads GET, form and JSON alike", async () => {
    const root = `${server.apiRoot}/bot${server.token}`;
    const get = await fetch(`${root}/sendMessage?chat_id=${chat}&text=${encodeURIComponent("из GET")}`);
    const form = await fetch(`${root}/SENDMESSAGE`, {
      method: "POST",
      body: new URLSearchParams({
        chat_id: String(chat),
        text: "form",
        reply_markup: JSON.stringify(markup(button())),
      }),
    });
    expect([get.status, form.status]).toEqual([200, 200]);
    expect(server.messages(chat).slice(-2)).toMatchObject([
      { text: "из GET" },
      { text: "form", buttons: [[{ text: "b" }]] },
    ]);
  });
});

describe("people who don't want the bot", () => {
  it("answers 403 or 400 as it is", async () => {
    const [blocker, stranger, gone] = [server.addUser(), server.addUser(), server.addUser()];
    const send = (chat_id: number) => callApi(server, "sendMessage", { chat_id, text: "a" });
    expect((await send(stranger.id)).description).toBe("Bad Request: chat not found");
    server.createGroup({ title: "House", members: [stranger.id] });
    expect(await send(stranger.id)).toMatchObject({
      status: 403,
      description: "Forbidden: bot can't initiate conversation with a user",
    });
    server.privateChat(blocker.id);
    server.block(blocker.id);
    expect(await send(blocker.id)).toMatchObject({
      status: 403,
      description: "Forbidden: bot was blocked by the user",
    });
    server.unblock(blocker.id);
    expect((await send(blocker.id)).status).toBe(200);
    server.privateChat(gone.id);
    server.deactivate(gone.id);
    expect(await send(gone.id)).toMatchObject({ status: 403, description: "Forbidden: user is deactivated" });
  });
});
