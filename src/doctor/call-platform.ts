import { z } from "zod";
import type { SlackConfig, TelegramConfig } from "../config.ts";

export type Answer =
  | { kind: "answered"; body: Record<string, unknown>; headers: Headers; at: Date }
  | { kind: "silent"; why: string };

const timeoutMs = 15_000;
const object = z.record(z.string(), z.unknown());

/** Calls the Bot API; what it refuses is an answer too. */
export const callTelegram = (
  { apiRoot, token }: TelegramConfig,
  method: string,
  params: Record<string, string | number> = {},
): Promise<Answer> =>
  post(`${apiRoot.replace(/\/$/, "")}/bot${token}/${method}`, JSON.stringify(params), {
    "content-type": "application/json",
  });

/** Calls Slack's Web API with the bot's token, or the given one. */
export const callSlack = (
  { apiUrl, botToken }: SlackConfig,
  method: string,
  params: Record<string, string> = {},
  token = botToken,
): Promise<Answer> =>
  post(`${apiUrl.replace(/\/?$/, "/")}${method}`, new URLSearchParams(params).toString(), {
    "content-type": "application/x-www-form-urlencoded",
    authorization: `Bearer ${token}`,
  });

const post = async (url: string, body: string, headers: Record<string, string>): Promise<Answer> => {
  try {
    const signal = AbortSignal.timeout(timeoutMs);
    const response = await fetch(url, { method: "POST", headers, body, signal });
    const parsed = object.safeParse(await response.json());
    if (!parsed.success) return { kind: "silent", why: `HTTP ${response.status} without a sensible body` };
    return { kind: "answered", body: parsed.data, headers: response.headers, at: new Date() };
  } catch (error) {
    return { kind: "silent", why: reasonOf(error) };
  }
};

/** fetch says only that it failed; the reason is its cause. The address may hold a token and is not repeated. */
const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  if (error.name === "TimeoutError") return `no answer within ${timeoutMs / 1000} s`;
  return error.cause instanceof Error && error.cause.message ? error.cause.message : error.message;
};
