import type { UnitKind } from "../../../database/types.ts";

/** What a sheet says; no name stands on it, since anybody may open a letter box. */
export interface Letter {
  unit: string;
  kind: UnitKind;
  /** As it is shown: with dashes. */
  code: string;
  expiresAt: Date;
}

/** The building that letters are for, and how it is reached. */
export interface LetterHead {
  company: string;
  address: string;
  timeZone: string;
  language: string;
  /** Telegram, without the @. */
  botUsername: string;
}

/** Days that the code of a letter is good for: it may lie in a letter box for weeks. */
export const letterDays = 30;
