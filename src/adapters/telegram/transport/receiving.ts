import type { IncomingMessage, ServerResponse } from "node:http";
import type { Update, UserFromGetMe } from "@grammyjs/types";
import { allowedUpdates } from "./allowed-updates.ts";
import { ApiError } from "./api-error.ts";
import { type Polling, pollUpdates } from "./poll-updates.ts";
import { receiveWebhook } from "./receive-webhook.ts";
import { type OnArrival, type OnUpdate, OperatorFault, type TransportOptions } from "./transport.ts";
import { untilReachable } from "./until-reachable.ts";

/** What a library contributes to receiving: its calls, and its own way to hand an update on. */
export interface Library {
  getMe(): Promise<UserFromGetMe>;
  /** Told who the bot is before the first update. */
  became(bot: UserFromGetMe): void;
  getUpdates: Polling["getUpdates"];
  deleteWebhook(): Promise<unknown>;
  setWebhook(params: {
    url: string;
    secret_token: string;
    allowed_updates: typeof allowedUpdates;
    max_connections: number;
  }): Promise<unknown>;
  /** Passes the update through the library's middleware; rejects when the update was not taken. */
  dispatch(update: Update, onUpdate: OnUpdate): Promise<void>;
}

/** Receiving by either mode, alike for both libraries: their own loops confirm updates too early. */
export const createReceiving = (library: Library, options: TransportOptions) => {
  const { logger, mode, isHealthy, onFatal } = options;
  let receiver: { handle?: ReturnType<typeof receiveWebhook>["handle"]; stop(): Promise<void> } | undefined;

  let bot: UserFromGetMe | undefined;
  const identify = async (): Promise<UserFromGetMe> => {
    if (bot) return bot;
    bot = await untilReachable(logger, () => library.getMe());
    library.became(bot);
    return bot;
  };

  return {
    identify,
    start: async (onUpdate: OnUpdate, onArrival: OnArrival = () => {}): Promise<void> => {
      await identify();
      const take: OnUpdate = (update) => library.dispatch(update, onUpdate);
      const common = { take, onArrival, isHealthy, logger };
      if (mode.kind === "polling") {
        await untilReachable(logger, () => library.deleteWebhook());
        receiver = pollUpdates({ ...common, getUpdates: library.getUpdates, onFatal });
        return;
      }
      // Ready before Telegram is told: it delivers at once.
      receiver = receiveWebhook({ ...common, secret: mode.secret });
      await untilReachable(logger, () => announceWebhook(library, mode.url, mode.secret));
    },
    stop: async (): Promise<void> => {
      await receiver?.stop();
    },
    handleWebhook: async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
      if (mode.kind === "polling") return void response.writeHead(404).end();
      if (!receiver?.handle) return void response.writeHead(503).end();
      await receiver.handle(request, response);
    },
  };
};

const announceWebhook = async (library: Library, url: string, secret: string): Promise<void> => {
  try {
    await library.setWebhook({
      url,
      secret_token: secret,
      allowed_updates: allowedUpdates,
      max_connections: 40,
    });
  } catch (error) {
    if (!(error instanceof ApiError) || error.errorCode !== 400) throw error;
    throw new OperatorFault(
      `TELEGRAM_WEBHOOK_URL: Telegram refuses it (${error.description}); it needs https on port 443, 80, 88 or 8443.`,
    );
  }
};
