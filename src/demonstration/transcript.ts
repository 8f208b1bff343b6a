import type { SlackServer } from "../sandbox/slack/server.ts";
import type { TelegramServer } from "../sandbox/telegram/server.ts";

interface SlackBlock {
  type: string;
  text?: { text?: string };
  fields?: { text?: string }[];
  elements?: { type: string; text?: string | { text?: string } }[];
}

/** A private Telegram chat as its person sees it, one line or more a message. */
export const telegramTranscript = (
  telegram: TelegramServer,
  chatId: number,
  person: string,
  bot: string,
): string =>
  telegram
    .messages(chatId)
    .map((message) => {
      const media = message.media ? `[${message.media.kind}] ` : "";
      const buttons = message.buttons
        .map((row) => `\n${row.map(({ text }) => `[ ${text} ]`).join(" ")}`)
        .join("");
      return said(message.fromBot ? bot : person, `${media}${message.text ?? ""}${buttons}`);
    })
    .join("\n");

/** The staff channel with its threads. */
export const slackTranscript = (slack: SlackServer, channel: string): string =>
  slack
    .messages(channel)
    .flatMap((message) =>
      slack.thread(channel, message.ts).map((each) => ({ each, reply: each.ts !== message.ts })),
    )
    .map(({ each, reply }) => indent(said(nameIn(slack, each.user), slackText(each)), reply ? "    " : ""))
    .join("\n");

const nameIn = (slack: SlackServer, user: string | undefined): string => {
  const users = slack.state().users as { id: string; realName: string }[];
  return users.find(({ id }) => id === user)?.realName ?? "Domovoy";
};

const slackText = (message: {
  text?: string;
  blocks?: readonly unknown[];
  files?: readonly unknown[];
}): string => {
  const files = message.files?.length ? `[${message.files.length} × file] ` : "";
  const blocks = (message.blocks ?? []) as SlackBlock[];
  const lines = blocks.flatMap(blockLines);
  return files + (lines.length > 0 ? lines.join("\n") : (message.text ?? ""));
};

const blockLines = (block: SlackBlock): string[] => {
  if (block.type === "actions")
    return [(block.elements ?? []).map(({ text }) => `[ ${plain(text)} ]`).join(" ")];
  if (block.type === "context") return (block.elements ?? []).map(({ text }) => plain(text));
  if (block.type === "rich_text") return [richText(block)];
  return [
    ...(block.text?.text ? [block.text.text] : []),
    ...(block.fields ?? []).map(({ text }) => (text ?? "").replace("\n", " ")),
  ];
};

const plain = (text: string | { text?: string } | undefined): string =>
  (typeof text === "object" ? text.text : text) ?? "";

const richText = (value: unknown): string => {
  if (typeof value !== "object" || value === null) return "";
  if ("text" in value && typeof value.text === "string") return value.text;
  return "elements" in value && Array.isArray(value.elements) ? value.elements.map(richText).join("") : "";
};

const said = (who: string, text: string): string => `${who}:\n${indent(text, "  ")}\n`;

const indent = (text: string, by: string): string => text.replace(/^(?=.)/gm, by);
