import type { LogEntry } from "../page/wire.ts";
import type { SandboxEvent } from "../telegram/world/events.ts";

type Line = Omit<LogEntry, "id">;

const cut = (text: string, length = 90): string =>
  text.length > length ? `${text.slice(0, length - 1)}…` : text;

/** A line of the log for an event of the local Telegram; most have none. */
export const telegramLine = (event: SandboxEvent): Line | undefined => {
  if (event.type === "update") {
    const [kind = "update"] = Object.keys(event.update).filter((name) => name !== "update_id");
    return {
      platform: "telegram",
      at: event.at,
      direction: "in",
      title: kind,
      detail: cut(wordsOf(event.update)),
      ok: true,
      json: event.update,
    };
  }
  if (event.type !== "call" || event.call.method === "getUpdates") return undefined;
  const { method, params, status, response, ms, files, fault } = event.call;
  return {
    platform: "telegram",
    at: event.call.startedAt,
    direction: "out",
    title: method,
    detail: cut(status === 200 ? wordsOf(params) : describe(response) || `HTTP ${status}`),
    ok: status === 200,
    ms,
    json: { params, ...(files.length > 0 ? { files } : {}), response, ...(fault ? { fault } : {}) },
  };
};

/** The first words for people in a payload. */
const wordsOf = (value: unknown): string => {
  const found = firstString(value, ["text", "caption", "data", "action", "command"], 4);
  return (found ?? "").replace(/<[^>]+>/g, "").replace(/\s+/g, " ");
};

const firstString = (value: unknown, names: readonly string[], depth: number): string | undefined => {
  if (typeof value !== "object" || value === null || depth === 0) return undefined;
  const entries = Object.entries(value);
  for (const [name, item] of entries) if (names.includes(name) && typeof item === "string") return item;
  for (const [, item] of entries) {
    const found = firstString(item, names, depth - 1);
    if (found !== undefined) return found;
  }
  return undefined;
};

const describe = (response: unknown): string =>
  typeof response === "object" && response !== null && "description" in response
    ? String(response.description)
    : "";
