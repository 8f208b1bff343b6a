import { samplePhoto } from "../../src/sandbox/telegram/files/sample-photo.ts";
import { startTelegramServer, type TelegramServer } from "../../src/sandbox/telegram/server.ts";
import { callApi, upload } from "../sandbox/telegram/support/bot-api.ts";

/** What the platform publishes of a field. */
export interface FieldLimit {
  minLength?: number;
  maxLength?: number;
  minBytes?: number;
  maxBytes?: number;
  minItems?: number;
  maxItems?: number;
  minimum?: number;
  maximum?: number;
  pattern?: string;
}

type Answer = { status: number; description?: string };

/** Sends a call whose field has this value: a text, a number, or so many items. */
export type Recipe = (desk: Desk, value: string | number) => Promise<Answer>;

/** A local server with a chat, a forum and a photo in them. */
export interface Desk {
  server: TelegramServer;
  chat: number;
  forum: number;
  topic: number;
  photo: string;
  document: string;
  messageId: number;
}

export const openDesk = async (): Promise<Desk> => {
  const server = await startTelegramServer();
  const chat = server.addUser({ firstName: "Anna" }).id;
  server.privateChat(chat);
  const forum = server.createGroup({ title: "House", forum: true, members: [chat], bot: "administrator" }).id;
  await server.sendPhoto({ from: chat, photo: await samplePhoto() });
  const photo = server.messages(chat).at(-1)?.media?.fileId ?? "";
  server.sendDocument({ from: chat, document: Buffer.from("a"), name: "a.txt" });
  const document = server.messages(chat).at(-1)?.media?.fileId ?? "";
  const { message_id } = (await callApi(server, "sendMessage", { chat_id: chat, text: "one" })).result;
  const made = await callApi<{ message_thread_id: number }>(server, "createForumTopic", {
    chat_id: forum,
    name: "one",
  });
  return {
    server,
    chat,
    forum,
    topic: made.result.message_thread_id,
    photo,
    document,
    messageId: message_id,
  };
};

const many = <T>(count: string | number, item: (index: number) => T): T[] =>
  Array.from({ length: Number(count) }, (_, index) => item(index));

const call =
  (method: string, params: (desk: Desk, value: string | number) => object): Recipe =>
  (desk, value) =>
    callApi(desk.server, method, { ...params(desk, value) });

const toChat = (method: string, params: (value: string | number, desk: Desk) => object): Recipe =>
  call(method, (desk, value) => ({ chat_id: desk.chat, ...params(value, desk) }));

const uploaded =
  (method: string, part: string): Recipe =>
  ({ server, chat }, caption) =>
    upload(
      server,
      method,
      { chat_id: String(chat), caption: String(caption) },
      { [part]: { name: `a.${part}`, bytes: Buffer.from("some bytes") } },
    );

const markup = (field: (value: string | number) => object): Recipe =>
  toChat("sendMessage", (value) => ({ text: "a", reply_markup: field(value) }));

const inline = (button: (value: string | number) => object): Recipe =>
  markup((value) => ({ inline_keyboard: [[{ text: "b", ...button(value) }]] }));

const location = (name: string): Recipe =>
  toChat("sendLocation", (value) => ({ latitude: 55, longitude: 37, [name]: value }));

const poll = (params: (value: string | number) => object): Recipe =>
  toChat("sendPoll", (value) => ({ question: "q", options: ["a", "b"], ...params(value) }));

const ids = (value: string | number, { messageId }: Desk) => many(value, (index) => messageId + index);
const fromChat = (method: string): Recipe =>
  toChat(method, (value, desk) => ({ from_chat_id: desk.chat, message_ids: ids(value, desk) }));

const captioned = (type: "photo" | "document"): Recipe =>
  toChat("sendMediaGroup", (value, desk) => ({
    media: [
      { type, media: desk[type], caption: value },
      { type, media: desk[type] },
    ],
  }));

const photoToEdit = async ({ server, chat, photo }: Desk): Promise<number> =>
  (await callApi(server, "sendPhoto", { chat_id: chat, photo, caption: "old" })).result.message_id;

