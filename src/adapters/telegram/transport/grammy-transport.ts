import type { Update } from "@grammyjs/types";
import { Bot, BotError, type Context, GrammyError, InputFile } from "grammy";
import { ApiError, NetworkError, networkReason } from "./api-error.ts";
import { withTimeout } from "./call-timeout.ts";
import { downloadFile } from "./download-file.ts";
import { hasUploads, mapUploads } from "./map-uploads.ts";
import { longPollSeconds } from "./poll-updates.ts";
import { createReceiving } from "./receiving.ts";
import type { CreateTransport, Method, OnUpdate, Params, Result } from "./transport.ts";
import type { Upload } from "./upload.ts";

/** The untyped form that all of grammY's raw methods share. */
type RawCall = (params: object, signal: AbortSignal) => Promise<unknown>;

export const createGrammyTransport: CreateTransport = (options) => {
  const bot = new Bot(options.token, {
    client: options.apiRoot === undefined ? {} : { apiRoot: options.apiRoot.replace(/\/+$/, "") },
  });
  const takers = new WeakMap<Update, OnUpdate>();
  bot.use(async (ctx: Context) => takers.get(ctx.update)?.(ctx.update));

  const call = async <M extends Method>(
    method: M,
    params: Params<M>,
    limits: { ms?: number; outer?: AbortSignal } = {},
  ): Promise<Result<M>> => {
    const raw = bot.api.raw as unknown as Record<string, RawCall>;
    const upload = hasUploads(params);
    const payload = upload ? mapUploads(params, inputFile) : params;
    try {
      return (await withTimeout((signal) => send(raw, method, payload, signal), {
        ...limits,
        upload,
      })) as Result<M>;
    } catch (error) {
      if (error instanceof GrammyError) throw new ApiError(method, error);
      throw new NetworkError(method, networkReason(error));
    }
  };

  const receiving = createReceiving(
    {
      getMe: () => call("getMe", {}),
      became: (me) => {
        bot.botInfo = me;
      },
      getUpdates: (params, outer) =>
        call("getUpdates", params, { ms: (longPollSeconds + 10) * 1000, ...(outer ? { outer } : {}) }),
      deleteWebhook: () => call("deleteWebhook", {}),
      setWebhook: (params) => call("setWebhook", params),
      dispatch: async (update, onUpdate) => {
        takers.set(update, onUpdate);
        try {
          await bot.handleUpdate(update);
        } catch (error) {
          throw error instanceof BotError ? error.error : error;
        }
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

/** grammY writes the name into a header unquoted, where spaces and letters beyond ASCII would end it. */
const inputFile = ({ bytes, name }: Upload): InputFile => new InputFile(bytes, `"${name}"`);

/** Methods without parameters take the signal first. */
const send = (raw: Record<string, RawCall>, method: string, params: object, signal: AbortSignal) => {
  const run = raw[method];
  if (!run) throw new Error(`grammY has no method ${method}`);
  return withoutParameters.has(method)
    ? (run as unknown as (signal: AbortSignal) => Promise<unknown>)(signal)
    : run(params, signal);
};

const withoutParameters: ReadonlySet<string> = new Set(["getMe", "getWebhookInfo"]);
