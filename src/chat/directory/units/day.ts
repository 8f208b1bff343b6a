import { DateTime } from "luxon";
import type { Work } from "../../../core/work/work.ts";
import { textOf } from "../../answers.ts";
import type { FormInput } from "../../event.ts";

/** Long before anybody's papers. */
export const earliestDay = "1900-01-01";

export const zoneOfUnit = async ({ tx }: Pick<Work, "tx">, unitId: string): Promise<string> => {
  const unit = await tx.unit.findUnique({
    where: { id: unitId },
    select: { building: { select: { timeZone: true } } },
  });
  return unit?.building.timeZone ?? "UTC";
};

/** The beginning of a chosen day; null when none was chosen. */
export const dayIn = (input: FormInput, name: string, zone: string): Date | null => {
  const text = textOf(input, name);
  return text === null ? null : DateTime.fromISO(text, { zone }).startOf("day").toJSDate();
};

/** The end of a chosen last day: the beginning of the next. */
export const endOfDayIn = (input: FormInput, name: string, zone: string): Date | null => {
  const text = textOf(input, name);
  return text === null ? null : DateTime.fromISO(text, { zone }).startOf("day").plus({ days: 1 }).toJSDate();
};
