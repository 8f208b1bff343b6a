import { app, onPart } from "../app.ts";
import { byId, fill, h, type Item, icon, keep } from "../dom.ts";
import { stickToEnd } from "../stick.ts";
import { dayAndMonth, dayKey } from "../times.ts";
import type { SlackMessage } from "../wire.ts";
import { language, say } from "../words.ts";
import { blocksOf } from "./blocks.ts";
import { messageOf, timeOf } from "./message.ts";
import { pressingIn } from "./message-acts.ts";
import { openHome, openPlace, openThread } from "./places.ts";

const shown = { channel: "", thread: "" };

const items = (channel: string, messages: readonly SlackMessage[], inThread: boolean): Item[] => {
  const made: Item[] = [];
  let day = "";
  for (const message of messages) {
    const at = timeOf(message.ts);
    if (!inThread && dayKey(at) !== day) {
      day = dayKey(at);
      made.push({
        key: `day-${day}`,
        version: language(),
        make: () => h("div", { class: "sl-day" }, h("span", null, dayAndMonth(at))),
      });
    }
    made.push({
      key: `${channel}/${message.ts}`,
      version: JSON.stringify([message, language(), app.slack.user, app.overview?.people.length]),
      make: () => messageOf(channel, message, inThread),
    });
  }
  return made;
};

const ends = new Map<string, ReturnType<typeof stickToEnd>>();

/** Draws messages; another list begins at its end. */
const drawList = (id: string, made: readonly Item[], isOther: boolean): void => {
  const list = byId(id);
  const end = ends.get(id) ?? stickToEnd(list);
  ends.set(id, end);
  keep(list, made);
  if (isOther) end.toEnd();
};

const drawChannel = (): void => {
  const { screen, tab, thread } = app.slack;
  const place = screen?.places.find(({ id }) => id === screen.channel);
  fill(
    byId("sl-title"),
    h("b", null, place ? (place.kind === "channel" ? `# ${place.name}` : place.name) : ""),
    place?.kind === "direct"
      ? h(
          "span",
          { class: "sl-tabs", role: "tablist" },
          tabButton("home", tab === "home", () => openHome(place.id)),
          tabButton("messages", tab === "messages", () => openPlace(place.id)),
        )
      : null,
  );
  const isHome = tab === "home" && place?.kind === "direct";
  byId("sl-home").hidden = !isHome;
  byId("sl-messages").hidden = isHome;
  byId("sl-write").hidden = isHome || !screen;
  if (!screen) {
    keep(byId("sl-messages"), []);
    shown.channel = "";
  } else if (isHome) drawHome();
  else {
    drawList(
      "sl-messages",
      items(screen.channel, screen.messages, false),
      shown.channel !== screen.channel + screen.user,
    );
    shown.channel = screen.channel + screen.user;
  }
  const threadMessages = thread === null ? null : (screen?.thread ?? null);
  byId("sl-thread").hidden = threadMessages === null;
  byId("slack").classList.toggle("thread-open", threadMessages !== null);
  if (threadMessages && screen) {
    drawList("sl-thread-messages", items(screen.channel, threadMessages, true), shown.thread !== thread);
    shown.thread = thread ?? "";
  } else shown.thread = "";
};

const tabButton = (name: "home" | "messages", selected: boolean, run: () => void): HTMLElement =>
  h(
    "button",
    { type: "button", role: "tab", "aria-selected": String(selected), onclick: run },
    say(`sandbox.slack.tab.${name}`),
  );

const drawHome = (): void => {
  const home = app.slack.screen?.home;
  const blocks = home && Array.isArray(home.blocks) ? home.blocks : [];
  keep(byId("sl-home"), [
    {
      key: "home",
      version: JSON.stringify([home?.hash, language(), app.slack.user]),
      make: () =>
        h(
          "div",
          { class: "sl-home" },
          home
            ? blocksOf(blocks, pressingIn({ in: "home" }))
            : h("p", { class: "sl-quiet" }, say("sandbox.slack.no-home")),
        ),
    },
  ]);
};

export const startChannel = (): void => {
  fill(
    byId("sl-thread-title"),
    h("b", null, say("sandbox.slack.thread")),
    h(
      "button",
      { type: "button", "aria-label": say("sandbox.slack.close-thread"), onclick: () => openThread(null) },
      icon("close"),
    ),
  );
  onPart("slack", drawChannel);
};
