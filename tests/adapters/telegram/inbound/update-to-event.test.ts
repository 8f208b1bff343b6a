import type { Message, Update } from "@grammyjs/types";
import { describe, expect, it } from "vitest";
import { updateToEvent } from "../../../../src/adapters/telegram/inbound/update-to-event.ts";
import { bot, botUser, houseGroup, membership, message, olga, privateChat, sentAt, tap } from "../updates.ts";

const now = new Date("2026-10-01T10:00:00Z");
const eventOf = (update: Update) => {
  const incoming = updateToEvent(update, bot, now);
  return incoming.kind === "event" ? incoming.event : null;
};

describe("messages", () => {
  it("carry the sender, the chat and the time", () => {
    const update = message({ text: "Течёт кран" });
    expect(eventOf(update)).toEqual({
      id: `telegram:777:${update.update_id}`,
      platform: "telegram",
      at: new Date(sentAt * 1000),
      chat: { id: "42", kind: "private", threadId: null },
      sender: { externalId: "42", privateChatId: "42", name: "Ольга Петрова", language: "ru" },
      type: "message",
      message: { chatId: "42", messageId: "5" },
      text: "Течёт кран",
      files: [],
      location: null,
      contact: null,
      replyTo: null,
    });
  });

  it("give the largest size of a photo, with its caption", () => {
    const sizes = [
      { file_id: "small", file_unique_id: "1", width: 90, height: 60, file_size: 900 },
      { file_id: "large", file_unique_id: "2", width: 1280, height: 853, file_size: 90_000 },
    ];
    expect(eventOf(message({ photo: sizes, caption: "вот" }))).toMatchObject({
      text: "вот",
      files: [{ kind: "photo", externalId: "large", size: 90_000, mime: "image/jpeg" }],
    });
  });

  const file = { file_id: "f", file_unique_id: "u", duration: 1, width: 1, height: 1, length: 1 };
  it.each([
    [{ video: { ...file, mime_type: "video/mp4", file_name: "a.mp4" } }, "video"],
    [{ video_note: file }, "video"],
    [{ voice: file }, "voice"],
    [{ audio: { ...file, file_name: "a.mp3" } }, "document"],
    [{ document: { ...file, file_name: "a.pdf", mime_type: "application/pdf" } }, "document"],
    [{ animation: file, document: file }, "video"],
  ])("%o is one file", (content, kind) => {
    expect(eventOf(message(content as Partial<Message>))).toMatchObject({
      files: [{ kind, externalId: "f" }],
    });
  });

  it("vouch for a number only when it is the sender's own and not forwarded", () => {
    const contact = { phone_number: "+79990001122", first_name: "Ольга" };
    const shared = (fields: object) => {
      const event = eventOf(message(fields as Partial<Message>));
      return event?.type === "message" ? event.contact?.own : undefined;
    };
    expect(shared({ contact: { ...contact, user_id: 42 } })).toBe(true);
    expect(shared({ contact: { ...contact, user_id: 43 } })).toBe(false);
    expect(shared({ contact })).toBe(false);
    const forward_origin = { type: "user", date: 1, sender_user: olga };
    expect(shared({ contact: { ...contact, user_id: 42 }, forward_origin })).toBe(false);
  });

  it("carry a place, and a venue's name", () => {
    const location = { latitude: 59.9, longitude: 30.3 };
    expect(eventOf(message({ location }))).toMatchObject({ location, text: "" });
    const venue = { location, title: "Двор", address: "Садовая, 5" };
    expect(eventOf(message({ location, venue }))).toMatchObject({ location, text: "Двор, Садовая, 5" });
  });

  it("reach the chat layer even as a sticker, so that people are told what to send", () => {
    const sticker = { file_id: "s", emoji: "👍" } as Message["sticker"] & object;
    expect(eventOf(message({ sticker }))).toMatchObject({ type: "message", text: "👍", files: [] });
  });

  it("of bots, channels, anonymous administrators and services are left alone", () => {
    expect(eventOf(message({ text: "a", from: { ...olga, is_bot: true } }))).toBeNull();
    expect(eventOf(message({ text: "/menu", sender_chat: houseGroup }, houseGroup))).toBeNull();
    expect(eventOf(message({ new_chat_title: "Дом" }, houseGroup))).toBeNull();
    expect(eventOf({ update_id: 1, channel_post: message({ text: "a" }).message } as never)).toBeNull();
    expect(eventOf({ update_id: 1, poll: {} } as never)).toBeNull();
    expect(eventOf({ update_id: 1, something_new: {} } as never)).toBeNull();
  });
});

describe("commands", () => {
  it.each([
    ["/start", "start", ""],
    ["/start abc-123_X", "start", "abc-123_X"],
    ["/New@Domovoy_Test_Bot  leak\nin bath ", "new", "leak\nin bath"],
  ])("%j", (text, name, args) => {
    expect(eventOf(message({ text }))).toMatchObject({ type: "command", name, args });
  });

  it("to another bot is nothing in a group, a text in private", () => {
    expect(eventOf(message({ text: "/start@other_bot" }, houseGroup))).toBeNull();
    expect(eventOf(message({ text: "/start@other_bot" }))).toMatchObject({ type: "message" });
  });

  it("needs a word border: a path is no command", () => {
    expect(eventOf(message({ text: "/home/olga" }))).toMatchObject({ type: "message" });
  });
});

