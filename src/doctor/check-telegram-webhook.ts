import { z } from "zod";
import type { TelegramConfig } from "../config.ts";
import { callTelegram } from "./call-platform.ts";
import { type Check, type Finding, fault, ok, warning } from "./finding.ts";

const info = z.object({
  result: z.object({
    url: z.string(),
    pending_update_count: z.number().default(0),
    /** Seconds since the epoch. */
    last_error_date: z.number().optional(),
    last_error_message: z.string().optional(),
  }),
});

type WebhookInfo = z.infer<typeof info>["result"];

const recentSeconds = 15 * 60;
const manyPending = 100;

/** getWebhookInfo against the configuration. */
export const checkTelegramWebhook: Check = async ({ config: { telegram }, now }) => {
  if (!telegram) return [];
  const answer = await callTelegram(telegram, "getWebhookInfo");
  const parsed = info.safeParse(answer.kind === "answered" ? answer.body : null);
  if (!parsed.success) return [];
  const { result } = parsed.data;
  return [address(telegram, result), ...delivery(result, now()), ...backlog(result)];
};

const address = ({ webhook }: TelegramConfig, { url }: WebhookInfo): Finding => {
  const wanted = webhook?.url.href ?? "";
  if (url === wanted || (webhook && url === webhook.url.href.replace(/\/$/, "")))
    return ok(
      "telegram-webhook",
      webhook ? `updates go to ${wanted}` : "no webhook is set: updates are polled",
    );
  if (!url)
    return warning(
      "telegram-webhook",
      `no webhook is set, ${wanted} is configured`,
      "the next start sets it",
    );
  return fault(
    "telegram-webhook",
    `updates go to ${url}, ${webhook ? `not to ${wanted}` : "which a process that polls never sees"}`,
    `another program may use this bot: stop it or give it another bot; the next start here ${webhook ? "sets the address" : "removes the webhook"}`,
  );
};

const delivery = (
  { last_error_date: at, last_error_message: message }: WebhookInfo,
  now: Date,
): Finding[] => {
  if (at === undefined || now.getTime() / 1000 - at > recentSeconds) return [];
  return [
    fault(
      "telegram-delivery",
      `Telegram could not deliver at ${new Date(at * 1000).toISOString()}: ${message ?? "no reason given"}`,
      "check that TELEGRAM_WEBHOOK_URL reaches this process over HTTPS with a valid certificate",
    ),
  ];
};

const backlog = ({ pending_update_count: pending }: WebhookInfo): Finding[] =>
  pending < manyPending
    ? []
    : [
        warning(
          "telegram-backlog",
          `${pending} updates wait to be taken`,
          "start Domovoy; if it runs, look for errors in its log. Telegram keeps updates for 24 hours",
        ),
      ];
