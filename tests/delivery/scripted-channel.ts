import type { Platform } from "../../src/core/platform.ts";
import type { Channel, Failure, Outgoing, SendResult } from "../../src/delivery/channel.ts";

export interface Sent {
  chatId: string;
  text: string;
  messageId: string;
  editMessageId?: string;
  at: number;
}

export interface ScriptedChannel extends Channel {
  /** All calls, those that failed included. */
  readonly calls: Array<{ chatId: string; text: string; editMessageId?: string; at: number }>;
  /** What was taken. */
  readonly sent: Sent[];
  /** The most calls of one chat, and of all, that were under way at a time. */
  readonly peak: { chat: number; all: number };
  /** The next call to the chat (or any) fails so; several are used up in turn. */
  fail(chatId: string | "any", ...failures: Failure[]): void;
  /** Calls wait until released. */
  hold(): () => void;
}

/** A platform in memory: remembers what it takes, refuses what it is told to. */
export const scriptedChannel = (platform: Platform, latency: () => number = () => 0): ScriptedChannel => {
  const failures = new Map<string, Failure[]>();
  const under = new Map<string, number>();
  let all = 0;
  let gate: Promise<void> | undefined;
  const channel: ScriptedChannel = {
    platform,
    calls: [],
    sent: [],
    peak: { chat: 0, all: 0 },
    fail: (chatId, ...list) => void failures.set(chatId, [...(failures.get(chatId) ?? []), ...list]),
    hold: () => {
      let open = () => {};
      gate = new Promise((resolve) => {
        open = resolve;
      });
      return () => {
        gate = undefined;
        open();
      };
    },
    send: async (outgoing): Promise<SendResult> => {
      const { chatId } = outgoing.address;
      const text = (outgoing as Outgoing<{ text: string }>).content.text;
      const edit = outgoing.editMessageId === undefined ? {} : { editMessageId: outgoing.editMessageId };
      channel.calls.push({ chatId, text, ...edit, at: performance.now() });
      all += 1;
      under.set(chatId, (under.get(chatId) ?? 0) + 1);
      channel.peak.chat = Math.max(channel.peak.chat, under.get(chatId) ?? 0);
      channel.peak.all = Math.max(channel.peak.all, all);
      try {
        await gate;
        const ms = latency();
        if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
        const failure = failures.get(chatId)?.shift() ?? failures.get("any")?.shift();
        if (failure !== undefined) return { ok: false, failure };
        const messageId = outgoing.editMessageId ?? `m${channel.sent.length + 1}`;
        channel.sent.push({ chatId, text, messageId, ...edit, at: performance.now() });
        return { ok: true, messageId };
      } finally {
        all -= 1;
        under.set(chatId, (under.get(chatId) ?? 1) - 1);
      }
    },
  };
  return channel;
};