const pressed = async ({ server, chat }: Desk): Promise<string> => {
  const reply_markup = { inline_keyboard: [[{ text: "b", callback_data: "d" }]] };
  await callApi(server, "sendMessage", { chat_id: chat, text: "a", reply_markup });
  return (await server.press({ from: chat, text: "b", timeoutMs: 0 })).queryId ?? "";
};

const quoted: Recipe = async ({ server, chat }, quote) => {
  const text = String(quote) || "a";
  const said = await callApi(server, "sendMessage", { chat_id: chat, text });
  const reply_parameters = { message_id: said.result.message_id, quote };
  return callApi(server, "sendMessage", { chat_id: chat, text: "a", reply_parameters });
};

/** A video in an album, which is uploaded with it. */
const videoInAlbum: Recipe = ({ server, chat }, caption) =>
  upload(
    server,
    "sendMediaGroup",
    {
      chat_id: String(chat),
      media: JSON.stringify(many(2, () => ({ type: "video", media: "attach://v", caption }))),
    },
    { v: { name: "a.mp4", bytes: Buffer.from("some bytes") } },
  );

/** How each limited field that the local server knows is filled. */
export const recipes: Readonly<Record<string, Recipe>> = {
  "sendMessage.text": toChat("sendMessage", (text) => ({ text })),
  "editMessageText.text": toChat("editMessageText", (text, { messageId }) => ({
    message_id: messageId,
    text,
  })),
  "forwardMessages.message_ids": fromChat("forwardMessages"),
  "copyMessages.message_ids": fromChat("copyMessages"),
  "deleteMessages.message_ids": toChat("deleteMessages", (value) => ({
    message_ids: many(value, (index) => 9000 + index),
  })),
  "copyMessage.caption": async (desk, caption) =>
    callApi(desk.server, "copyMessage", {
      chat_id: desk.chat,
      from_chat_id: desk.chat,
      message_id: await photoToEdit(desk),
      caption,
    }),
  "editMessageCaption.caption": async (desk, caption) =>
    callApi(desk.server, "editMessageCaption", {
      chat_id: desk.chat,
      message_id: await photoToEdit(desk),
      caption,
    }),
  "sendPhoto.caption": toChat("sendPhoto", (caption, { photo }) => ({ photo, caption })),
  "sendDocument.caption": toChat("sendDocument", (caption, { document }) => ({ document, caption })),
  "sendVideo.caption": uploaded("sendVideo", "video"),
  "sendVoice.caption": uploaded("sendVoice", "voice"),
  "sendMediaGroup.media": toChat("sendMediaGroup", (count, { photo }) => ({
    media: many(count, () => ({ type: "photo", media: photo })),
  })),
  "InputMediaPhoto.caption": captioned("photo"),
  "InputMediaDocument.caption": captioned("document"),
  "InputMediaVideo.caption": videoInAlbum,
  "sendLocation.horizontal_accuracy": location("horizontal_accuracy"),
  "sendLocation.live_period": location("live_period"),
  "sendLocation.heading": location("heading"),
  "sendLocation.proximity_alert_radius": location("proximity_alert_radius"),
  "sendContact.vcard": toChat("sendContact", (vcard) => ({ phone_number: "+1", first_name: "A", vcard })),
  "sendPoll.question": poll((question) => ({ question })),
  "sendPoll.options": poll((count) => ({ options: many(count, (index) => `o${index}`) })),
  "sendPoll.country_codes": poll((count) => ({
    country_codes: many(count, (index) => `A${"ABCDEFGHIJKLMNOP"[index]}`),
  })),
  "sendPoll.explanation": poll((explanation) => ({ type: "quiz", correct_option_ids: [0], explanation })),
  "sendPoll.open_period": poll((open_period) => ({ open_period })),
  "sendPoll.description": poll((description) => ({ description })),
  "InputPollOption.text": poll((text) => ({ options: [{ text }, "b"] })),
  "createForumTopic.name": call("createForumTopic", ({ forum }, name) => ({ chat_id: forum, name })),
  "editForumTopic.name": call("editForumTopic", ({ forum, topic }, name) => ({
    chat_id: forum,
    message_thread_id: topic,
    name,
  })),
  "answerCallbackQuery.text": async (desk, text) =>
    callApi(desk.server, "answerCallbackQuery", { callback_query_id: await pressed(desk), text }),
  "setMyCommands.commands": call("setMyCommands", (_, count) => ({
    commands: many(count, (index) => ({ command: `c${index}`, description: "d" })),
  })),
  "BotCommand.command": call("setMyCommands", (_, command) => ({
    commands: [{ command, description: "d" }],
  })),
  "BotCommand.description": call("setMyCommands", (_, description) => ({
    commands: [{ command: "c", description }],
  })),
  "setMyName.name": call("setMyName", (_, name) => ({ name })),
  "setMyDescription.description": call("setMyDescription", (_, description) => ({ description })),
  "setMyShortDescription.short_description": call("setMyShortDescription", (_, short_description) => ({
    short_description,
  })),
  "setWebhook.secret_token": call("setWebhook", (_, secret_token) => ({ url: "", secret_token })),
  "ReplyParameters.quote": quoted,
  "InlineKeyboardButton.callback_data": inline((callback_data) => ({ callback_data })),
  "CopyTextButton.text": inline((text) => ({ copy_text: { text } })),
  "ReplyKeyboardMarkup.input_field_placeholder": markup((input_field_placeholder) => ({
    keyboard: [["k"]],
    input_field_placeholder,
  })),
  "ForceReply.input_field_placeholder": markup((input_field_placeholder) => ({
    force_reply: true,
    input_field_placeholder,
  })),
  "KeyboardButtonRequestUsers.max_quantity": markup((max_quantity) => ({
    keyboard: [[{ text: "k", request_users: { request_id: 1, max_quantity } }]],
  })),
};

