import { setTimeout as sleep } from "node:timers/promises";
import type { Update } from "@grammyjs/types";
import { minutesPdf } from "../../src/adapters/documents/meetings/draw-minutes.ts";
import { paperWords } from "../../src/adapters/documents/meetings/words.ts";
import { createTranslator } from "../../src/chat/translator.ts";
import { countMeeting } from "../../src/core/meetings/count-meeting.ts";
import { meetingPapers } from "../../src/core/meetings/meeting-papers.ts";
import type { Core } from "../../src/core/work/core.ts";
import { openDatabase } from "../../src/database/open-database.ts";
import { deliveryLimits, unpaced } from "../../src/delivery/limits.ts";
import { localesFolder } from "../../src/package-paths.ts";
import type { Contestant } from "./contestant.ts";
import { bot as account, formOf } from "./day.ts";
import { fillUrn } from "./meeting-ballots.ts";
import { type Assembly, assemble } from "./meeting-house.ts";
import { benchVault, silentCore } from "./settlement.ts";
import { quantile } from "./spread.ts";
import { vacuum } from "./vacuum.ts";
import { wholeBot } from "./whole-bot.ts";

export interface MeetingPlan {
  owners: number;
  questions: number;
  /** How many begin to vote each second, and how many are measured at each turnout. */
  walksPerSecond: number;
  walks: number;
}

interface Times {
  p50: number;
  p99: number;
}

export interface MeetingResult {
  /** CPU time of the whole process for a tap tells what it costs, however busy the machine is. */
  turnouts: { turnout: number; tap: Times; cast: Times; cpuMs: number }[];
  papers: { registerMs: number; countMs: number; minutesMs: number; pages: number };
}

/** Votes through the whole bot at three turnouts, once it is warm; then the count and the minutes of all that were cast. */
export const measureMeeting = async (url: string, plan: MeetingPlan): Promise<MeetingResult> => {
  const vault = benchVault();
  const database = await openDatabase(url);
  const core = silentCore(database, vault);
  const assembly = await assemble(core, plan);
  await vacuum(url);
  const answers = new Map<string, () => void>();
  const bot = await wholeBot(url, vault, {
    hear: (method, { chat_id: chat }) => {
      if (method === "sendMessage" || method === "editMessageText") answers.get(String(chat))?.();
    },
    // The staff's card follows the votes as often as Slack lets a channel have an edit.
    paces: { ...unpaced, slack: deliveryLimits.paces.slack },
  });
  const turnouts: MeetingResult["turnouts"] = [];
  let voted = 0;
  try {
    // A hall votes in a process that has run for days. These owners are behind all whose turnout is filled in.
    await walk(bot, assembly, plan.owners - warmUpWalks, { ...plan, walks: warmUpWalks }, answers);
    for (const turnout of [0, 50, 95]) {
      const target = Math.floor((plan.owners * turnout) / 100);
      await fillUrn(core, assembly, voted, target);
      await vacuum(url);
      voted = Math.max(voted, target);
      turnouts.push({ turnout, ...(await walk(bot, assembly, voted, plan, answers)) });
      voted += plan.walks;
    }
    return { turnouts, papers: await drawPapers(core, assembly) };
  } finally {
    await bot.close();
    await database.close();
  }
};

const warmUpWalks = 20;
let lastUpdate = 0;

const tapUpdate = (from: number, data: string): Update => {
  lastUpdate += 1;
  const date = Math.floor(Date.now() / 1000);
  const chat = { id: from, type: "private", first_name: "Анна" } as const;
  return {
    update_id: 900_000_000 + lastUpdate,
    callback_query: {
      id: `m${lastUpdate}`,
      from: { id: from, is_bot: false, first_name: "Анна", language_code: "ru" },
      chat_instance: "1",
      data,
      message: { message_id: 2, date, chat, from: account, text: "?" } as never,
    },
  };
};

/** Owners begin one after the other, however slow the others are; each presses as soon as the answer has come. */
const walk = async (
  bot: Contestant,
  { meetingId, questionIds, people }: Assembly,
  from: number,
  { walks, walksPerSecond }: MeetingPlan,
  answers: Map<string, () => void>,
): Promise<{ tap: Times; cast: Times; cpuMs: number }> => {
  const times: number[] = [];
  const casts: number[] = [];
  const taps: ((form: string) => string)[] = [
    () => `mt.vote:${meetingId}`,
    ...questionIds.map((_, at) => (form: string) => `f:o:${form}:${at}:for`),
    (form) => `f:o:${form}:${questionIds.length}:yes`,
  ];
  const vote = async (accountId: number): Promise<void> => {
    let form = "";
    for (const [at, tap] of taps.entries()) {
      const update = tapUpdate(accountId, tap(form));
      if (at === 0) form = formOf(update.update_id);
      const answered = new Promise<void>((resolve) => answers.set(String(accountId), resolve));
      const began = performance.now();
      await bot.take(update);
      await answered;
      const took = performance.now() - began;
      times.push(took);
      if (at === taps.length - 1) casts.push(took);
    }
  };
  const before = process.cpuUsage();
  const walking: Promise<void>[] = [];
  for (const { accountId } of people.slice(from, from + walks)) {
    walking.push(vote(accountId));
    await sleep(1000 / walksPerSecond);
  }
  await Promise.all(walking);
  await bot.drained();
  const { user, system } = process.cpuUsage(before);
  return { tap: timesOf(times), cast: timesOf(casts), cpuMs: (user + system) / 1000 / times.length };
};

const timesOf = (figures: readonly number[]): Times => ({
  p50: quantile(figures, 0.5),
  p99: quantile(figures, 0.99),
});

const drawPapers = async (
  core: Core,
  { meetingId, registerMs }: Assembly,
): Promise<MeetingResult["papers"]> => {
  await core.database.transaction((tx) =>
    tx.meeting.update({ where: { id: meetingId }, data: { closesAt: core.clock.now() } }),
  );
  const counting = performance.now();
  await countMeeting(core, meetingId);
  const countMs = performance.now() - counting;
  const drawing = performance.now();
  const papers = await meetingPapers(core.database.read, core.vault, meetingId);
  if (!papers) throw new Error("the meeting has no papers");
  const { translate } = createTranslator(localesFolder);
  const pdf = await minutesPdf(papers, paperWords(papers, translate, "ru"));
  if (!pdf) throw new Error("the meeting was not counted");
  const minutesMs = performance.now() - drawing;
  const pages = pdf.toString("latin1").split("/Type /Page\n").length - 1;
  return { registerMs, countMs, minutesMs, pages };
};
