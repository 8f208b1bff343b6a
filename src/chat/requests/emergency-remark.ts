import { type Emergency, emergencyInText } from "../../core/requests/emergency.ts";
import { emergencyWords } from "../../core/requests/emergency-words.ts";
import type { FieldInput } from "../event.ts";
import { type Text, t } from "../text.ts";

let last: { text: string; found: Emergency | null } | undefined;

/** The emergency that a text tells of. The last answer is kept, since each field of a form asks of the same text. */
export const emergencyIn = (text: string): Emergency | null => {
  if (last?.text !== text) last = { text, found: emergencyInText(emergencyWords(), text) };
  return last.found;
};

/** What must be said before anything else when life is in danger: call 112. */
export const emergencyRemark = (value: FieldInput): Text | undefined => {
  const found = value.kind === "text" ? emergencyIn(value.text) : null;
  return found?.call112 ? t(`requests.emergency.${found.kind}`) : undefined;
};
