import type { Update } from "@grammyjs/types";
import { expect, it } from "vitest";
import { ApiError, NetworkError } from "../../../../src/adapters/telegram/transport/api-error.ts";
import { type Polling, pollUpdates } from "../../../../src/adapters/telegram/transport/poll-updates.ts";
import { memoryLogger, until } from "../harness.ts";

const from = (update_id: number, chat = 1): Update =>
  ({ update_id, message: { message_id: update_id, chat: { id: chat }, text: "a" } }) as unknown as Update;

/** Telegram as far as polling goes: offsets confirm, and an empty queue waits. */
const fakeTelegram = (updates: Update[]) => {
  let queue = updates;
  const offsets: (number | undefined)[] = [];
  const errors: Error[] = [];
  const getUpdates: Polling["getUpdates"] = async ({ offset, limit = 100, timeout = 0 }, signal) => {
    const error = errors.shift();
    if (error) throw error;
    offsets.push(offset);
    queue = queue.filter(({ update_id }) => update_id >= (offset ?? 0));
    for (let waited = 0; queue.length === 0 && waited < timeout * 1000 && !signal?.aborted; waited += 5) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    if (signal?.aborted) throw new NetworkError("getUpdates", "AbortError");
    return queue.slice(0, limit);
  };
  return {
    getUpdates,
    offsets,
    errors,
    add: (update: Update) => void queue.push(update),
    left: () => queue.length,
  };
};

const start = (telegram: ReturnType<typeof fakeTelegram>, take: Polling["take"]) => {
  const logs = memoryLogger();
  const faults: Error[] = [];
  const polling = pollUpdates({
    getUpdates: telegram.getUpdates,
    take,
    onArrival: () => {},
    onFatal: (fault) => faults.push(fault),
    isHealthy: async () => true,
    logger: logs.logger,
  });
  return { ...polling, logs, faults };
};

it("never confirms an update that is in hand, and still takes those of other chats", async () => {
  const telegram = fakeTelegram([from(10, 1), from(11, 2), from(12, 1)]);
  let finish: () => void = () => {};
  const held = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const taken: number[] = [];
  const polling = start(telegram, async ({ update_id }) => {
    if (update_id === 10) await held;
    taken.push(update_id);
  });
  await until(() => taken.includes(11));
  telegram.add(from(13, 3));
  await until(() => taken.includes(13));
  expect(taken).toEqual([11, 13]);
  expect(Math.max(...telegram.offsets.map((offset) => offset ?? 0))).toBeLessThanOrEqual(10);
  finish();
  await until(() => taken.length === 4);
  expect(taken).toEqual([11, 13, 10, 12]);
  await polling.stop();
  expect(telegram.left()).toBe(0);
});

it("leaves unconfirmed what failed when it stops", async () => {
  const telegram = fakeTelegram([from(1, 1), from(2, 2)]);
  const taken: number[] = [];
  const polling = start(telegram, async ({ update_id }) => {
    if (update_id === 1) throw new Error("no database");
    taken.push(update_id);
  });
  await until(() => taken.length === 1 && polling.logs.atLeast(40).length > 0);
  await polling.stop();
  expect(telegram.left()).toBe(2);
});

it("waits as long as it is told, and goes on", async () => {
  const telegram = fakeTelegram([from(1)]);
  const tooMany = {
    error_code: 429,
    description: "Too Many Requests: retry after 1",
    parameters: { retry_after: 1 },
  };
  telegram.errors.push(new ApiError("getUpdates", tooMany));
  const begun = Date.now();
  let takenAt = 0;
  const polling = start(telegram, async () => {
    takenAt = Date.now();
  });
  await until(() => takenAt > 0);
  expect(takenAt - begun).toBeGreaterThanOrEqual(990);
  await polling.stop();
  expect(polling.logs.atLeast(50)).toEqual([]);
});

it("bears one conflict: a process that takes over causes it", async () => {
  const telegram = fakeTelegram([from(1)]);
  telegram.errors.push(new ApiError("getUpdates", { error_code: 409, description: "Conflict" }));
  const taken: number[] = [];
  const polling = start(telegram, async ({ update_id }) => void taken.push(update_id));
  await until(() => taken.length === 1);
  expect(polling.faults).toEqual([]);
  await polling.stop();
});

it.each([
  [401, "Unauthorized", /TELEGRAM_BOT_TOKEN.*@BotFather/],
  [409, "Conflict: terminated by other getUpdates request", /Another process is polling/],
  [409, "Conflict: can't use getUpdates method while webhook is active", /set a webhook/],
])("%i %s ends it with an instruction", async (error_code, description, instruction) => {
  const telegram = fakeTelegram([]);
  const refusal = new ApiError("getUpdates", { error_code, description });
  telegram.errors.push(refusal, refusal);
  const polling = start(telegram, async () => {});
  const fault = await until(() => polling.faults[0]);
  expect(fault.message).toMatch(instruction);
  await polling.stop();
  expect(telegram.offsets).toEqual([]);
});
