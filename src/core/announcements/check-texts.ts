import { languages } from "../directory/languages.ts";
import { done, type Outcome, refused } from "../outcome.ts";
import { announcementLimits, type Texts, type Words } from "./announcement.ts";

export type TextsMistake = "text-missing" | "title-missing" | "title-too-long" | "body-too-long";

/** The texts without outer blanks and empty languages; at least one language must be whole. */
export const checkTexts = (texts: Texts): Outcome<Texts, TextsMistake> => {
  const checked: Record<string, Words> = {};
  for (const language of languages) {
    const title = texts[language]?.title.trim() ?? "";
    const body = texts[language]?.body.trim() ?? "";
    if (title === "" && body === "") continue;
    if (title === "") return refused("title-missing", { language });
    if (body === "") return refused("text-missing", { language });
    if (title.length > announcementLimits.title)
      return refused("title-too-long", { max: announcementLimits.title, length: title.length });
    if (body.length > announcementLimits.body)
      return refused("body-too-long", { max: announcementLimits.body, length: body.length });
    checked[language] = { title, body };
  }
  return Object.keys(checked).length === 0 ? refused("text-missing", { language: "" }) : done(checked);
};
