import type { CallbackQuery } from "@grammyjs/types";
import { expect, it } from "vitest";
import { updateToEvent } from "../../../src/adapters/telegram/inbound/update-to-event.ts";
import { createShowTaken } from "../../../src/adapters/telegram/show-taken.ts";
import type { Taken } from "../../../src/chat/taken.ts";
import type { View } from "../../../src/chat/view.ts";
import type { Outgoing } from "../../../src/delivery/channel.ts";
import { memoryLogger, translate } from "./harness.ts";
import { bot, houseGroup, message, tap } from "./updates.ts";

const show = async (update: ReturnType<typeof tap>, notice: Taken["notice"], inTime = true) => {
  const answers: unknown[] = [];
  const sent: Outgoing<View>[] = [];
  const incoming = updateToEvent(update, bot, new Date());
  if (incoming.kind !== "event") throw new Error("no event");
  const showTaken = createShowTaken({
    translate,
    answers: {
      arrived: () => {},
      stop: async () => {},
      answer: (query: CallbackQuery, words) => {
        answers.push({ id: query.id, words });
        return inTime;
      },
    },
    channel: {
      platform: "telegram",
      send: async (outgoing: Outgoing<View>) => {
        sent.push(outgoing);
        return { ok: true, messageId: "1" };
      },
    },
  });
  const taken: Taken = { first: true, language: "ru", ...(notice ? { notice } : {}) };
  await showTaken(incoming.event, taken, update.callback_query, memoryLogger().logger);
  return { answers, sent };
};

const inGroup = { message: { chat: houseGroup, message_id: 9, date: 0 } };
const long = { text: { plain: "слово ".repeat(50) }, urgency: "info" as const };
const short = { text: { plain: "Взято" }, urgency: "alert" as const };

it("a tap without a notice is answered empty", async () => {
  expect(await show(tap("a"), undefined)).toMatchObject({ answers: [{ words: undefined }], sent: [] });
});

it("a short notice is the answer to the tap", async () => {
  expect(await show(tap("a"), short)).toMatchObject({
    answers: [{ words: { text: "Взято", alert: true } }],
    sent: [],
  });
});

it("a notice too long for a toast, or too late, is a message", async () => {
  const tooLong = await show(tap("a"), long);
  expect(tooLong).toMatchObject({ answers: [{ words: undefined }], sent: [{ address: { chatId: "42" } }] });
  expect((await show(tap("a"), short, false)).sent).toHaveLength(1);
});

it("what was meant for one person of a group goes to that person", async () => {
  const { sent } = await show(tap("a", inGroup), long);
  expect(sent[0]?.address).toEqual({ platform: "telegram", chatId: "42" });
});

it("a notice without a tap answers where the words came from", async () => {
  const topic = { is_topic_message: true as const, message_thread_id: 3 };
  const { sent } = await show(message({ text: "/menu", ...topic }, houseGroup), short);
  expect(sent[0]?.address).toEqual({ platform: "telegram", chatId: "-1001", threadId: "3" });
});
