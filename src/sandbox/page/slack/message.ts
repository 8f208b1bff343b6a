import { inSlack } from "../api.ts";
import { app, readSlack } from "../app.ts";
import { type Child, h, icon } from "../dom.ts";
import { clockTime, shortDay } from "../times.ts";
import { attempt } from "../toast.ts";
import type { SlackFile, SlackMessage } from "../wire.ts";
import { inOwn, say } from "../words.ts";
import { blocksOf } from "./blocks.ts";
import { emoji } from "./emoji.ts";
import { pressingIn, tellOutcome } from "./message-acts.ts";
import { mrkdwn } from "./mrkdwn.ts";
import { face, nameOf, personOf } from "./names.ts";
import { openThread } from "./places.ts";

export const timeOf = (ts: string): number => Number(ts) * 1000;

/** One message with all that can be done to it. */
export const messageOf = (channel: string, message: SlackMessage, inThread: boolean): HTMLElement => {
  const { ts, user, ephemeral } = message;
  const isApp = personOf(user)?.isBot === true || user === "USLACKBOT";
  return h(
    "article",
    {
      class: `sl-message ${ephemeral ? "ephemeral" : ""}`,
      "data-ts": ts,
      "aria-label": `${nameOf(user)}, ${clockTime(timeOf(ts))}`,
    },
    face(user),
    h(
      "div",
      { class: "sl-content" },
      ephemeral ? h("div", { class: "sl-only-you" }, say("sandbox.slack.only-you")) : null,
      h(
        "div",
        { class: "sl-top" },
        h("b", null, nameOf(user)),
        isApp ? h("span", { class: "sl-app" }, say("sandbox.slack.app")) : null,
        h("time", null, clockTime(timeOf(ts))),
        message.edited && !isApp ? h("small", null, say("sandbox.slack.edited")) : null,
      ),
      contentOf(channel, message),
      (message.files ?? []).length > 0
        ? h("div", { class: "sl-file-row" }, message.files?.map(fileOf))
        : null,
      (message.reactions ?? []).length > 0
        ? h(
            "div",
            { class: "sl-reactions" },
            message.reactions?.map(({ name, count }) => h("span", null, `${emoji(name)} ${count}`)),
          )
        : null,
      !inThread && (message.reply_count ?? 0) > 0 ? repliesOf(message) : null,
    ),
    ephemeral ? null : actionsOf(channel, message, inThread),
  );
};

const contentOf = (channel: string, message: SlackMessage): Child => {
  const { blocks, text, ts, subtype } = message;
  if (subtype === "channel_join") return h("div", { class: "sl-quiet" }, mrkdwn(text));
  if (blocks && blocks.length > 0) return blocksOf(blocks, pressingIn({ channel, ts }));
  return text ? h("div", { class: "sl-lines" }, mrkdwn(text)) : null;
};

const fileOf = (file: SlackFile): HTMLElement => {
  const src = `/api/file/slack/${encodeURIComponent(file.id)}`;
  return file.mimetype.startsWith("image/")
    ? h(
        "a",
        { href: src, target: "_blank", rel: "noopener", class: "sl-image-file", "aria-label": file.title },
        h("img", { src, alt: file.title, width: file.original_w, height: file.original_h, loading: "lazy" }),
      )
    : h(
        "a",
        { href: src, download: file.name, class: "sl-file" },
        icon("file"),
        h("span", null, h("b", null, file.title), h("small", null, `${Math.ceil(file.size / 1000)} KB`)),
      );
};

const repliesOf = (message: SlackMessage): HTMLElement =>
  h(
    "button",
    { type: "button", class: "sl-replies", onclick: () => openThread(message.ts) },
    (message.reply_users ?? []).slice(0, 4).map((user) => face(user)),
    h("b", null, say("sandbox.slack.replies", { count: message.reply_count ?? 0 })),
    message.latest_reply
      ? h(
          "small",
          null,
          `${shortDay(timeOf(message.latest_reply))}, ${clockTime(timeOf(message.latest_reply))}`,
        )
      : null,
  );

const actionsOf = (channel: string, message: SlackMessage, inThread: boolean): HTMLElement => {
  const shortcuts = app.overview?.shortcuts ?? [];
  const menu = h(
    "details",
    { class: "menu left" },
    h(
      "summary",
      { role: "button", "aria-label": say("sandbox.slack.more"), title: say("sandbox.slack.more") },
      icon("more"),
    ),
    h(
      "div",
      { class: "menu-list" },
      shortcuts.map(({ callbackId, name }) =>
        h(
          "button",
          {
            type: "button",
            onclick: () => {
              menu.open = false;
              attempt(async () => {
                const { user } = app.slack;
                tellOutcome(await inSlack("messageShortcut", { user, channel, ts: message.ts, callbackId }));
                await readSlack();
              });
            },
          },
          inOwn(name),
        ),
      ),
    ),
  );
  return h(
    "div",
    { class: "sl-tools" },
    inThread
      ? null
      : h(
          "button",
          {
            type: "button",
            "aria-label": say("sandbox.slack.reply-in-thread"),
            title: say("sandbox.slack.reply-in-thread"),
            onclick: () => openThread(message.ts),
          },
          icon("thread"),
        ),
    shortcuts.length > 0 ? menu : null,
  );
};
