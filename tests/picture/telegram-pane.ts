import type { BothChats, TelegramMessage } from "./play-both-chats.ts";
import { escapeHtml, telegramHtml } from "./rich-text.ts";
import { dataUrl, timeAt } from "./shown.ts";

/** The resident's private chat with the bot, from her first photo on. */
export const telegramPane = ({ messages, photo }: BothChats["telegram"]): string => {
  const first = messages.findIndex(({ media }) => media);
  const bubbles = messages.slice(first).map((message) => bubble(message, photo));
  return `<section class="tg">
    <header><span class="back">‹</span><span class="avatar">D</span><span><b>Domovoy</b><small>bot</small></span><span class="more">⋮</span></header>
    <main>${bubbles.join("\n")}</main>
    <footer><span class="menu">☰ Menu</span><span class="field">Message</span><span class="clip">${clip}</span></footer>
  </section>`;
};

const bubble = (message: TelegramMessage, photo: BothChats["telegram"]["photo"]): string => {
  const { fromBot, text, entities, media, date, editedAt, buttons } = message;
  const picture = media ? `<img src="${dataUrl(photo(media.fileId))}" alt="">` : "";
  const edited = fromBot && editedAt ? "edited " : "";
  const ticks = fromBot ? "" : `<i class="ticks">${tick}</i>`;
  const words = text
    ? `<div class="words">${telegramHtml(text, entities)}<time>${edited}${timeAt(date)} ${ticks}</time></div>`
    : "";
  const rows = buttons.map(
    (row) =>
      `<div class="row">${row.map((button) => `<span class="key ${button.style ?? ""}">${escapeHtml(button.text)}</span>`).join("")}</div>`,
  );
  return `<div class="message ${fromBot ? "in" : "out"}"><div class="bubble">${picture}${words}</div>${rows.join("")}</div>`;
};

const tick = `<svg viewBox="0 0 20 12" width="16" height="10"><path d="M1 6.5l4 4L13 2M9.5 10l1 .5L18.5 2" fill="none" stroke="#4fae4e" stroke-width="1.6"/></svg>`;

const clip = `<svg viewBox="0 0 24 24" width="22" height="22"><path d="M20 11.5l-8.3 8.2a5 5 0 0 1-7.1-7.1l8.4-8.3a3.4 3.4 0 0 1 4.8 4.8l-8.3 8.2a1.7 1.7 0 0 1-2.4-2.4l7.6-7.5" fill="none" stroke="#8a949c" stroke-width="1.7"/></svg>`;
