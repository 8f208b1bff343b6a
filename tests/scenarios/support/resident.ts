import { samplePhoto } from "../../../src/sandbox/telegram/files/sample-photo.ts";
import type { TelegramServer } from "../../../src/sandbox/telegram/server.ts";

type Seen = ReturnType<TelegramServer["messages"]>[number];
type Answer = Awaited<ReturnType<TelegramServer["press"]>>;

export type Language = "ru" | "en";

/** Somebody with a phone and Telegram on it. Each act ends when its consequences have come. */
export interface Resident {
  readonly id: number;
  readonly language: Language;
  /** Messages of the bot, oldest first, as they are now. */
  messages(): Seen[];
  /** All that the bot has ever shown: also what was edited away. */
  everythingRead(): string;
  /** Words of the newest message of the bot. */
  reads(): string;
  buttons(): string[];
  /** The newest message of the bot with these words. */
  message(words: string | RegExp): Seen;
  opensLink(code?: string): Promise<void>;
  writes(text: string): Promise<number>;
  /** A reply to a message of the bot. */
  repliesTo(message: Seen, text: string): Promise<number>;
  edits(messageId: number, text: string): Promise<void>;
  /** Puts another photo into a message of theirs, with a caption or without. */
  swapsPhoto(messageId: number, caption?: string, look?: Parameters<typeof samplePhoto>[0]): Promise<void>;
  sendsPhoto(caption?: string, look?: Parameters<typeof samplePhoto>[0]): Promise<number>;
  /** A photo as a reply to a message of the bot. */
  repliesToWithPhoto(message: Seen): Promise<number>;
  sendsAlbum(photos: number, caption?: string): Promise<number>;
  sendsDocument(document: Buffer, name: string, caption?: string): Promise<number>;
  /** What the bot has written since the last message of this person. */
  answers(): string[];
  /** Presses a button; resolves to what the bot answers to the press. */
  taps(label: string, on?: Seen): Promise<Answer>;
  /** A press that the bot never offered: made-up callback data on the newest message with buttons. */
  forges(data: string): Promise<Answer>;
}

export const createResident = (
  telegram: TelegramServer,
  id: number,
  language: Language,
  settled: () => Promise<void>,
): Resident => {
  const messages = (): Seen[] => telegram.messages(id).filter(({ fromBot }) => fromBot);
  const last = (): Seen => {
    const newest = messages().at(-1);
    if (!newest) throw new Error("the bot has written nothing yet");
    return newest;
  };
  const message = (words: string | RegExp): Seen => {
    const found = messages().findLast(({ text }) =>
      typeof words === "string" ? text.includes(words) : words.test(text),
    );
    if (found) return found;
    throw new Error(
      `nothing with ${words}; there is:\n${messages()
        .map(({ text }) => text)
        .join("\n---\n")}`,
    );
  };
  const sent = async (messageId: number): Promise<number> => {
    await settled();
    return messageId;
  };
  return {
    id,
    language,
    messages,
    everythingRead: () =>
      messages()
        .flatMap((seen) => [...seen.history, seen])
        .map(({ text, buttons }) => [text, ...buttons.flat().map((button) => button.text)].join("\n"))
        .join("\n"),
    reads: () => last().text,
    buttons: () =>
      last()
        .buttons.flat()
        .map(({ text }) => text),
    message,
    opensLink: async (payload) => {
      telegram.start({ from: id, ...(payload ? { payload } : {}) });
      await settled();
    },
    writes: (text) => sent(telegram.say({ from: id, text }).messageId),
    repliesTo: (to, text) => sent(telegram.say({ from: id, text, replyTo: to.id }).messageId),
    edits: async (messageId, text) => {
      telegram.edit({ from: id, messageId, text });
      await settled();
    },
    swapsPhoto: async (messageId, caption, look) => {
      const photo = await samplePhoto(look);
      await telegram.swapMedia({ from: id, messageId, photo, ...(caption ? { caption } : {}) });
      await settled();
    },
    sendsPhoto: async (caption, look) => {
      const photo = await samplePhoto(look);
      const { messageId } = await telegram.sendPhoto({ from: id, photo, ...(caption ? { caption } : {}) });
      return sent(messageId);
    },
    repliesToWithPhoto: async (to) => {
      const photo = await samplePhoto({ width: 222 });
      const { messageId } = await telegram.sendPhoto({ from: id, photo, replyTo: to.id });
      return sent(messageId);
    },
    sendsAlbum: async (photos, caption) => {
      const items = await Promise.all(
        Array.from({ length: photos }, async (_, index) => ({
          photo: await samplePhoto({ width: 300 + index }),
          ...(caption && index === 0 ? { caption } : {}),
        })),
      );
      const [first] = await telegram.sendAlbum({ from: id, items });
      return sent(first?.messageId ?? 0);
    },
    sendsDocument: (document, name, caption) =>
      sent(telegram.sendDocument({ from: id, document, name, ...(caption ? { caption } : {}) }).messageId),
    answers: () => {
      const all = telegram.messages(id);
      return all.slice(all.findLastIndex(({ fromBot }) => !fromBot) + 1).map(({ text }) => text);
    },
    taps: async (text, on) => {
      const answer = await telegram.press({ from: id, text, ...(on ? { messageId: on.id } : {}) });
      await settled();
      return answer;
    },
    forges: async (data) => {
      const shown = messages().findLast(({ buttons }) => buttons.length > 0);
      const answer = telegram.waitForCall("answerCallbackQuery");
      void answer.catch(() => undefined);
      const before = telegram.calls("answerCallbackQuery").length;
      telegram.rawUpdate({
        callback_query: {
          id: `${Date.now()}${before}`,
          from: { id, is_bot: false, first_name: "Somebody", language_code: language },
          chat_instance: "1",
          data,
          ...(shown ? { message: shown.raw } : {}),
        },
      });
      await settled();
      const call = telegram.calls("answerCallbackQuery").at(-1);
      return { answered: true, showAlert: true, afterMs: 0, text: String(call?.params.text ?? "") };
    },
  };
};
