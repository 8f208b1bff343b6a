import { type ChildProcess, fork } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { pino } from "pino";
import { compose, type Domovoy } from "../../src/compose.ts";
import { confirmAnnouncement } from "../../src/core/announcements/confirm-announcement.ts";
import { createAnnouncement } from "../../src/core/announcements/create-announcement.ts";
import type { Core } from "../../src/core/work/core.ts";
import { runWork } from "../../src/core/work/run-work.ts";
import type { AnnouncementKind } from "../../src/database/types.ts";
import type { Places, TownPlan } from "./broadcast-town.ts";
import type { Counts, CrowdSize, Latencies, Load, Platforms } from "./crowd-load.ts";
import { configOf } from "./latency.ts";

export interface BroadcastPlan {
  recipients: number;
  /** Of the quiet load before, and of the sending that is measured. */
  quietSeconds: number;
  seconds: number;
}

export interface BroadcastResult {
  /** From the confirmation until every recipient is written down. */
  enqueueMs: number;
  sentInTheMinute: number;
  refused: number;
  /** Of what Telegram allows. */
  share: number;
  /** From the commit of an emergency in the middle until its first message is in a chat. */
  emergencyMs: number;
  /** Processor time for each message sent, the taps meanwhile included. */
  processorMs: number;
  quiet: Latencies;
  meanwhile: Latencies;
  memory: {
    before: Megabytes;
    /** When all are written down, after a fifth of the sending, and at its end. */
    gathered: Megabytes;
    atAFifth: Megabytes;
    atTheEnd: Megabytes;
    most: number;
    /** What is alive after a garbage collection, before and at the end. */
    alive: { before: number; atTheEnd: number };
  };
}

/** Resident, and of that the heap as V8 keeps it and what is in it. */
interface Megabytes {
  resident: number;
  heap: number;
  used: number;
}

/** So few that their edits leave most of the rate to the broadcast. */
const tapsASecond = 10;

/** Of taps that are not measured: connections, statements and code are met for the first time. */
const warming: Load = { perSecond: 20, seconds: 10 };

const crowdSize: CrowdSize = { tappers: 60, writers: 100, readers: 4_000, strict: true };

/** What Telegram's FAQ says a bot may send to different chats in a second. */
const platformRate = 30;

const emergencyWords = "Прорвало стояк";

export interface BroadcastTask {
  url: string;
  folder: string;
  plan: BroadcastPlan;
}

/** As `npm start` starts it. */
const asStarted = ["--enable-source-maps", "--max-semi-space-size=8", "--v8-pool-size=1", "--expose-gc"];

/** A sending to so many people at the real pace, while others tap and an emergency comes; in a process of its own. */
export const measureBroadcast = async (task: BroadcastTask): Promise<BroadcastResult> => {
  const child = fork(fileURLToPath(new URL("./broadcast-process.js", import.meta.url)), {
    execArgv: asStarted,
  });
  const result = heard<BroadcastResult>(child, (said) => "enqueueMs" in said);
  child.send(task);
  return result;
};

/** The same, here. */
export const measureHere = async ({ url, folder, plan }: BroadcastTask): Promise<BroadcastResult> => {
  const crowd = fork(fileURLToPath(new URL("./crowd.js", import.meta.url)), [JSON.stringify(crowdSize)]);
  try {
    const platforms = await heard<Platforms>(crowd, (said) => "residents" in said);
    const places = await inItsOwnProcess(url, platforms, plan.recipients);
    const domovoy = await compose(configOf(url, folder, platforms), {
      logger: pino({ level: "error" }),
      onFatal: (fault) => console.error(fault.message),
    });
    try {
      return await measure(crowd, domovoy, places, plan);
    } finally {
      await domovoy.stop();
    }
  } finally {
    crowd.disconnect();
  }
};

