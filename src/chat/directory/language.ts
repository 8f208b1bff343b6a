import { languages } from "../../core/directory/languages.ts";
import { setLanguage } from "../../core/directory/set-language.ts";
import { action } from "../action.ts";
import { translateCards } from "../cards.ts";
import type { Route, Turn } from "../route.ts";
import { t } from "../text.ts";
import { refusalText, say } from "./words.ts";

/** `/language`: which language everything is said in; `/language en` at once. */
export const languageRoutes: Route[] = [
  {
    kind: "command",
    name: "language",
    platforms: ["telegram", "slack"],
    audience: "everybody",
    description: "directory.command.language",
    handle: async (turn, args) => {
      const asked = languages.find((language) => language === args.trim().toLowerCase());
      if (asked) return choose(turn, asked);
      askLanguage(turn);
    },
  },
  { kind: "action", name: "dr.lang", handle: (turn, [language = ""]) => choose(turn, language) },
];

export const askLanguage = ({ respond }: Turn): void =>
  respond.show({
    ...say(t("directory.language.which")),
    buttons: [
      languages.map((language) => ({
        label: t(`directory.language.name.${language}`),
        do: { action: action("dr.lang", language) },
      })),
    ],
  });

/** The answer is in the language that was chosen: the turn's own is the one of before. */
const choose = async ({ work, respond }: Turn, language: string): Promise<void> => {
  const outcome = await setLanguage(work, { language });
  if (!outcome.ok) return respond.notice(refusalText(outcome), "alert");
  if (work.actor.kind === "person") await translateCards(work, work.actor.personId, outcome.value.language);
  respond.notice(t(`directory.language.set.${outcome.value.language}`));
};
