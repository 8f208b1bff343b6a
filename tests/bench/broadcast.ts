import { type ChildProcess, fork } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { pino } from "pino";
import { compose, type Domovoy } from "../../src/compose.ts";
import { confirmAnnouncement } from "../../src/core/announcements/confirm-announcement.ts";
import { createAnnouncement } from "../../src/core/announcements/create-announcement.ts";
import { addBuilding } from "../../src/core/directory/add-building.ts";
import { insertRows } from "../../src/core/directory/register/insert-rows.ts";
import type { Core } from "../../src/core/work/core.ts";
import { runWork } from "../../src/core/work/run-work.ts";
import type { Work } from "../../src/core/work/work.ts";
import { jsonInsert } from "../../src/database/insert-json.ts";
import { openDatabase } from "../../src/database/open-database.ts";
import { refreshStatistics } from "../../src/database/refresh-statistics.ts";
import type { AnnouncementKind } from "../../src/database/types.ts";
import type { Counts, CrowdSize, Latencies, Load, Platforms } from "./crowd-load.ts";
import { configOf } from "./latency.ts";
import { benchVault, settle, silentCore } from "./settlement.ts";

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
  /** Megabytes before and at most. */
  memory: { before: number; most: number };
}

/** Enough taps for a p99 in half a minute, so few that their edits leave most of the rate to the broadcast. */
const tapsASecond = 10;

/** Of taps that are not measured: connections, statements and code are met for the first time. */
const warming: Load = { perSecond: 20, seconds: 10 };

const crowdSize: CrowdSize = { tappers: 60, writers: 100, readers: 4_000, strict: true };

/** What Telegram's FAQ says a bot may send to different chats in a second. */
const platformRate = 30;

const emergencyWords = "Прорвало стояк";

/** A sending to so many people at the real pace, while others tap and an emergency comes. */
export const measureBroadcast = async (
  url: string,
  folder: string,
  plan: BroadcastPlan,
): Promise<BroadcastResult> => {
  const crowd = fork(fileURLToPath(new URL("./crowd.js", import.meta.url)), [JSON.stringify(crowdSize)]);
  try {
    const platforms = await heard<Platforms>(crowd, (said) => "residents" in said);
    const places = await populate(url, platforms, plan.recipients);
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

interface Places {
  companyId: string;
  /** Where the tappers live. */
  small: string;
  large: string;
}

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
  const memory = watchMemory();
  const began = performance.now();
  // From the confirmation on: the list of recipients is written down under the taps too.
  const taps = tapping(crowd, { perSecond: tapsASecond, seconds: plan.seconds });
  await announce(domovoy.core, companyId, large, "outage", "Отключение воды");
  await gathered(domovoy.core, plan.recipients);
  const enqueueMs = performance.now() - began;
  const before = await counts(crowd);
  const startedAt = performance.now();
  const processor = process.cpuUsage();
  await sleep((plan.seconds * 1000) / 2);
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
  return {
    enqueueMs,
    sentInTheMinute: sent,
    refused: after.refused,
    share: sent / (platformRate * seconds),
    emergencyMs,
    processorMs: (user + system) / 1000 / Math.max(1, sent),
    quiet,
    meanwhile,
    memory: memory.stop(),
  };
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

const watchMemory = () => {
  const megabytes = (): number => process.memoryUsage.rss() / 1024 / 1024;
  const before = megabytes();
  let most = before;
  const timer = setInterval(() => {
    most = Math.max(most, megabytes());
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

const identities = jsonInsert("Identity", {
  id: "text",
  companyId: "text",
  personId: "text",
  platform: "text",
  externalId: "text",
  chatId: "text",
  language: "text",
  createdAt: "timestamp(3)",
});

const rowsAtATime = 2_000;

/** The tappers' house, and a large one of as many readers; only the first of them are in Telegram. */
const populate = async (
  url: string,
  { residents, audience }: Platforms,
  recipients: number,
): Promise<Places> => {
  const database = await openDatabase(url);
  const core = silentCore(database, benchVault());
  await settle(core, residents);
  const small = await database.read.building.findFirstOrThrow();
  const { companyId } = small;
  const run = <T>(fn: (work: Work) => Promise<T>): Promise<T> =>
    runWork(core, { actor: { kind: "system", name: "bench", companyId }, channel: "cli" }, fn);
  const added = await run((work) => addBuilding(work, { companyId, address: "ул. Мира, 2", language: "ru" }));
  if (!added.ok) throw new Error(added.code);
  const large = added.value.buildingId;
  const nobody = Array.from(
    { length: Math.max(0, recipients - audience.length) },
    (_, index) => 9_000_000 + index,
  );
  const accounts = [...audience.slice(0, recipients), ...nobody];
  for (let start = 0; start < accounts.length; start += rowsAtATime)
    await run((work) => moveIn(work, companyId, large, accounts.slice(start, start + rowsAtATime)));
  // As autovacuum does by itself soon after.
  await run((work) => refreshStatistics(work.tx, ["Person", "Identity", "Unit", "Occupancy"]));
  await database.close();
  return { companyId, small: small.id, large };
};

const moveIn = async (
  work: Work,
  companyId: string,
  buildingId: string,
  accounts: readonly number[],
): Promise<void> => {
  const createdAt = work.now;
  const of = (kind: string, account: number) => `reader-${kind}-${account}`;
  const nameSealed = work.vault.seal("Анна");
  await insertRows(
    work,
    "Person",
    accounts.map((account) => ({ id: of("person", account), companyId, nameSealed, createdAt })),
  );
  await identities.insert(
    work.tx,
    accounts.map((account) => ({
      id: of("identity", account),
      companyId,
      personId: of("person", account),
      platform: "telegram",
      externalId: String(account),
      chatId: String(account),
      language: "ru",
      createdAt,
    })),
  );
  const unit = {
    companyId,
    buildingId,
    kind: "apartment",
    account: null,
    riser: null,
    entrance: null,
    floor: null,
    area: null,
    createdAt,
  };
  await insertRows(
    work,
    "Unit",
    accounts.map((account) => ({ ...unit, id: of("unit", account), number: String(account) })),
  );
  const held = {
    companyId,
    kind: "owner",
    shareNumerator: null,
    shareDenominator: null,
    to: null,
    from: createdAt,
  };
  await insertRows(
    work,
    "Occupancy",
    accounts.map((account) => ({
      ...held,
      id: of("occupancy", account),
      personId: of("person", account),
      unitId: of("unit", account),
    })),
  );
};
