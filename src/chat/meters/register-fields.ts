import { judgeReading } from "../../core/meters/judge-reading.ts";
import { parseReading } from "../../core/meters/parse-reading.ts";
import type { ShownRegister } from "../../core/meters/unit-registers.ts";
import { choiceOf, textOf, typedIn } from "../answers.ts";
import type { FormInput } from "../event.ts";
import type { Field } from "../form.ts";
import { type Text, t } from "../text.ts";
import { dayParam, quantityText, refusalText, registerWord, withMeasure } from "./words.ts";

/** What somebody said of one register. */
export interface RegisterAnswer {
  register: ShownRegister;
  value: bigint;
  confirmed: boolean;
  turned: boolean;
  /** The message in which it was typed: platform:chat:message. */
  source: string | null;
}

/** So often a value may be typed anew before the register is left for later. */
const tries = [1, 2, 3] as const;

const longestReading = 20;

/**
 * The questions for a register, asked step by step: its value, and when that looks mistyped, whether it is right, or to
 * be typed anew. `at` tells the registers of a form apart.
 */
export const registerFields = (register: ShownRegister, at: number): Field[] =>
  tries.flatMap((attempt) => [valueField(register, at, attempt), confirmField(register, at, attempt)]);

/** The value that stands at the end of those questions; undefined when the register was left out. */
export const registerAnswer = (
  register: ShownRegister,
  at: number,
  input: FormInput,
): RegisterAnswer | undefined => {
  for (const attempt of tries) {
    const value = typedValue(register, at, attempt, input);
    if (value === null) continue;
    const said = choiceOf(input, confirmName(at, attempt, value));
    if (said === "again") continue;
    const source = typedIn(input, valueName(at, attempt));
    return { register, value, confirmed: said !== null, turned: said === "turned", source };
  }
  return undefined;
};

export const valueName = (at: number, attempt = 1): string => `v${at}.${attempt}`;

const confirmName = (at: number, attempt: number, value: bigint): string => `c${at}.${attempt}.${value}`;

const valueField = (register: ShownRegister, at: number, attempt: number): Field => ({
  name: valueName(at, attempt),
  label: t("meters.give.value", { register: registerWord(register.meter, register.zone) }),
  hint: hintOf(register),
  optional: true,
  input: { kind: "text", maxLength: longestReading },
  validate: (given) => (given.kind === "text" ? mistakeIn(register, given.text) : undefined),
  given(input) {
    if (attempt === 1) return withoutGiven(this);
    const before = typedValue(register, at, attempt - 1, input);
    const again = before !== null && choiceOf(input, confirmName(at, attempt - 1, before)) === "again";
    return again ? withoutGiven(this) : null;
  },
});

const confirmField = (register: ShownRegister, at: number, attempt: number): Field => ({
  name: `c${at}.${attempt}`,
  label: t("meters.give.sure"),
  input: { kind: "choice", options: [] },
  given(input) {
    const value = typedValue(register, at, attempt, input);
    const doubt = value === null ? null : doubtOf(register, value);
    if (value === null || !doubt) return null;
    return {
      ...withoutGiven(this),
      name: confirmName(at, attempt, value),
      label: doubt.text,
      // Most people write the right number at once.
      retypes: valueName(at, attempt),
      input: {
        kind: "choice",
        options: [doubt.yes, "again"].map((answer) => ({
          value: answer,
          label: t(`meters.give.answer.${answer}`, { value: quantityText(value) }),
        })),
      },
    };
  },
});

/** A value that may be right, but that its giver should look at once more. */
const doubtOf = (
  { meter, around }: ShownRegister,
  value: bigint,
): { text: Text; yes: "right" | "turned" } | null => {
  const judged = judgeReading(value, around);
  if (judged.verdict === "unusual")
    return {
      yes: "right",
      text: t(judged.times > 0 ? "meters.give.unusual" : "meters.give.much", {
        count: judged.times,
        used: withMeasure(judged.used, meter.kind),
        value: quantityText(value),
      }),
    };
  if (judged.verdict === "less" && judged.turnedUse !== null)
    return {
      yes: "turned",
      text: t("meters.give.turned", {
        value: quantityText(value),
        previous: quantityText(around.previous ?? 0n),
        used: withMeasure(judged.turnedUse, meter.kind),
      }),
    };
  return null;
};

/** What can't be right, said at once. */
export const mistakeIn = ({ meter, around }: ShownRegister, text: string): Text | undefined => {
  const parsed = parseReading(text, meter.capacity);
  if (!parsed.ok) return refusalText(parsed);
  const judged = judgeReading(parsed.value, around);
  if (judged.verdict === "less" && judged.turnedUse === null)
    return refusalText({ code: "less", params: { previous: String(around.previous) } });
  if (judged.verdict === "more-than-next")
    return refusalText({ code: "more-than-next", params: { next: String(around.next) } });
  return undefined;
};

export const hintOf = ({ previous }: ShownRegister): Text =>
  previous
    ? t("meters.give.before", { value: quantityText(previous.value), day: dayParam(previous.day) })
    : t("meters.give.first");

const typedValue = (
  register: ShownRegister,
  at: number,
  attempt: number,
  input: FormInput,
): bigint | null => {
  const text = textOf(input, valueName(at, attempt));
  const parsed = text === null ? null : parseReading(text, register.meter.capacity);
  return parsed?.ok ? parsed.value : null;
};

const withoutGiven = ({ given: _, ...field }: Field): Field => field;
