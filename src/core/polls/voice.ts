import type { PollVoice } from "../../database/types.ts";

export const personKey = (personId: string): string => `p:${personId}`;
export const unitKey = (unitId: string): string => `u:${unitId}`;
/** An account that is no resident of the place, seen in a group. */
export const outsiderKey = (platform: string, externalId: string): string => `x:${platform}:${externalId}`;

/** Under which key a voice was counted, and by whom. */
export interface HeldVoice {
  voterKey: string;
  personId: string | null;
}

export type VoiceRefusal = "final" | "unit-voted";

/** Whether a person may (still) speak under a key where somebody spoke before. */
export const maySpeak = (
  before: HeldVoice | undefined,
  personId: string,
  { voice, final }: { voice: PollVoice; final: boolean },
): { ok: true } | { ok: false; code: VoiceRefusal } => {
  if (!before) return { ok: true };
  if (before.personId === personId) return final ? { ok: false, code: "final" } : { ok: true };
  return voice === "unit_last" ? { ok: true } : { ok: false, code: "unit-voted" };
};

/** What of the counts changes when a ballot takes the place of another: options that lose a voice and that get one. */
export const ballotChange = (
  before: readonly string[],
  after: readonly string[],
): { less: string[]; more: string[] } => ({
  less: before.filter((option) => !after.includes(option)),
  more: after.filter((option) => !before.includes(option)),
});
