import type { BothChats, SlackMessage } from "./play-both-chats.ts";
import { escapeHtml } from "./rich-text.ts";
import { dataUrl, timeAt } from "./shown.ts";
import { blockHtml } from "./slack-blocks.ts";

type Slack = BothChats["slack"];

/** The staff channel, and beside it the thread under the story's card. */
export const slackPane = (slack: Slack): string => {
  const { channel, thread } = slack;
  const [, ...replies] = thread;
  return `<section class="slack">
    <header><span class="search">${glass} Search Дом на Ленина</span></header>
    <nav><span class="workspace">Д</span><span class="item on">${house}<small>Home</small></span><span class="item">${speech}<small>DMs</small></span><span class="item">${bell}<small>Activity</small></span></nav>
    <div class="channel"><h2><b>#</b> staff</h2><main><div class="line">Today</div>${channel.map((message) => messageHtml(message, slack, threadBar(message))).join("")}</main>
      <footer>Message #staff</footer></div>
    <div class="thread"><h2>Thread <small># staff</small></h2><main><div class="line">${replies.length} replies</div>${replies.map((message) => messageHtml(message, slack)).join("")}</main>
      <footer>Reply…</footer></div>
  </section>`;
};

const messageHtml = (message: SlackMessage, slack: Slack, below = ""): string => {
  const isApp = message.bot_id !== undefined;
  const name = isApp ? "Domovoy" : slack.nameOf(message.user ?? "");
  const badge = isApp ? `<span class="app">APP</span>` : "";
  const files = (message.files ?? []).map(
    ({ id, name: file }) =>
      `<div class="file"><small>${escapeHtml(String(file))}</small><img src="${dataUrl(slack.file(String(id)))}" alt=""></div>`,
  );
  const blocks = (message.blocks ?? []).map(blockHtml);
  return `<article><span class="face ${isApp ? "bot" : ""}">${isApp ? roof : escapeHtml(initials(name))}</span><div>
    <div class="who"><b>${escapeHtml(name)}</b>${badge}<time>${timeAt(Number(message.ts))}</time></div>
    ${blocks.join("")}${files.join("")}${below}</div></article>`;
};

const threadBar = ({ reply_count: replies, latest_reply: last }: SlackMessage): string =>
  replies
    ? `<div class="replies"><span class="face bot">${roof}</span><span class="face">OO</span><b>${replies} replies</b><small>Last reply today at ${timeAt(Number(last))}</small></div>`
    : "";

const initials = (name: string): string =>
  name
    .split(" ")
    .map((part) => part[0])
    .join("")
    .slice(0, 2);

const icon = (path: string, size: number, colour: string): string =>
  `<svg viewBox="0 0 24 24" width="${size}" height="${size}" fill="none" stroke="${colour}" stroke-width="1.8" stroke-linejoin="round" stroke-linecap="round">${path}</svg>`;

const roof = icon(`<path d="M3 12l9-8 9 8M6 10v10h12V10M10 20v-5h4v5"/>`, 22, "#fff");
const house = icon(`<path d="M3 12l9-8 9 8M6 10v10h12V10"/>`, 20, "#fff");
const speech = icon(`<path d="M4 5h16v11H10l-4 4v-4H4z"/>`, 20, "#fff");
const bell = icon(`<path d="M6 16V11a6 6 0 0 1 12 0v5l2 2H4zM10 20a2 2 0 0 0 4 0"/>`, 20, "#fff");
const glass = icon(`<circle cx="11" cy="11" r="6"/><path d="M16 16l4 4"/>`, 14, "#d9c7da");
