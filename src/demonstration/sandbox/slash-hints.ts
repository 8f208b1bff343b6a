import { createChatCatalogue } from "../../chat/areas.ts";
import { t } from "../../chat/text.ts";
import { createTranslator } from "../../chat/translator.ts";
import { languages } from "../../core/directory/languages.ts";
import { localesFolder } from "../../package-paths.ts";
import type { SlashHint } from "../../sandbox/page/wire.ts";

/** What can follow /domovoy, from the catalogue that routes it. */
export const slashHints = (): SlashHint[] => {
  const { translate } = createTranslator(localesFolder);
  return createChatCatalogue({ staffChannel: null, botUsername: null }, translate)
    .commands.filter(({ platforms }) => platforms.includes("slack"))
    .map(({ name, description }) => ({
      usage: name,
      does: Object.fromEntries(languages.map((language) => [language, translate(t(description), language)])),
    }));
};
