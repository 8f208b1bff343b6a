import { weightText } from "../../../chat/meetings/words.ts";
import { moment, type Text, type TextParam, type Translate, t } from "../../../chat/text.ts";
import type { MeetingPapers } from "../../../core/meetings/meeting-papers.ts";

/** Everything that a paper says, in its language. */
export interface PaperWords {
  language: string;
  say(text: Text): string;
  /** A text of meetings.doc. */
  doc(key: string, params?: Record<string, TextParam>): string;
  /** Of a weight, or of what is one of so many equal parts of it. */
  weight(value: bigint, parts?: bigint): string;
  /** A day with its year, and the time on the house's clock. */
  at(when: Date): string;
  day(when: Date): string;
}

export const paperWords = (
  { card }: Pick<MeetingPapers, "card">,
  translate: Translate,
  language: string,
): PaperWords => {
  const say = (text: Text): string => translate(text, language);
  const told = (when: Date, style: "date" | "time"): string =>
    say(t("meetings.card.at", { at: moment(when, card.timeZone, style) }));
  return {
    language,
    say,
    doc: (key, params) => say(t(`meetings.doc.${key}`, params)),
    at: (when) => `${told(when, "date")}, ${told(when, "time")}`,
    day: (when) => told(when, "date"),
    weight: (value, parts = 1n) => say(weightText(card.meeting.policy.weight, value, card.scale * parts)),
  };
};
