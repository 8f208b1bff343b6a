import { app, readOverview, readSlack, readTelegram, redraw } from "./app.ts";
import { closeMenusOutside, startControls } from "./controls.ts";
import { byId } from "./dom.ts";
import { startGuide } from "./guide.ts";
import { logEntry, startLog } from "./log.ts";
import { applyTheme, drawLook, firstLanguage, watchTheme } from "./look.ts";
import { startChannel } from "./slack/channel.ts";
import { startComposers } from "./slack/composer.ts";
import { startModal } from "./slack/modal.ts";
import { startSidebar } from "./slack/sidebar.ts";
import { drawTabs } from "./tabs.ts";
import { showTyping, startChat } from "./telegram/chat.ts";
import { startComposer } from "./telegram/composer.ts";
import { startPhones } from "./telegram/phones.ts";
import { tellFault } from "./toast.ts";
import type { LiveEvent } from "./wire.ts";
import { type Language, say, speak } from "./words.ts";

const gatherMs = 40;
const waiting = new Map<() => Promise<void>, number>();

/** Many things happen at once; what they changed is read once. */
const soon = (read: () => Promise<void>): void => {
  if (waiting.has(read)) return;
  waiting.set(
    read,
    window.setTimeout(() => {
      waiting.delete(read);
      read().catch(() => undefined);
    }, gatherMs),
  );
};

const listen = (): void => {
  const stream = new EventSource("/api/live");
  stream.onmessage = ({ data }: MessageEvent<string>) => take(JSON.parse(data) as LiveEvent);
  stream.onopen = () => {
    byId("offline").hidden = true;
    app.log.entries = [];
    for (const read of [readOverview, readTelegram, readSlack]) soon(read);
  };
  stream.onerror = () => {
    byId("offline").hidden = false;
  };
};

const take = (event: LiveEvent): void => {
  switch (event.type) {
    case "log":
      logEntry(event.entry);
      return;
    case "typing":
      showTyping(event.chatId);
      return;
    case "sandbox":
      for (const read of [readOverview, readTelegram, readSlack]) soon(read);
      return;
    case "changed":
      soon(readOverview);
      soon(event.platform === "telegram" ? readTelegram : readSlack);
  }
};

/** What never changes but its language. */
const drawFrame = (): void => {
  document.title = say("sandbox.page.title");
  for (const element of document.querySelectorAll<HTMLElement>("[data-say]"))
    element.textContent = say(element.dataset.say ?? "");
  for (const element of document.querySelectorAll<HTMLElement>("[data-label]"))
    element.setAttribute("aria-label", say(element.dataset.label ?? ""));
  drawLook((to) => void changeLanguage(to).catch(tellFault));
  drawTabs();
};

const changeLanguage = async (to: Language): Promise<void> => {
  await speak(to);
  start();
  for (const part of ["overview", "telegram", "slack"] as const) redraw(part);
};

let started = false;

/** Draws what is there once, and again in another language. */
const start = (): void => {
  drawFrame();
  startComposer();
  startComposers();
  startControls();
  startGuide();
  startLog();
  startChannel();
  if (started) return;
  started = true;
  startPhones();
  startChat();
  startSidebar();
  startModal();
};

applyTheme();
watchTheme();
await speak(firstLanguage());
start();
closeMenusOutside();
document.body.classList.remove("loading");
listen();
