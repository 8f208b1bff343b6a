export type TalkAct = "began" | "said" | "replied" | "noted" | "closed" | "edited";

export interface TalkChanged {
  type: "talk.changed";
  act: TalkAct;
  companyId: string;
  talkId: string;
  /** The message that it is about; null: none. */
  messageId: number | null;
}

/** The office wrote to everybody in a unit. */
export interface UnitLetterWritten {
  type: "unit-letter.written";
  companyId: string;
  letterId: string;
}
