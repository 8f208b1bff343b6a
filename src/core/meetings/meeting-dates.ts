import { DateTime } from "luxon";
import { type Outcome, refused } from "../outcome.ts";
import type { MeetingPolicy } from "./policy.ts";

export interface MeetingDates {
  opensAt: Date;
  closesAt: Date;
}

type Days = Pick<MeetingPolicy, "noticeDays" | "windowDays">;

/** What is wrong with a window of voting, whenever it may be announced. */
export const checkWindow = (
  { opensAt, closesAt }: MeetingDates,
  { windowDays }: Days,
  now: Date,
): Outcome<null, "opens-in-past" | "closes-before-opening" | "too-short" | "too-long"> => {
  if (opensAt <= now) return refused("opens-in-past");
  if (closesAt <= opensAt) return refused("closes-before-opening");
  const days = (closesAt.getTime() - opensAt.getTime()) / 86_400_000;
  if (days < windowDays.least) return refused("too-short", { days: windowDays.least });
  if (days > windowDays.most) return refused("too-long", { days: windowDays.most });
  return { ok: true, value: null };
};

/** The first day on which voting may begin if the owners are told now: whole days in between, in the house's time. */
export const earliestDay = (now: Date, noticeDays: number, timeZone: string): string =>
  DateTime.fromJSDate(now, { zone: timeZone }).plus({ days: noticeDays }).toFormat("yyyy-MM-dd");

export const dayOf = (at: Date, timeZone: string): string =>
  DateTime.fromJSDate(at, { zone: timeZone }).toFormat("yyyy-MM-dd");

/** Until when the minutes have to be drawn up: the end of that day. */
export const minutesDue = (closesAt: Date, minutesDays: number, timeZone: string): Date =>
  DateTime.fromJSDate(closesAt, { zone: timeZone }).plus({ days: minutesDays }).endOf("day").toJSDate();

/** When the votes are counted by themselves: papers that came in time can still be entered until then. */
export const countedBy = (closesAt: Date, { paperDays }: Pick<MeetingPolicy, "paperDays">): Date =>
  new Date(closesAt.getTime() + paperDays * 86_400_000);
