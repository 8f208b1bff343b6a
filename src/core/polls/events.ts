import type { Platform } from "../platform.ts";

export type PollAct =
  | "drafted"
  | "proposed"
  | "changed"
  | "scheduled"
  | "opened"
  | "extended"
  | "ended"
  | "cancelled"
  | "declined"
  | "discarded";

/** What is told to many people, some at a time. */
export type PollNews = "opened" | "results" | "cancelled";

export interface PollReader {
  personId: string;
  platform: Platform;
  chatId: string;
  language: string;
  /** Not before this, since the person wants quiet now; null: at once. */
  notBefore: Date | null;
}

export type PollEvent =
  | { type: "poll.changed"; act: PollAct; companyId: string; pollId: string }
  /** The cards of these people look different now; those of everybody else wait for the next redrawing. */
  | { type: "poll.voted"; companyId: string; pollId: string; personIds: string[] }
  | { type: "poll.option"; act: "suggested" | "decided"; companyId: string; pollId: string; optionId: string }
  | { type: "poll.news"; news: PollNews; companyId: string; pollId: string; readers: PollReader[] }
  /** These people have not voted, and the poll ends soon. */
  | { type: "poll.reminder"; companyId: string; pollId: string; personIds: string[] }
  /** The charts of the results are there. */
  | { type: "poll.published"; companyId: string; pollId: string };
