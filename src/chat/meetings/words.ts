import { fraction, toDecimal } from "../../core/fraction.ts";
import type { HeldMeeting } from "../../core/meetings/find-meeting.ts";
import type { MeetingCard } from "../../core/meetings/meeting-card.ts";
import type { WeightKind } from "../../core/meetings/policy.ts";
import type { Refused } from "../../core/outcome.ts";
import { plain, type Text, t } from "../text.ts";

/** A use case's refusal as a sentence that says what to do. */
export const refusalText = ({ code, params }: Omit<Refused<string>, "ok">): Text =>
  t(`meetings.refusal.${code}`, params);

/** What a vote in chat is worth, said to the voter where it only advises. */
export const voterAdvice = ({ policy, secret }: Pick<HeldMeeting, "policy" | "secret">): Text[] =>
  policy.chatAdvises ? [t(secret ? "meetings.advice.voter-secret" : "meetings.advice.voter")] : [];

/** The same of the votes once they are counted. */
export const resultAdvice = ({ policy }: Pick<HeldMeeting, "policy">): Text[] =>
  policy.chatAdvises ? [t("meetings.advice.result")] : [];

/** A number with the decimal mark of the reader's language. */
export const decimalText = (value: string): Text => ({
  byLanguage: { en: value, ru: value.replace(".", ",") },
});

const places: Record<WeightKind, number> = { area: 2, head: 4, unit: 4, custom: 3 };

/** "612.40 m²" or "12 votes": a whole multiple of 1/scale, for people. */
export const weightText = (kind: WeightKind, weight: bigint, scale: bigint): Text =>
  t(`meetings.weight.${kind}`, {
    value: decimalText(weightDecimal(kind, weight, scale)),
    // Only the plural's form is chosen by it.
    count: Number(weightDecimal(kind, weight, scale)),
  });

export const weightDecimal = (kind: WeightKind, weight: bigint, scale: bigint): string => {
  const exact = toDecimal(fraction(weight, scale), places[kind]);
  return kind === "area" ? exact : exact.replace(/\.?0+$/, "");
};

/** With two decimals; "0.00" of nothing. */
export const percentText = (part: bigint, whole: bigint): Text => decimalText(percentOf(part, whole));

export const percentOf = (part: bigint, whole: bigint): string =>
  whole === 0n ? "0.00" : toDecimal(fraction(part * 100n, whole), 2);

export const titleText = ({ meeting, title }: MeetingCard): Text =>
  t("meetings.card.title", { number: meeting.number, title: plain(title) });
