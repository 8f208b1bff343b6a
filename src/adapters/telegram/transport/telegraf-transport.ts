import type { Update } from "@grammyjs/types";
import { type Context, Telegraf, TelegramError } from "telegraf";
import { ApiError, NetworkError, networkReason } from "./api-error.ts";
import { withTimeout } from "./call-timeout.ts";
import { downloadFile } from "./download-file.ts";
import { hasUploads, mapUploads } from "./map-uploads.ts";
import { longPollSeconds } from "./poll-updates.ts";
import { createReceiving } from "./receiving.ts";
import type { CreateTransport, Method, OnUpdate, Params, Result } from "./transport.ts";

/** Telegraf's types stand at Bot API 7.1; this is the one place where today's types meet them. */
interface TodaysTelegraf {
  telegram: {
    callApi(method: string, params: object, options: { signal: AbortSignal }): Promise<unknown>;
  };
  botInfo?: unknown;
  handleUpdate(update: Update): Promise<void>;
}

export const createTelegrafTransport: CreateTransport = (options) => {
  const bot = new Telegraf(options.token, {
    handlerTimeout: Number.POSITIVE_INFINITY,
    telegram: {
      webhookReply: false,
      ...(options.apiRoot === undefined ? {} : { apiRoot: `${options.apiRoot.replace(/\/+$/, "")}/` }),
    },
  });
  const today = bot as unknown as TodaysTelegraf;
  const takers = new WeakMap<object, OnUpdate>();
  bot.use(async (ctx: Context) => takers.get(ctx.update)?.(ctx.update as unknown as Update));
  // Telegraf's own handler prints the update and sets the exit code.
  bot.catch((error) => {
    throw error;
  });

  const call = async <M extends Method>(
    method: M,
    params: Params<M>,
    limits: { ms?: number; outer?: AbortSignal } = {},
  ): Promise<Result<M>> => {
    const upload = hasUploads(params);
    const payload = upload
      ? asFormFields(mapUploads(params, ({ bytes, name }) => ({ source: bytes, filename: name })))
      : params;
    try {
      return (await withTimeout((signal) => today.telegram.callApi(method, payload, { signal }), {
        ...limits,
        upload,
      })) as Result<M>;
    } catch (error) {
      if (error instanceof TelegramError) throw new ApiError(method, error.response);
      throw new NetworkError(method, networkReason(error));
    }
  };

  const receiving = createReceiving(
    {
      getMe: () => call("getMe", {}),
      became: (me) => {
        today.botInfo = me;
      },
      getUpdates: (params, outer) =>
        call("getUpdates", params, { ms: (longPollSeconds + 10) * 1000, ...(outer ? { outer } : {}) }),
      deleteWebhook: () => call("deleteWebhook", {}),
      setWebhook: (params) => call("setWebhook", params),
      dispatch: async (update, onUpdate) => {
        takers.set(update, onUpdate);
        await today.handleUpdate(update);
      },
    },
    options,
  );

  return {
    ...receiving,
    call,
    download: (filePath, maxBytes) => downloadFile(options, filePath, maxBytes),
  };
};

/** With a file in the call Telegraf takes every object for a file, except the few fields it knows. */
const asFormFields = (params: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(params).map(([name, value]) => {
      const isPlain = typeof value === "object" && value !== null && !("source" in value) && name !== "media";
      return [name, isPlain ? JSON.stringify(value) : value];
    }),
  );
