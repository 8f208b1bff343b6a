import type { BotCommand, BotCommandScope, LanguageCode } from "@grammyjs/types";
import type { Audience, CommandRoute } from "../../chat/route.ts";
import { type Text, type Translate, t } from "../../chat/text.ts";
import type { CommandReader } from "../../core/directory/command-readers.ts";
import { ApiError } from "./transport/api-error.ts";
import type { TelegramTransport } from "./transport/transport.ts";

export interface CommandLists {
  routes: readonly CommandRoute[];
  translate: Translate;
  /** Each gets a list of its own; the first also serves everybody whose language is none of them. */
  languages: readonly [string, ...string[]];
}

type Offered = (route: CommandRoute) => boolean;

const toAudiences =
  (...audiences: Audience[]): Offered =>
  ({ audience }) =>
    audiences.includes(audience);

/** Lists that many people share. */
const scopes: readonly { scope: BotCommandScope; offered: Offered }[] = [
  { scope: { type: "all_private_chats" }, offered: toAudiences("everybody", "resident") },
  { scope: { type: "all_group_chats" }, offered: ({ inGroups }) => inGroups === "everybody" },
  { scope: { type: "all_chat_administrators" }, offered: ({ inGroups }) => inGroups !== undefined },
];

const maxCommands = 100;
const maxDescription = 256;

type Calls = Pick<TelegramTransport, "call">;

/** Tells Telegram which commands to offer to whom, where its lists differ from the catalogue. */
export const publishCommands = async (transport: Calls, lists: CommandLists): Promise<void> => {
  for (const { scope, offered } of scopes)
    for (const [language, code] of codes(lists.languages))
      await publishList(transport, { scope, ...code }, commandsFor(offered, language, lists));
};

/**
 * The list of one person's private chat: a contractor has one of their own, in the language they chose, and others see
 * what all see. False when Telegram does not know the chat, which it may not any more.
 */
export const publishOwnCommands = async (
  transport: Calls,
  lists: CommandLists,
  { chatId, isContractor, isResident, language: chosen }: CommandReader,
): Promise<boolean> => {
  const scope: BotCommandScope = { type: "chat", chat_id: Number(chatId) };
  const offered = toAudiences("everybody", "contractor", ...(isResident ? (["resident"] as const) : []));
  try {
    for (const [language, code] of codes(lists.languages)) {
      const commands = isContractor ? commandsFor(offered, chosen ?? language, lists) : [];
      await publishList(transport, { scope, ...code }, commands);
    }
    return true;
  } catch (error) {
    if (error instanceof ApiError && (error.errorCode === 400 || error.errorCode === 403)) return false;
    throw error;
  }
};

const publishList = async (
  transport: Calls,
  where: { scope: BotCommandScope; language_code?: LanguageCode },
  commands: BotCommand[],
): Promise<void> => {
  if (same(await transport.call("getMyCommands", where), commands)) return;
  if (commands.length === 0) await transport.call("deleteMyCommands", where);
  else await transport.call("setMyCommands", { ...where, commands });
};

/** Also the empty code, for everybody whose language has no list. */
const codes = (languages: CommandLists["languages"]): [string, { language_code?: LanguageCode }][] => [
  [languages[0], {}],
  ...languages.map((language): [string, { language_code: LanguageCode }] => [
    language,
    { language_code: language as LanguageCode },
  ]),
];

const commandsFor = (offered: Offered, language: string, { routes, translate }: CommandLists): BotCommand[] =>
  routes
    .filter((route) => route.platforms.includes("telegram") && offered(route))
    .slice(0, maxCommands)
    .map(({ name, description }) => ({
      command: name,
      description: translate(t(description), language).slice(0, maxDescription),
    }));

const same = (a: readonly BotCommand[], b: readonly BotCommand[]): boolean =>
  a.length === b.length &&
  a.every(({ command, description }, index) => {
    const other = b[index];
    return other?.command === command && other.description === description;
  });

export interface BotProfile {
  /** Left as @BotFather has it if not given. */
  name?: Text;
  description: Text;
  shortDescription: Text;
}

/** Sets what people read before they press Start; only what differs, because Telegram limits such changes. */
export const publishProfile = async (
  transport: Pick<TelegramTransport, "call">,
  profile: BotProfile,
  { translate, languages }: Pick<CommandLists, "translate" | "languages">,
): Promise<void> => {
  for (const [language, code] of codes(languages)) {
    if (profile.name) {
      const name = translate(profile.name, language).slice(0, 64);
      const shown = await transport.call("getMyName", code);
      if (shown.name !== name) await transport.call("setMyName", { ...code, name });
    }
    const description = translate(profile.description, language).slice(0, 512);
    const shown = await transport.call("getMyDescription", code);
    if (shown.description !== description) {
      await transport.call("setMyDescription", { ...code, description });
    }
    const short = translate(profile.shortDescription, language).slice(0, 120);
    const shownShort = await transport.call("getMyShortDescription", code);
    if (shownShort.short_description !== short) {
      await transport.call("setMyShortDescription", { ...code, short_description: short });
    }
  }
};
