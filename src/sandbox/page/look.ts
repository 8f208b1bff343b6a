import { byId, fill, h } from "./dom.ts";
import { type Language, language, languages, say } from "./words.ts";

const themes = ["auto", "light", "dark"] as const;
type Theme = (typeof themes)[number];

const themeKey = "domovoy-theme";
const languageKey = "domovoy-language";
const dark = matchMedia("(prefers-color-scheme: dark)");

const chosenTheme = (): Theme => themes.find((theme) => theme === localStorage.getItem(themeKey)) ?? "auto";

/** Light or dark, as chosen or as the machine is set. */
export const applyTheme = (): void => {
  const theme = chosenTheme();
  const isDark = theme === "dark" || (theme === "auto" && dark.matches);
  document.documentElement.dataset.theme = isDark ? "dark" : "light";
};

/** What was chosen before, else the browser's language. */
export const firstLanguage = (): Language => {
  const asked = new URLSearchParams(location.search).get("language");
  const wanted = [
    asked,
    localStorage.getItem(languageKey),
    ...navigator.languages.map((tag) => tag.slice(0, 2)),
  ];
  for (const tag of wanted) {
    const known = languages.find((each) => each === tag);
    if (known) return known;
  }
  return "en";
};

const names: Readonly<Record<Language, { short: string; long: string }>> = {
  ru: { short: "RU", long: "Русский" },
  en: { short: "EN", long: "English" },
};

/** The switches of language and theme; `reopen` draws the page in the new language. */
export const drawLook = (reopen: () => void): void => {
  fill(
    byId("look"),
    h(
      "select",
      {
        id: "language",
        "aria-label": say("sandbox.page.language"),
        onchange: (event: Event) => {
          const to = (event.target as HTMLSelectElement).value as Language;
          localStorage.setItem(languageKey, to);
          reopen();
        },
      },
      languages.map((each) =>
        h(
          "option",
          { value: each, selected: each === language(), lang: each, title: names[each].long },
          names[each].short,
        ),
      ),
    ),
    h(
      "select",
      {
        id: "theme",
        "aria-label": say("sandbox.page.theme"),
        onchange: (event: Event) => {
          localStorage.setItem(themeKey, (event.target as HTMLSelectElement).value);
          applyTheme();
        },
      },
      themes.map((theme) =>
        h("option", { value: theme, selected: theme === chosenTheme() }, say(`sandbox.page.theme-${theme}`)),
      ),
    ),
  );
};

export const watchTheme = (): void => dark.addEventListener("change", applyTheme);
