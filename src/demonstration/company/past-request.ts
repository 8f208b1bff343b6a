import type { ContractorKey, ResidentKey, StaffKey } from "./people.ts";

/** What happened to a request, and how many minutes after what came before. */
export type HistoryStep = { after: number } & (
  | { do: "take" | "start"; by: StaffKey }
  | { do: "assign"; by: StaffKey; to: StaffKey | ContractorKey }
  | { do: "ask"; by: StaffKey; text: string; pause?: true }
  | { do: "answer" | "return"; text: string }
  | { do: "write"; by: StaffKey; text: string }
  | { do: "defer"; by: StaffKey; days: number; text: string }
  | { do: "pause"; by: StaffKey; reason: "no-access" }
  | { do: "decline"; by: StaffKey; text: string }
  | { do: "done"; by: StaffKey; text: string }
  | { do: "confirm" }
  | { do: "rate"; stars: number; reasons?: readonly string[]; text?: string }
);

export interface PastRequest {
  /** Days before today, and the local time. */
  daysAgo: number;
  at: string;
  /** Who wrote in Telegram, or the flat that called. */
  from: ResidentKey | { house: 0 | 1; unit: string };
  category: string;
  text: string;
  access?: string;
  photo?: string;
  steps: readonly HistoryStep[];
}

export const hours = (count: number): number => count * 60;
export const days = (count: number): number => count * 24 * 60;
export const call = (house: 0 | 1, unit: string): { house: 0 | 1; unit: string } => ({ house, unit });
export const done = (by: StaffKey, after: number, text: string): HistoryStep => ({
  do: "done",
  by,
  after,
  text,
});
export const take = (by: StaffKey, after: number): HistoryStep => ({ do: "take", by, after });
export const start = (by: StaffKey, after: number): HistoryStep => ({ do: "start", by, after });
export const write = (by: StaffKey, after: number, text: string): HistoryStep => ({
  do: "write",
  by,
  after,
  text,
});
export const confirm = (after: number): HistoryStep => ({ do: "confirm", after });
export const rate = (
  after: number,
  stars: number,
  more: { reasons?: string[]; text?: string } = {},
): HistoryStep => ({
  do: "rate",
  after,
  stars,
  ...more,
});
