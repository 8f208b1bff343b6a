import { type Text, type Translate, t } from "../../../chat/text.ts";

/** Makes the words of one reader. */
export type Words = (text: Text) => string;

export const wordsOf =
  (translate: Translate, language: string): Words =>
  (text) =>
    translate(text, language);

/** What the adapter itself has to say, in locales/<language>/slack.json. */
export const own = (name: string): Text => t(`slack.${name}`);
