import { app, readOverview, readSlack, readTelegram } from "./app.ts";
import { closeMenusOutside, startControls } from "./controls.ts";
import { byId } from "./dom.ts";
import { startGuide } from "./guide.ts";
import { logEntry, startLog } from "./log.ts";
import { applyTheme, drawLook, firstLanguage, watchTheme } from "./look.ts";
import { leaveAt } from "./place.ts";
import { startChannel } from "./slack/channel.ts";
import { startComposers } from "./slack/composer.ts";
import { startModal } from "./slack/modal.ts";
import { startSidebar } from "./slack/sidebar.ts";
import { drawTabs } from "./tabs.ts";
import { showTyping, startChat } from "./telegram/chat.ts";
import { startComposer } from "./telegram/composer.ts";
import { startPhones } from "./telegram/phones.ts";
import type { LiveEvent } from "./wire.ts";
import { say, speak } from "./words.ts";

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

/** What never changes. */
const drawFrame = (): void => {
  document.title = say("sandbox.page.title");
  for (const element of document.querySelectorAll<HTMLElement>("[data-say]"))
    element.textContent = say(element.dataset.say ?? "");
  for (const element of document.querySelectorAll<HTMLElement>("[data-label]"))
    element.setAttribute("aria-label", say(element.dataset.label ?? ""));
  drawLook(reopen);
  drawTabs();
};

/** In another language the page is drawn from the beginning, at the same place. */
const reopen = (): void => {
  const { userId, chatId } = app.telegram;
  const { user, channel, thread } = app.slack;
  const epoch = app.overview?.epoch ?? 0;
  leaveAt({ epoch, telegram: { userId, chatId }, slack: { user, channel, thread } });
  location.assign("/");
};

applyTheme();
watchTheme();
await speak(firstLanguage());
for (const start of [
  drawFrame,
  startComposer,
  startComposers,
  startControls,
  startGuide,
  startLog,
  startPhones,
  startChat,
  startSidebar,
  startChannel,
  startModal,
])
  start();
closeMenusOutside();
document.body.classList.remove("loading");
await readOverview().catch(() => undefined);
listen();
