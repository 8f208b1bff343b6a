import { type Text, type TextParam, type Translate, t } from "../../../chat/text.ts";
import type { MeetingPapers } from "../../../core/meetings/meeting-papers.ts";
import { weightText } from "../../../chat/meetings/words.ts";

/** Everything that a paper says, in its language. */
export interface PaperWords {
  language: string;
  say(text: Text): string;
  /** A text of meetings.doc. */
  doc(key: string, params?: Record<string, TextParam>): string;
  weight(value: bigint): string;
}

export const paperWords = (
  { card }: Pick<MeetingPapers, "card">,
  translate: Translate,
  language: string,
): PaperWords => {
  const say = (text: Text): string => translate(text, language);
  return {
    language,
    say,
    doc: (key, params) => say(t(`meetings.doc.${key}`, params)),
    weight: (value) => say(weightText(card.meeting.policy.weight, value, card.scale)),
  };
};
