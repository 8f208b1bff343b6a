import { app } from "./app.ts";
import { byId, fill, h, icon, keep } from "./dom.ts";
import { jsonOf } from "./json-view.ts";
import { preciseTime } from "./times.ts";
import type { LogEntry } from "./wire.ts";
import { say } from "./words.ts";

const most = 400;
const nearPixels = 60;
const platforms = ["all", "telegram", "slack", "faults"] as const;

let filter: (typeof platforms)[number] = "all";
let words = "";
/** What came while the list stands. */
let held: LogEntry[] = [];

const fits = (entry: LogEntry): boolean => {
  if (filter === "faults" && entry.ok) return false;
  if ((filter === "telegram" || filter === "slack") && entry.platform !== filter) return false;
  return words === "" || `${entry.title} ${entry.detail}`.toLowerCase().includes(words);
};

/** Takes a line of the log; a line that is known already says how it ended. */
export const logEntry = (entry: LogEntry): void => {
  const target = app.log.paused ? held : app.log.entries;
  const known = target.findIndex(({ id }) => id === entry.id);
  if (known >= 0) target[known] = entry;
  else target.push(entry);
  if (app.log.entries.length > most) app.log.entries.splice(0, app.log.entries.length - most);
  drawSoon();
};

let waiting = false;
const drawSoon = (): void => {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => {
    waiting = false;
    draw();
  });
};

const draw = (): void => {
  const list = byId("log-list");
  const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < nearPixels;
  keep(
    list,
    app.log.entries.filter(fits).map((entry) => ({
      key: String(entry.id),
      version: `${entry.ok} ${entry.ms ?? ""}`,
      make: () => lineOf(entry),
    })),
  );
  if (atEnd) list.scrollTop = list.scrollHeight;
};

const lineOf = (entry: LogEntry): HTMLElement => {
  const line = h(
    "details",
    { class: `log-line ${entry.platform} ${entry.ok ? "" : "failed"}` },
    h(
      "summary",
      null,
      h("time", null, preciseTime(entry.at)),
      h("span", { class: "log-platform" }, entry.platform === "telegram" ? "Telegram" : "Slack"),
      h(
        "span",
        { class: "log-direction", title: say(`sandbox.log.${entry.direction}`) },
        entry.direction === "in" ? "→" : "←",
        h("span", { class: "unseen" }, say(`sandbox.log.${entry.direction}`)),
      ),
      h("code", null, entry.title),
      h("span", { class: "log-detail" }, entry.detail),
      h("span", { class: "log-ms" }, entry.ms === undefined ? "" : `${entry.ms} ms`),
    ),
  );
  line.addEventListener("toggle", () => {
    if (line.open && line.children.length === 1) line.append(jsonOf(entry.json));
    if (line.open) line.scrollIntoView({ block: "nearest" });
  });
  return line;
};

export const startLog = (): void => {
  const pause = h(
    "button",
    {
      type: "button",
      id: "log-pause",
      onclick: () => {
        app.log.paused = !app.log.paused;
        if (!app.log.paused) {
          app.log.entries.push(...held);
          held = [];
          draw();
        }
        label();
      },
    },
    "",
  );
  const label = (): void => {
    const text = say(app.log.paused ? "sandbox.log.go-on" : "sandbox.log.pause");
    fill(pause, icon(app.log.paused ? "play" : "pause"), h("span", { class: "unseen" }, text));
    pause.title = text;
    pause.setAttribute("aria-pressed", String(app.log.paused));
  };
  label();
  fill(
    byId("log-tools"),
    h("h2", null, say("sandbox.log.title")),
    h(
      "select",
      {
        "aria-label": say("sandbox.log.filter"),
        onchange: (event: Event) => {
          filter = (event.target as HTMLSelectElement).value as typeof filter;
          draw();
        },
      },
      platforms.map((name) =>
        h("option", { value: name, selected: name === filter }, say(`sandbox.log.show.${name}`)),
      ),
    ),
    h("input", {
      type: "search",
      placeholder: say("sandbox.log.find"),
      "aria-label": say("sandbox.log.find"),
      value: words,
      oninput: (event: Event) => {
        words = (event.target as HTMLInputElement).value.toLowerCase();
        draw();
      },
    }),
    pause,
    h(
      "button",
      {
        type: "button",
        id: "log-clear",
        onclick: () => {
          app.log.entries = [];
          draw();
        },
      },
      say("sandbox.log.clear"),
    ),
  );
  byId("log-list").replaceChildren();
  draw();
};
