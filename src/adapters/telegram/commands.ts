import type { BotCommand, LanguageCode } from "@grammyjs/types";
import type { Audience, CommandRoute } from "../../chat/route.ts";
import { type Text, type Translate, t } from "../../chat/text.ts";
import type { TelegramTransport } from "./transport/transport.ts";

export interface CommandLists {
  routes: readonly CommandRoute[];
  translate: Translate;
  /** Each gets a list of its own; the first also serves everybody whose language is none of them. */
  languages: readonly [string, ...string[]];
}

interface Scope {
  type: "all_private_chats" | "all_group_chats";
  audiences: readonly Audience[];
}

const scopes: readonly Scope[] = [
  { type: "all_private_chats", audiences: ["everybody", "resident"] },
  { type: "all_group_chats", audiences: ["everybody"] },
];

const maxCommands = 100;
const maxDescription = 256;

/** Tells Telegram which commands to offer to whom, where its lists differ from the catalogue. */
export const publishCommands = async (
  transport: Pick<TelegramTransport, "call">,
  lists: CommandLists,
): Promise<void> => {
  for (const { type, audiences } of scopes) {
    for (const [language, code] of codes(lists.languages)) {
      const commands = commandsFor(audiences, language, lists);
      const where = { scope: { type }, ...code };
      const shown = await transport.call("getMyCommands", where);
      if (same(shown, commands)) continue;
      if (commands.length === 0) await transport.call("deleteMyCommands", where);
      else await transport.call("setMyCommands", { ...where, commands });
    }
  }
};

/** Also the empty code, for everybody whose language has no list. */
const codes = (languages: CommandLists["languages"]): [string, { language_code?: LanguageCode }][] => [
  [languages[0], {}],
  ...languages.map((language): [string, { language_code: LanguageCode }] => [
    language,
    { language_code: language as LanguageCode },
  ]),
];

const commandsFor = (
  audiences: readonly Audience[],
  language: string,
  { routes, translate }: CommandLists,
): BotCommand[] =>
  routes
    .filter(({ platforms, audience }) => platforms.includes("telegram") && audiences.includes(audience))
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
