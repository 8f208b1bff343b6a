import { createChatCatalogue } from "../../chat/areas.ts";
import { type Text, t } from "../../chat/text.ts";
import { createTranslator } from "../../chat/translator.ts";
import { languages } from "../../core/directory/languages.ts";
import { localesFolder } from "../../package-paths.ts";
import type { MessageShortcut, SlashHint, Words } from "../../sandbox/page/wire.ts";

/** What the manifest of the Slack app offers: the commands of the catalogue and the shortcut of a message. */
export const slackMenus = (): { slashHints: SlashHint[]; shortcuts: MessageShortcut[] } => {
  const { translate } = createTranslator(localesFolder);
  const inEach = (text: Text): Words =>
    Object.fromEntries(languages.map((language) => [language, translate(text, language)]));
  const { commands } = createChatCatalogue({ staffChannel: null, botUsername: null }, translate);
  return {
    slashHints: commands
      .filter(({ platforms }) => platforms.includes("slack"))
      .map(({ name, description }) => ({ usage: name, does: inEach(t(description)) })),
    shortcuts: [{ callbackId: "request.file-for", name: inEach(t("slack.manifest.shortcut")) }],
  };
};