describe("groups", () => {
  const reply = (fields: object, more: object = {}) =>
    message(
      { text: "да", reply_to_message: { message_id: 3, from: botUser, ...fields } as never, ...more },
      houseGroup,
    );

  it("give commands and answers to the bot, nothing else", () => {
    expect(eventOf(message({ text: "всем привет" }, houseGroup))).toBeNull();
    expect(eventOf(message({ text: "/menu" }, houseGroup))).toMatchObject({ type: "command", name: "menu" });
    expect(eventOf(reply({}))).toMatchObject({ type: "message", replyTo: "3", chat: { kind: "group" } });
    expect(eventOf(reply({ from: olga }))).toBeNull();
  });

  it("know topics; a message in a topic is no answer to the topic's root", () => {
    const topic = { is_topic_message: true as const, message_thread_id: 3 };
    expect(eventOf(reply({ forum_topic_created: { name: "Вода" } }, topic))).toBeNull();
    expect(eventOf(message({ text: "/menu", ...topic }, houseGroup))?.chat.threadId).toBe("3");
    expect(eventOf(message({ text: "/menu", message_thread_id: 3 }, houseGroup))?.chat.threadId).toBeNull();
  });

  it("that become supergroups are followed", () => {
    expect(eventOf(message({ migrate_to_chat_id: -1005 }, houseGroup))).toMatchObject({
      type: "migrated",
      toChatId: "-1005",
      chat: { id: "-1001" },
    });
  });
});

describe("edits", () => {
  const edited = (fields: object) => ({ update_id: 7, edited_message: message(fields).message }) as Update;

  it("give the new text or caption", () => {
    expect(eventOf(edited({ text: "Течёт труба", edit_date: sentAt + 60 }))).toMatchObject({
      type: "edited",
      text: "Течёт труба",
      message: { chatId: "42", messageId: "5" },
      at: new Date((sentAt + 60) * 1000),
    });
    expect(eventOf(edited({ caption: "вот", photo: [] }))).toMatchObject({ text: "вот" });
  });

  it("of a live location are nothing", () => {
    expect(eventOf(edited({ location: { latitude: 1, longitude: 2 } }))).toBeNull();
  });
});

describe("taps", () => {
  it("carry the token and the message", () => {
    expect(eventOf(tap("r.take:1"))).toMatchObject({
      type: "tap",
      token: "r.take:1",
      message: { chatId: "42", messageId: "9" },
      at: now,
    });
  });

  it("on a message that is inaccessible or absent are taken", () => {
    const inaccessible = { message: { chat: houseGroup, message_id: 9, date: 0 } };
    expect(eventOf(tap("a", inaccessible))).toMatchObject({ chat: { id: "-1001", kind: "group" } });
    expect(eventOf(tap("a", { message: undefined, inline_message_id: "x" }))).toMatchObject({
      message: null,
      chat: { id: "42", kind: "private" },
    });
  });

  it("on a game are nothing", () => {
    expect(eventOf(tap("", { data: undefined, game_short_name: "g" }))).toBeNull();
  });
});

describe("membership", () => {
  it.each([
    [privateChat, "member", "kicked", "blocked"],
    [privateChat, "kicked", "member", "unblocked"],
    [houseGroup, "left", "member", "added"],
    [houseGroup, "left", "administrator", "added"],
    [houseGroup, "member", "kicked", "removed"],
  ])("%o %s → %s", (chat, was, is, change) => {
    expect(eventOf(membership(chat, was, is))).toMatchObject({ type: "membership", change });
  });

  it("is unchanged by other rights", () => {
    expect(eventOf(membership(houseGroup, "member", "administrator"))).toBeNull();
    expect(eventOf(membership(houseGroup, "member", "restricted", { is_member: true }))).toBeNull();
    expect(eventOf(membership(houseGroup, "member", "restricted", { is_member: false }))).toMatchObject({
      change: "removed",
    });
  });
});

it("a part of an album says to which it belongs", () => {
  const photo = [{ file_id: "p", file_unique_id: "1", width: 1, height: 1 }];
  const update = message({ photo, media_group_id: "g1" });
  expect(updateToEvent(update, bot, now)).toMatchObject({
    kind: "album-part",
    part: { id: `telegram:777:${update.update_id}`, album: "telegram:777:album:g1" },
  });
});

describe("polls", () => {
  const user = { id: 42, is_bot: false, first_name: "Ольга", language_code: "ru" };
  const answer = (fields: object): Update =>
    ({
      update_id: 900,
      poll_answer: { poll_id: "5", option_ids: [0, 2], option_persistent_ids: ["0", "2"], ...fields },
    }) as Update;
  const poll = (is_closed: boolean): Update =>
    ({
      update_id: 901,
      poll: { id: "5", question: "Q", options: [], total_voter_count: 0, is_closed },
    }) as never;

  it("give each answer with who gave it, in that person's own chat", () => {
    expect(eventOf(answer({ user }))).toEqual({
      id: "telegram:777:900",
      platform: "telegram",
      at: now,
      chat: { id: "42", kind: "private", threadId: null },
      sender: { externalId: "42", privateChatId: "42", name: "Ольга", language: "ru" },
      type: "poll-answered",
      poll: "5",
      options: [0, 2],
    });
    expect(eventOf(answer({ user, option_ids: [] }))).toMatchObject({ options: [] });
  });

  it("leave alone a channel's answer, and counts that only changed", () => {
    expect(eventOf(answer({ voter_chat: { id: -100, type: "channel", title: "News" } }))).toBeNull();
    expect(eventOf(poll(false))).toBeNull();
    expect(eventOf(poll(true))).toMatchObject({ type: "poll-closed", poll: "5" });
  });
});
