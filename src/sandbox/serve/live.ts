import type { ServerResponse } from "node:http";
import type { LiveEvent, LogEntry } from "../page/wire.ts";
import { slackEnding, slackLine } from "./log-slack.ts";
import { telegramLine } from "./log-telegram.ts";
import type { SandboxHost, Stage } from "./stage.ts";

const kept = 600;

/** Passes on what happens on both platforms to every open page, and remembers the newest of it. */
export interface Live {
  /** Sends events to this response until it closes; first the lines of the log after `after`. */
  stream(response: ServerResponse, after: number): void;
  tell(event: LiveEvent): void;
  stop(): void;
}

export const createLive = (host: SandboxHost): Live => {
  const log: LogEntry[] = [];
  const pages = new Set<ServerResponse>();
  const open = new Map<string, LogEntry>();
  let lastId = 0;
  let watched: Stage | undefined;
  let unwatch: () => void = () => undefined;

  const tell = (event: LiveEvent): void => {
    // While the first data are being made, the page would only slow them down by looking at each.
    if (event.type !== "sandbox" && host.progress() !== null) return;
    const text = `data: ${JSON.stringify(event)}\n\n`;
    for (const page of pages) page.write(text);
  };
  const note = (line: Omit<LogEntry, "id">): LogEntry => {
    const entry = { ...line, id: ++lastId };
    log.push(entry);
    if (log.length > kept * 1.2) log.splice(0, log.length - kept);
    tell({ type: "log", entry });
    return entry;
  };

  const watch = (): void => {
    const stage = host.stage();
    if (stage === watched) return;
    unwatch();
    watched = stage;
    open.clear();
    log.length = 0;
    if (!stage) return;
    const stopTelegram = stage.telegram.onEvent((event) => {
      const line = telegramLine(event);
      if (line) note(line);
      if (event.type === "chat-action") tell({ type: "typing", chatId: event.chatId });
      if (["message", "callback-answered", "membership", "commands"].includes(event.type))
        tell({ type: "changed", platform: "telegram" });
    });
    const stopSlack = stage.slack.onEvent((event) => {
      const found = slackLine(event);
      if (found) {
        const entry = note(found.line);
        if (found.key) open.set(found.key, entry);
      }
      const ending = slackEnding(event);
      const begun = ending && open.get(ending.key);
      if (ending && begun) {
        open.delete(ending.key);
        Object.assign(begun, { ok: ending.ok, ms: ending.ms });
        tell({ type: "log", entry: begun });
      }
      if (!found && !ending && event.kind !== "delivery_settled")
        tell({ type: "changed", platform: "slack" });
      if (found?.line.title.startsWith("views.")) tell({ type: "changed", platform: "slack" });
    });
    unwatch = () => {
      stopTelegram();
      stopSlack();
    };
  };
  const stopHost = host.onChange(() => {
    watch();
    tell({ type: "sandbox" });
  });
  watch();

  return {
    tell,
    stream: (response, after) => {
      response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
      response.write(": open\n\n");
      for (const entry of log.filter(({ id }) => id > after))
        response.write(`data: ${JSON.stringify({ type: "log", entry } satisfies LiveEvent)}\n\n`);
      pages.add(response);
      response.on("close", () => pages.delete(response));
    },
    stop: () => {
      stopHost();
      unwatch();
      for (const page of pages) page.end();
    },
  };
};
