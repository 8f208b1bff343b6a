import type { Logger } from "pino";
import type { AlbumStore } from "./album-store.ts";
import type { AlbumEvent, AlbumPart } from "./update-to-event.ts";

export interface AlbumsOptions {
  store: AlbumStore;
  /** Takes the whole album; after a crash it may be offered again, with the same parts under the same id. */
  take(event: AlbumEvent): Promise<void>;
  logger: Logger;
  silenceMs?: number;
  mostMs?: number;
  retryMs?: number;
  /** How often it is looked for albums that nobody waits for any more. */
  sweepMs?: number;
}

export interface Albums {
  /** Resolves once the part is stored. */
  add(part: AlbumPart): Promise<void>;
  /** Called before anything else of the chat is taken, so that it comes after the album that was sent before it. */
  settle(chatId: string): Promise<void>;
  /**
   * Picks up what waited when the process ended, or when this was stopped; from then on also what another process
   * left lying. Several may pick up the same: the event is the same for all of them, and is claimed once.
   */
  resume(): Promise<void>;
  stop(): Promise<void>;
}

interface Waiting {
  chatId: string;
  firstAt: number;
  lastAt: number;
  timer: NodeJS.Timeout | undefined;
  tries: number;
  /** Parts on their way into the store. */
  storing: number;
  /** Somebody waits for it: a shorter silence will do. */
  hurried: boolean;
  settled: Promise<void>;
  resolve(): void;
}

const day = 24 * 3600 * 1000;
const hurriedSilenceMs = 300;
const maxTries = 5;

/** Joins the parts of an album, which Telegram sends one by one, without saying how many there are. */
export const createAlbums = (options: AlbumsOptions): Albums => {
  const { store, take, logger, silenceMs = 1000, mostMs = 5000, retryMs = 1000, sweepMs = 15_000 } = options;
  const waiting = new Map<string, Waiting>();
  const inHand = new Map<Promise<void>, string>();
  let stopped = false;
  let sweeper: NodeJS.Timeout | undefined;
  let sweeping: Promise<void> = Promise.resolve();
  let forgottenAt = 0;

  const silenceOf = ({ hurried }: Waiting): number =>
    hurried ? Math.min(silenceMs, hurriedSilenceMs) : silenceMs;

  const schedule = (album: string, entry: Waiting): void => {
    clearTimeout(entry.timer);
    if (stopped || entry.storing > 0) return;
    const due = Math.min(entry.lastAt + silenceOf(entry), entry.firstAt + mostMs);
    entry.timer = setTimeout(() => flush(album, entry), Math.max(0, due - Date.now()));
  };

  const keepWaiting = (album: string, chatId: string, before?: Waiting): Waiting => {
    const now = Date.now();
    const known = waiting.get(album);
    if (known) {
      known.lastAt = now;
      return known;
    }
    const { promise, resolve } = deferred();
    const entry: Waiting = before ?? {
      chatId,
      firstAt: now,
      lastAt: now,
      timer: undefined,
      tries: 0,
      storing: 0,
      hurried: false,
      settled: promise,
      resolve,
    };
    waiting.set(album, entry);
    return entry;
  };

  const flush = (album: string, entry: Waiting): void => {
    // A part that arrives from now on waits anew.
    waiting.delete(album);
    const flushed = takeWhenSilent(album, entry)
      .catch((err: unknown) => retryLater(album, entry, err))
      .finally(() => inHand.delete(flushed));
    inHand.set(flushed, entry.chatId);
  };

  /** Parts of an album may come to several processes: as long as one of them gets some, the others wait too. */
  const takeWhenSilent = async (album: string, entry: Waiting): Promise<void> => {
    const lastAt = (await store.lastAt(album))?.getTime() ?? 0;
    const now = Date.now();
    if (stopped) return entry.resolve();
    if (lastAt + silenceOf(entry) > now && entry.firstAt + mostMs > now) {
      const next = keepWaiting(album, entry.chatId, entry);
      next.lastAt = Math.max(next === entry ? 0 : next.lastAt, lastAt);
      if (next !== entry) void next.settled.then(entry.resolve);
      return schedule(album, next);
    }
    await takeAlbum(album);
    entry.resolve();
  };

  /** Parts that came so long ago are waited for by nobody: their process was killed, or gave up. */
  const sweep = async (): Promise<void> => {
    try {
      const left = await store.albumsWaiting(new Date(Date.now() - 2 * mostMs));
      for (const { album, chatId } of left) {
        if (!waiting.has(album)) schedule(album, keepWaiting(album, chatId));
      }
    } catch (err) {
      logger.warn({ err }, "Albums left lying could not be looked for; it is tried again");
    }
  };

  /** Telegram repeats an update for a day at most. */
  const forgetOld = async (): Promise<void> => {
    if (Date.now() - forgottenAt < day) return;
    forgottenAt = Date.now();
    await store.forgetBefore(new Date(forgottenAt - 2 * day));
  };

  const takeAlbum = async (album: string): Promise<void> => {
    for (const event of await store.close(album)) {
      await take(event);
      await store.taken(event.id);
    }
    await forgetOld();
  };

  const retryLater = (album: string, entry: Waiting, err: unknown): void => {
    entry.resolve();
    const tries = entry.tries + 1;
    if (tries >= maxTries) {
      logger.error(
        { err, album },
        "Album not taken; it is offered again within a minute; report this error if it comes again",
      );
      return;
    }
    logger.warn({ err, album, tries }, "Album failed; it is tried again");
    const next = keepWaiting(album, entry.chatId);
    next.tries = tries;
    next.lastAt = Date.now() + retryMs * 2 ** tries;
    next.firstAt = next.lastAt;
    schedule(album, next);
  };

  return {
    add: async (part) => {
      // Known before it is stored, so that what arrives at the same time waits for it.
      const entry = keepWaiting(part.album, part.event.chat.id);
      entry.storing += 1;
      clearTimeout(entry.timer);
      try {
        await store.add(part, new Date());
      } finally {
        entry.storing -= 1;
        entry.lastAt = Date.now();
        schedule(part.album, entry);
      }
    },
    settle: async (chatId) => {
      const entries = [...waiting].filter(([, entry]) => entry.chatId === chatId && entry.tries === 0);
      for (const [album, entry] of entries) {
        entry.hurried = true;
        schedule(album, entry);
      }
      const beingTaken = [...inHand].filter(([, chat]) => chat === chatId).map(([taken]) => taken);
      await Promise.all([...beingTaken, ...entries.map(([, entry]) => entry.settled)]);
    },
    resume: async () => {
      stopped = false;
      await forgetOld();
      for (const { album, chatId } of await store.albumsWaiting())
        schedule(album, keepWaiting(album, chatId));
      clearInterval(sweeper);
      sweeper = setInterval(() => {
        sweeping = sweep();
      }, sweepMs).unref();
    },
    stop: async () => {
      stopped = true;
      clearInterval(sweeper);
      await sweeping;
      for (const entry of waiting.values()) {
        clearTimeout(entry.timer);
        entry.resolve();
      }
      waiting.clear();
      await Promise.all(inHand.keys());
    },
  };
};

const deferred = (): { promise: Promise<void>; resolve(): void } => {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
};
