import type { PollRules } from "../../core/polls/poll-rules.ts";
import type { ResidentKey } from "./people.ts";

/** A poll of the demonstration, and who answered what. */
export interface PastPoll {
  daysAgo: number;
  at: string;
  lastsDays: number;
  question: string;
  options: readonly string[];
  multiple: boolean;
  rules: Partial<PollRules>;
  /** Where: in the group's own poll, or in the private chat. */
  votes: readonly { from: ResidentKey; options: readonly number[]; afterHours: number; inGroup?: boolean }[];
}

/** One that has ended and was published, one that runs, each in its own way. */
export const pastPolls: readonly PastPoll[] = [
  {
    daysAgo: 16,
    at: "12:30",
    lastsDays: 4,
    question: "Какого цвета покрасить стены в подъезде?",
    options: ["Светло-зелёный", "Бежевый", "Голубой"],
    multiple: false,
    rules: { live: true },
    votes: [
      { from: "elena", options: [0], afterHours: 1, inGroup: true },
      { from: "viktor", options: [1], afterHours: 2, inGroup: true },
      { from: "anna", options: [0], afterHours: 5 },
      { from: "john", options: [2], afterHours: 7 },
      { from: "pyotr", options: [1], afterHours: 30, inGroup: true },
      { from: "pyotr", options: [0], afterHours: 52, inGroup: true },
      { from: "emma", options: [0], afterHours: 60 },
    ],
  },
  {
    daysAgo: 2,
    at: "11:00",
    lastsDays: 7,
    question: "Устраивает ли вас уборка подъездов?",
    options: ["Да, всё чисто", "Скорее да", "Скорее нет", "Нет, грязно"],
    multiple: false,
    rules: { anonymous: true },
    votes: [
      { from: "viktor", options: [1], afterHours: 2 },
      { from: "elena", options: [0], afterHours: 4 },
      { from: "emma", options: [1], afterHours: 20 },
    ],
  },
];
