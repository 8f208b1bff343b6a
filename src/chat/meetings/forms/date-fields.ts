import { DateTime } from "luxon";
import type { MeetingDates } from "../../../core/meetings/meeting-dates.ts";
import { textOf } from "../../answers.ts";
import type { FormInput } from "../../event.ts";
import type { Field } from "../../form.ts";
import { t } from "../../text.ts";

const clock = /^([01]?\d|2[0-3])[:.]([0-5]\d)$/;

/** When voting begins and ends, in the house's own time. */
export const dateFields = (now: Date, timeZone: string, initial: MeetingDates | null): Field[] => {
  const earliest = DateTime.fromJSDate(now, { zone: timeZone }).toFormat("yyyy-MM-dd");
  const local = (at: Date | undefined, format: string, otherwise: string | undefined) =>
    at ? DateTime.fromJSDate(at, { zone: timeZone }).toFormat(format) : otherwise;
  const day = (name: string, at: Date | undefined): Field => {
    const given = local(at, "yyyy-MM-dd", undefined);
    return {
      name: `${name}-day`,
      label: t(`meetings.dates.${name}-day`),
      input: { kind: "date", earliest, ...(given && given >= earliest ? { initial: given } : {}) },
    };
  };
  const time = (name: string, at: Date | undefined, otherwise: string): Field => ({
    name: `${name}-time`,
    label: t(`meetings.dates.${name}-time`),
    input: { kind: "text", maxLength: 5, initial: local(at, "HH:mm", otherwise) ?? otherwise },
    validate: (value) =>
      value.kind === "text" && clock.test(value.text) ? undefined : t("meetings.dates.bad-time"),
  });
  return [
    day("opens", initial?.opensAt),
    time("opens", initial?.opensAt, "09:00"),
    day("closes", initial?.closesAt),
    time("closes", initial?.closesAt, "20:00"),
  ];
};

export const datesOf = (input: FormInput, timeZone: string): MeetingDates => {
  const at = (name: string): Date => {
    const [, hour = "0", minute = "0"] = clock.exec(textOf(input, `${name}-time`) ?? "") ?? [];
    return DateTime.fromISO(textOf(input, `${name}-day`) ?? "", { zone: timeZone })
      .set({ hour: Number(hour), minute: Number(minute) })
      .toJSDate();
  };
  return { opensAt: at("opens"), closesAt: at("closes") };
};

/** Which field a refusal about the dates is about. */
export const faultyDates: Readonly<Record<string, string>> = {
  "opens-in-past": "opens-day",
  "closes-before-opening": "closes-day",
  "too-short": "closes-day",
  "too-long": "closes-day",
};
