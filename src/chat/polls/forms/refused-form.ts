import type { Refused } from "../../../core/outcome.ts";
import type { FormResult } from "../../form.ts";
import { refusalText } from "../words.ts";
import { faultyField } from "./question-fields.ts";

/** A refusal as a form's answer, at the field that has to be corrected. */
export const refusedForm = (refusal: Refused<string>): FormResult => {
  const text = refusalText(refusal);
  const field = faultyField(refusal.code);
  return field === undefined ? { ok: false, text } : { ok: false, text, field };
};
