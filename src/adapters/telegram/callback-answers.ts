import type { CallbackQuery } from "@grammyjs/types";
import type { Logger } from "pino";
import { ApiError } from "./transport/api-error.ts";
import type { TelegramTransport } from "./transport/transport.ts";

/** Taps are answered within 2 s of arrival; this leaves time for the way to Telegram. */
const answerWithinMs = 1500;

/** How long a repeated delivery of a tap is known to be answered. */
const rememberMs = 60_000;

export interface CallbackAnswers {
  /** Starts the clock: the tap is answered empty if nobody answers in time. */
  arrived(query: CallbackQuery): void;
  /** True when the words were sent with the answer; false when it is too late for them. */
  answer(query: CallbackQuery, words?: { text: string; alert: boolean }): boolean;
  /** Lets the answers on their way finish. */
  stop(): Promise<void>;
}

/** Ends the spinner on a tapped button, always and once. */
export const createCallbackAnswers = (
  transport: Pick<TelegramTransport, "call">,
  logger: Logger,
  withinMs = answerWithinMs,
): CallbackAnswers => {
  const known = new Map<string, { answered: boolean; timer: NodeJS.Timeout }>();
  const onTheWay = new Set<Promise<void>>();

  const send = (id: string, words: { text: string; alert: boolean } | undefined): void => {
    const params = words ? { text: words.text, show_alert: words.alert } : {};
    const sent = transport
      .call("answerCallbackQuery", { callback_query_id: id, ...params })
      .then(
        () => {},
        (err: unknown) => {
          if (isTooOld(err)) logger.debug("A tap was too old to be answered");
          else logger.warn({ err }, "A tap could not be answered");
        },
      )
      .finally(() => onTheWay.delete(sent));
    onTheWay.add(sent);
  };

  const arrived = ({ id }: CallbackQuery): void => {
    if (known.has(id)) return;
    const timer = setTimeout(() => {
      entry.answered = true;
      send(id, undefined);
      entry.timer = setTimeout(() => known.delete(id), rememberMs).unref();
    }, withinMs);
    const entry = { answered: false, timer };
    known.set(id, entry);
  };

  return {
    arrived,
    answer: (query, words) => {
      arrived(query);
      const entry = known.get(query.id);
      if (!entry || entry.answered) return false;
      entry.answered = true;
      clearTimeout(entry.timer);
      entry.timer = setTimeout(() => known.delete(query.id), rememberMs).unref();
      send(query.id, words);
      return true;
    },
    stop: async () => {
      for (const { timer } of known.values()) clearTimeout(timer);
      for (const [id, { answered }] of known) if (!answered) send(id, undefined);
      known.clear();
      await Promise.all(onTheWay);
    },
  };
};

const isTooOld = (error: unknown): boolean =>
  error instanceof ApiError && /query is too old|QUERY_ID_INVALID/i.test(error.description);
