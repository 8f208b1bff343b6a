import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { openDatabase } from "../../src/database/open-database.ts";
import { bareBot } from "./bare-bot.ts";
import type { Contestant } from "./contestant.ts";
import { story, updatesInStory } from "./day.ts";
import { plainBot } from "./plain-bot.ts";
import { benchVault, type Resident, settle, silentCore } from "./settlement.ts";
import { type Spread, spreadOf } from "./spread.ts";
import { wholeBot } from "./whole-bot.ts";

export interface ThroughputPlan {
  rounds: number;
  storiesARound: number;
  /** Residents who act at the same time. */
  abreast: number;
}

export interface ThroughputResult {
  name: string;
  updatesPerSecond: Spread;
  /** Domovoy's speed divided by this one's, round by round. */
  ratio: Spread;
  sendsPerUpdate: number;
  longestLagMs: number;
}

interface Entrant {
  bot: Contestant;
  residents: readonly Resident[];
  speeds: number[];
  longestLagMs: number;
}

const warmUpStories = 10;

/** Runs the same day through each bot, in turns, each on a database of its own. */
export const measureThroughput = async (
  newDatabase: () => Promise<string>,
  plan: ThroughputPlan,
): Promise<ThroughputResult[]> => {
  const vault = benchVault();
  const count = warmUpStories + plan.rounds * plan.storiesARound;
  const entrants: Entrant[] = [];
  for (const open of [(at: string) => wholeBot(at, vault), plainBot, async () => bareBot()]) {
    const url = await newDatabase();
    const residents = await settled(url, count);
    entrants.push({ bot: await open(url, vault), residents, speeds: [], longestLagMs: 0 });
  }
  for (const entrant of entrants) await drive(entrant, 0, warmUpStories, plan.abreast);
  for (let round = 0; round < plan.rounds; round += 1) {
    // Who goes first changes, so that a slow moment of the machine hits each in turn.
    const order = entrants.map((_, index) => entrants[(index + round) % entrants.length]);
    for (const entrant of order) {
      if (entrant === undefined) continue;
      const from = warmUpStories + round * plan.storiesARound;
      const lag = monitorEventLoopDelay({ resolution: 1 });
      lag.enable();
      const began = performance.now();
      await drive(entrant, from, from + plan.storiesARound, plan.abreast);
      entrant.speeds.push((plan.storiesARound * updatesInStory * 1000) / (performance.now() - began));
      // A loop that was held to the end is seen only once it turns again.
      await sleep(5);
      lag.disable();
      entrant.longestLagMs = Math.max(entrant.longestLagMs, lag.max / 1e6);
    }
  }
  const ours = entrants[0]?.speeds ?? [];
  const results = entrants.map(({ bot, speeds, longestLagMs }) => ({
    name: bot.name,
    updatesPerSecond: spreadOf(speeds),
    ratio: spreadOf(speeds.map((speed, round) => (ours[round] ?? Number.NaN) / speed)),
    sendsPerUpdate: bot.sends() / (count * updatesInStory),
    longestLagMs,
  }));
  for (const { bot } of entrants) await bot.close();
  return results;
};

const settled = async (url: string, count: number): Promise<Resident[]> => {
  const database = await openDatabase(url);
  try {
    const accounts = Array.from({ length: count }, (_, index) => 5_000_001 + index);
    return await settle(silentCore(database, benchVault()), accounts);
  } finally {
    await database.close();
  }
};

const drive = async (
  { bot, residents }: Entrant,
  from: number,
  to: number,
  abreast: number,
): Promise<void> => {
  const waiting = residents.slice(from, to);
  const act = async (): Promise<void> => {
    for (let resident = waiting.shift(); resident; resident = waiting.shift())
      for (const update of story(resident, bot.tokens)) await bot.take(update);
  };
  await Promise.all(Array.from({ length: abreast }, act));
  await bot.drained();
};
