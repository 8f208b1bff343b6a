import type { Refused } from "../../core/outcome.ts";
import { type Text, t } from "../text.ts";

/** A use case's refusal as a sentence that says what to do. */
export const refusalText = ({ code, params }: Refused<string>): Text => t(`messages.refusal.${code}`, params);