/** The platform takes any number here and keeps to the nearest that it allows. */
export const heldWithin: Readonly<Record<string, (desk: Desk, value: number) => Promise<number>>> = {
  "getUpdates.limit": async ({ server, chat }, limit) => {
    for (let count = 0; count < 110; count += 1) server.say({ from: chat, text: "a" });
    return (await callApi<unknown[]>(server, "getUpdates", { limit })).result.length;
  },
  "setWebhook.max_connections": async ({ server }, max_connections) => {
    await callApi(server, "setWebhook", { url: "https://example.org/hook", max_connections });
    const info = await callApi<{ max_connections: number }>(server, "getWebhookInfo");
    await callApi(server, "deleteWebhook");
    return info.result.max_connections;
  },
};

/** Types that a bot only ever receives: whoever sends them keeps the limit. */
export const received = new Set([
  ...["Dice", "PollOption", "Poll", "Location", "BackgroundFillGradient", "BackgroundTypeFill", "Birthdate"],
  ...[
    "BackgroundTypeWallpaper",
    "BackgroundTypePattern",
    "GiveawayWinners",
    "ChatInviteLink",
    "ChatLocation",
  ],
  ...["UniqueGiftColors", "RichBlockSectionHeading", "InlineQuery", "Game"],
]);

/** By which method, which the local server lacks, a type would be sent. */
export const sentBy = (type: string): string | undefined =>
  (
    [
      [/^InlineQuery|^Input(Text|Location|Contact|Invoice)MessageContent$/, "answerInlineQuery"],
      [/^InputChecklist/, "sendChecklist"],
      [/^(InputStory|StoryArea)/, "postStory"],
      [/^InputSticker$/, "createNewStickerSet"],
      [/^(InputRich|RichMessage)/, "sendRichMessage"],
    ] as const
  ).find(([pattern]) => pattern.test(type))?.[1];

/** What an album or an edit refuses by its type. */
export const refusedMedia: Recipe = ({ server, chat, photo }, type) =>
  callApi(server, "sendMediaGroup", { chat_id: chat, media: many(2, () => ({ type, media: photo })) });
