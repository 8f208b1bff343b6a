import { type Emergency, emergencyInText } from "../../core/requests/emergency.ts";
import { emergencyWords } from "../../core/requests/emergency-words.ts";
import type { FieldInput } from "../event.ts";
import { type Text, t } from "../text.ts";

export const emergencyIn = (text: string): Emergency | null => emergencyInText(emergencyWords(), text);

/** What must be said before anything else when life is in danger: call 112. */
export const emergencyRemark = (value: FieldInput): Text | undefined => {
  const found = value.kind === "text" ? emergencyIn(value.text) : null;
  return found?.call112 ? t(`requests.emergency.${found.kind}`) : undefined;
};
