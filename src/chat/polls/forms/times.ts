import { DateTime } from "luxon";
import { textOf } from "../../answers.ts";
import type { FieldInput, FormInput } from "../../event.ts";
import type { Field } from "../../form.ts";
import { type Text, t } from "../../text.ts";

const clockTime = /^([01]?\d|2[0-3])[:.]([0-5]\d)$/;

/** A day and a time of day, as two fields: `name` and `name-time`. */
export const timeFields = (
  name: "start" | "end",
  { earliest, time, optional = false }: { earliest: string; time: string; optional?: boolean },
): Field[] => [
  {
    name,
    label: t(`polls.form.${name}`),
    ...(optional ? { hint: t("polls.form.start-hint"), optional } : {}),
    input: { kind: "date", earliest },
  },
  {
    name: `${name}-time`,
    label: t(`polls.form.${name}-time`),
    input: { kind: "text", maxLength: 5, initial: time },
    optional: true,
    validate: (value: FieldInput): Text | undefined =>
      value.kind === "text" && !clockTime.test(value.text) ? t("polls.form.bad-time") : undefined,
  },
];

/** The moment that two such fields say; null when no day is given. */
export const momentOf = (
  input: FormInput,
  name: "start" | "end",
  { timeZone, time }: { timeZone: string; time: string },
): Date | null => {
  const day = textOf(input, name);
  if (day === null) return null;
  const [, hour = "0", minute = "0"] = clockTime.exec(textOf(input, `${name}-time`) ?? time) ?? [];
  return DateTime.fromISO(day, { zone: timeZone })
    .set({ hour: Number(hour), minute: Number(minute) })
    .toJSDate();
};

export const today = (now: Date, timeZone: string): string =>
  DateTime.fromJSDate(now, { zone: timeZone }).toFormat("yyyy-MM-dd");
