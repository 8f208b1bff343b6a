import { get } from "./api.ts";
import { placeLeft } from "./place.ts";
import { setZone } from "./times.ts";
import type { LogEntry, Overview, SlackScreen, TelegramChat } from "./wire.ts";
import { language } from "./words.ts";

/** All that the page knows; panes are drawn from it. */
export interface App {
  overview: Overview | null;
  telegram: {
    userId: number;
    chatId: number;
    chat: TelegramChat | null;
    typingUntil: number;
  };
  slack: {
    user: string;
    /** Null: the staff channel. */
    channel: string | null;
    thread: string | null;
    tab: "messages" | "home";
    screen: SlackScreen | null;
  };
  log: { entries: LogEntry[]; paused: boolean };
}

export const app: App = {
  overview: null,
  telegram: { userId: 0, chatId: 0, chat: null, typingUntil: 0 },
  slack: { user: "", channel: null, thread: null, tab: "messages", screen: null },
  log: { entries: [], paused: false },
};

type Part = "overview" | "telegram" | "slack";

const drawers = new Map<Part, (() => void)[]>();

/** Draws again whenever this part was read anew. */
export const onPart = (part: Part, draw: () => void): void => {
  drawers.set(part, [...(drawers.get(part) ?? []), draw]);
};

export const redraw = (part: Part): void => {
  for (const draw of drawers.get(part) ?? []) draw();
};

/** Runs the work, and once more if it was asked for meanwhile. */
const coalesced = (work: () => Promise<void>): (() => Promise<void>) => {
  let running: Promise<void> | undefined;
  let again = false;
  const run = async (): Promise<void> => {
    do {
      again = false;
      await work();
    } while (again);
  };
  return () => {
    if (running !== undefined) {
      again = true;
      return running;
    }
    running = run().finally(() => {
      running = undefined;
    });
    return running;
  };
};

export const readOverview = coalesced(async () => {
  const overview = await get<Overview>("overview");
  const isOther = app.overview !== null && app.overview.epoch !== overview.epoch && overview.epoch !== 0;
  app.overview = overview;
  setZone(overview.timeZone);
  if (isOther || (app.telegram.userId === 0 && overview.ready)) {
    const hero = overview.heroes[language()] ?? overview.phones[0]?.userId ?? 0;
    const manager = overview.people.find(({ isManager }) => isManager)?.id ?? "";
    const left = placeLeft(overview.epoch);
    Object.assign(app.telegram, { userId: hero, chatId: hero, chat: null }, left?.telegram);
    Object.assign(app.slack, { user: manager, channel: null, thread: null, screen: null }, left?.slack);
    await Promise.all([readTelegram(), readSlack()]);
  }
  redraw("overview");
});

export const readTelegram = coalesced(async () => {
  const { userId, chatId } = app.telegram;
  if (userId === 0) return;
  const chat = await get<TelegramChat | null>("telegram", { as: String(userId), chat: String(chatId) });
  if (app.telegram.chatId !== chatId || app.telegram.userId !== userId) return readAgain(readTelegram);
  app.telegram.chat = chat;
  redraw("telegram");
});

export const readSlack = coalesced(async () => {
  const { user, channel, thread } = app.slack;
  if (user === "") return;
  const screen = await get<SlackScreen | null>("slack", {
    user,
    ...(channel === null ? {} : { channel }),
    ...(thread === null ? {} : { thread }),
  });
  if (app.slack.user !== user || app.slack.channel !== channel || app.slack.thread !== thread)
    return readAgain(readSlack);
  app.slack.screen = screen;
  redraw("slack");
});

/** What is looked at changed while it was read. */
const readAgain = (read: () => Promise<void>): void => void read();
