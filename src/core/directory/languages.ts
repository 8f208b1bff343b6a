/** Languages that people may choose; each has a folder under locales/. */
export const languages = ["ru", "en"] as const;

export type Language = (typeof languages)[number];

/** The supported language of a BCP 47 tag, such as "ru-RU"; undefined when we don't speak it. */
export const supportedLanguage = (tag: string | null | undefined): Language | undefined => {
  const primary = tag?.toLowerCase().split(/[-_]/)[0];
  return languages.find((language) => language === primary);
};
