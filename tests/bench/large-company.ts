import { listRequests } from "../../src/core/requests/list-requests.ts";
import { requestCard } from "../../src/core/requests/request-card.ts";
import { searchRequests } from "../../src/core/requests/search-requests.ts";
import { todaysNumbers } from "../../src/core/requests/todays-numbers.ts";
import { openDatabase } from "../../src/database/open-database.ts";
import { story, updatesInStory } from "./day.ts";
import { fillStock } from "./housing-stock.ts";
import { benchVault, type Resident, settle, silentCore } from "./settlement.ts";
import { quantile, type Spread, spreadOf } from "./spread.ts";
import { vacuum } from "./vacuum.ts";
import { wholeBot } from "./whole-bot.ts";

export interface Answers {
  p50: number;
  p99: number;
}

export interface LargeCompanyResult {
  /** Of what staff ask for, in ms. */
  answers: Record<string, Answers>;
  /** Time of an update in the large company, divided by that in an empty one, round by round. */
  costOfUpdate: Spread;
}

/** How a company with 200 houses feels, and what its size costs a resident's update. */
export const measureLargeCompany = async (
  newDatabase: () => Promise<string>,
  plan: { rounds: number; storiesARound: number; abreast: number; asked: number },
): Promise<LargeCompanyResult> => {
  const vault = benchVault();
  const count = (plan.rounds + 1) * plan.storiesARound;
  const town = async (large: boolean) => {
    const url = await newDatabase();
    const database = await openDatabase(url);
    const core = silentCore(database, vault);
    const accounts = Array.from({ length: count }, (_, index) => 5_000_001 + index);
    const residents = await settle(core, accounts);
    const manager = large ? await fillStock(core) : null;
    if (large) await vacuum(url);
    const answers = manager ? await ask(core, manager, plan.asked) : {};
    await database.close();
    return { bot: await wholeBot(url, vault), residents, answers };
  };
  const small = await town(false);
  const large = await town(true);
  const run = async ({ bot, residents }: typeof small, round: number): Promise<number> => {
    const waiting: Resident[] = residents.slice(round * plan.storiesARound, (round + 1) * plan.storiesARound);
    const began = performance.now();
    const act = async (): Promise<void> => {
      for (let resident = waiting.shift(); resident; resident = waiting.shift())
        for (const update of story(resident, bot.tokens)) await bot.take(update);
    };
    await Promise.all(Array.from({ length: plan.abreast }, act));
    await bot.drained();
    return (performance.now() - began) / (plan.storiesARound * updatesInStory);
  };
  const ratios: number[] = [];
  for (let round = 0; round <= plan.rounds; round += 1) {
    const first = round % 2 === 0 ? small : large;
    const times = new Map([[first, await run(first, round)]]);
    const second = first === small ? large : small;
    times.set(second, await run(second, round));
    // The first round warms both up.
    if (round > 0) ratios.push((times.get(large) ?? Number.NaN) / (times.get(small) ?? Number.NaN));
  }
  await small.bot.close();
  await large.bot.close();
  return { answers: large.answers, costOfUpdate: spreadOf(ratios) };
};

type Core = ReturnType<typeof silentCore>;
type Manager = Awaited<ReturnType<typeof fillStock>>;

const ask = async (
  { database, vault, clock }: Core,
  manager: Manager,
  times: number,
): Promise<Record<string, Answers>> => {
  const { read } = database;
  const page = (number: number) => ({ page: number, size: 8, now: clock.now() });
  const list = (kind: "open" | "overdue", number: number) =>
    listRequests(read, vault, manager, { filter: { kind }, ...page(number) });
  const find = (query: string) => searchRequests(read, vault, manager, { query, ...page(1) });
  const some = await read.request.findMany({ select: { id: true }, take: times });
  const questions: Record<string, (at: number) => Promise<unknown>> = {
    "list of open": () => list("open", 1),
    "list of open, page 50": () => list("open", 50),
    "list of overdue": () => list("overdue", 1),
    "search by a word": () => find("батарея"),
    "search by two words": () => find("домофон подъезд"),
    "search by words that no request has together": () => find("домофон батарея"),
    "search by a flat": (at) => find(String((at % 200) + 1)),
    "search by a number": (at) => find(`#${2000 + at}`),
    "numbers of the home page": () => todaysNumbers(read, manager, clock.now()),
    "a card": (at) => requestCard(read, vault, some[at % some.length]?.id ?? ""),
  };
  const answers: Record<string, Answers> = {};
  for (const [name, question] of Object.entries(questions)) {
    for (let at = 0; at < 5; at += 1) await question(at);
    const took: number[] = [];
    for (let at = 0; at < times; at += 1) {
      const began = performance.now();
      await question(at);
      took.push(performance.now() - began);
      await new Promise(setImmediate);
    }
    answers[name] = { p50: quantile(took, 0.5), p99: quantile(took, 0.99) };
  }
  return answers;
};