const measure = async (
  crowd: ChildProcess,
  domovoy: Domovoy,
  { companyId, small, large }: Places,
  plan: BroadcastPlan,
): Promise<BroadcastResult> => {
  crowd.send("prepare");
  await heardWord(crowd, "prepared");
  // The replies of the preparation have overdrawn the bot's bucket.
  await sleep(2_000);
  await tapping(crowd, warming);
  await sleep(2_000);
  const quiet = await tapping(crowd, { perSecond: tapsASecond, seconds: plan.quietSeconds });
  const aliveBefore = alive();
  await sleep(500);
  const memory = watchMemory();
  const began = performance.now();
  // From the confirmation on: the list of recipients is written down under the taps too.
  const taps = tapping(crowd, { perSecond: tapsASecond, seconds: plan.seconds });
  await announce(domovoy.core, companyId, large, "outage", "Отключение воды");
  await gathered(domovoy.core, plan.recipients);
  const enqueueMs = performance.now() - began;
  const atGathered = megabytes();
  const before = await counts(crowd);
  const startedAt = performance.now();
  const processor = process.cpuUsage();
  await sleep((plan.seconds * 1000) / 5);
  const atAFifth = megabytes();
  await sleep((plan.seconds * 1000 * 3) / 10);
  const first = heardMoment(crowd);
  crowd.send({ words: emergencyWords });
  await announce(domovoy.core, companyId, small, "emergency", emergencyWords);
  const committedAt = Date.now();
  const emergencyMs = (await first) - committedAt;
  await sleep(Math.max(0, plan.seconds * 1000 - (performance.now() - startedAt)));
  const after = await counts(crowd);
  const seconds = (performance.now() - startedAt) / 1000;
  const sent = after.sent - before.sent;
  const { user, system } = process.cpuUsage(processor);
  const meanwhile = await taps;
  const atTheEnd = megabytes();
  return {
    enqueueMs,
    sentInTheMinute: sent,
    refused: after.refused,
    share: sent / (platformRate * seconds),
    emergencyMs,
    processorMs: (user + system) / 1000 / Math.max(1, sent),
    quiet,
    meanwhile,
    memory: {
      ...memory.stop(),
      gathered: atGathered,
      atAFifth,
      atTheEnd,
      alive: { before: aliveBefore, atTheEnd: alive() },
    },
  };
};

/** What filling the database leaves behind must not count as Domovoy's memory. */
const inItsOwnProcess = async (url: string, platforms: Platforms, recipients: number): Promise<Places> => {
  const plan: TownPlan = { url, platforms, recipients };
  const town = fork(fileURLToPath(new URL("./broadcast-town.js", import.meta.url)));
  const places = heard<Places>(town, (said) => "companyId" in said);
  town.send(plan);
  return places;
};

const tapping = (crowd: ChildProcess, load: Load): Promise<Latencies> => {
  const answer = heard<Latencies>(crowd, (said) => "lost" in said);
  crowd.send(load);
  return answer;
};

const counts = (crowd: ChildProcess): Promise<Counts> => {
  const answer = heard<Counts>(crowd, (said) => "refused" in said);
  crowd.send("counts");
  return answer;
};

const announce = (
  core: Core,
  companyId: string,
  buildingId: string,
  kind: AnnouncementKind,
  title: string,
): Promise<void> =>
  runWork(core, { actor: { kind: "system", name: "bench", companyId }, channel: "cli" }, async (work) => {
    const created = await createAnnouncement(work, {
      kind,
      category: "water",
      texts: { ru: { title, body: "Закройте, пожалуйста, краны. Воду обещают дать к обеду." } },
      audience: { buildingIds: [buildingId], who: "all" },
    });
    if (!created.ok) throw new Error(created.code);
    const confirmed = await confirmAnnouncement(work, created.value);
    if (!confirmed.ok) throw new Error(confirmed.code);
  });

const gathered = async ({ database }: Core, people: number): Promise<void> => {
  for (;;) {
    const row = await database.read.announcement.findFirst({ orderBy: { number: "desc" } });
    if (row?.gathered) {
      if (row.people !== people) throw new Error(`${row.people} recipients instead of ${people}`);
      return;
    }
    await sleep(20);
  }
};

const mega = 1024 * 1024;

const megabytes = (): Megabytes => {
  const { rss, heapTotal, heapUsed } = process.memoryUsage();
  return { resident: rss / mega, heap: heapTotal / mega, used: heapUsed / mega };
};

const alive = (): number => {
  global.gc?.();
  return process.memoryUsage().heapUsed / mega;
};

const watchMemory = () => {
  const before = megabytes();
  let most = before.resident;
  const timer = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss() / mega);
  }, 250);
  return {
    stop: () => {
      clearInterval(timer);
      return { before, most };
    },
  };
};

const heard = <Answer>(crowd: ChildProcess, is: (said: object) => boolean): Promise<Answer> =>
  hearing(crowd, (said) => typeof said === "object" && said !== null && is(said)) as Promise<Answer>;

const heardWord = (crowd: ChildProcess, word: string): Promise<unknown> =>
  hearing(crowd, (said) => said === word);

const heardMoment = (crowd: ChildProcess): Promise<number> =>
  hearing(crowd, (said) => typeof said === "number") as Promise<number>;

const hearing = (crowd: ChildProcess, is: (said: unknown) => boolean): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`the crowd ended early (exit ${code})`));
    const listen = (said: unknown): void => {
      if (!is(said)) return;
      crowd.off("exit", ended);
      crowd.off("message", listen);
      resolve(said);
    };
    crowd.once("exit", ended);
    crowd.on("message", listen);
  });
