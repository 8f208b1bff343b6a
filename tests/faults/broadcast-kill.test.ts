import { setTimeout as sleep } from "node:timers/promises";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEmbeddedQueue } from "../../src/adapters/queue/embedded-queue.ts";
import { openPgBossQueue } from "../../src/adapters/queue/pg-boss-queue.ts";
import { confirmAnnouncement } from "../../src/core/announcements/confirm-announcement.ts";
import { createAnnouncement } from "../../src/core/announcements/create-announcement.ts";
import { runDueAnnouncements } from "../../src/core/announcements/run-due.ts";
import { systemClock } from "../../src/core/clock.ts";
import type { Core } from "../../src/core/work/core.ts";
import { runWork } from "../../src/core/work/run-work.ts";
import type { Work } from "../../src/core/work/work.ts";
import type { Queue } from "../../src/jobs/queue.ts";
import { databases } from "../support/databases.ts";
import { seedReaders } from "../support/seed-readers.ts";
import type { Child } from "./support/child.ts";
import { countDeath, noKillings, startWorker } from "./support/killer.ts";
import { until } from "./support/patience.ts";
import { compileProgram, type Program } from "./support/program.ts";
import { seededRandom } from "./support/random.ts";
import { seed, tell } from "./support/run-options.ts";
import { openWorld, type World } from "./support/world.ts";

/** Deaths in the middle of one sending, on each database; more by DOMOVOY_BROADCAST_KILLS=250. */
const deaths = Number(process.env.DOMOVOY_BROADCAST_KILLS ?? 20);

/** Messages that the platform takes of a life before it is ended: at most so many. */
const sendsInALife = 12;

/** More than one life gets through: what was taken, and a window of what is in flight (12), twice in a life that ends by the clock. */
const readersADeath = 40;

const longestLifeMs = 30_000;

const text = "Воду отключат завтра";

describe.each(databases)(
  `kill -9 in the middle of an announcement on $name (DOMOVOY_SEED=${seed})`,
  (database) => {
    const random = seededRandom(seed);
    const killings = noKillings();
    const readers: number[] = [];
    let program: Program;
    let world: World;
    let core: Core;
    let queue: Queue;
    beforeAll(async () => {
      program = compileProgram();
      world = await openWorld({ database, residents: 1, managers: 1 });
      const logger = pino({ level: "error" });
      const url = String(world.env.DATABASE_URL);
      queue =
        database.name === "sqlite"
          ? createEmbeddedQueue({ database: world.database, clock: systemClock, logger })
          : await openPgBossQueue({ url, clock: systemClock, logger });
      core = {
        database: world.database,
        vault: world.vault,
        clock: systemClock,
        subscribers: [],
        enqueueJobs: queue.enqueue,
        committed: () => undefined,
      };
      for (let count = 0; count < (deaths + 2) * readersADeath; count += 1) {
        const { id } = world.telegram.addUser({ firstName: "Анна", languageCode: "ru" });
        world.telegram.privateChat(id);
        readers.push(id);
      }
    });
    afterAll(async () => {
      await queue?.stop();
      await world?.close();
      program?.remove();
    });

    const asSystem = <T>(fn: (work: Work) => Promise<T>): Promise<T> => {
      const { companyId } = world.seeded;
      return runWork(core, { actor: { kind: "system", name: "test", companyId }, channel: "cli" }, fn);
    };
    const begin = async (): Promise<string> => {
      const { companyId } = world.seeded;
      const building = await world.database.read.building.findFirstOrThrow();
      await asSystem((work) => seedReaders(work, { companyId, buildingId: building.id }, readers));
      return asSystem(async (work) => {
        const created = await createAnnouncement(work, {
          kind: "outage",
          category: "water",
          texts: { ru: { title: text, body: "Закройте краны." } },
          audience: { buildingIds: [building.id], who: "all" },
        });
        if (!created.ok) throw new Error(created.code);
        const { announcementId } = created.value;
        const confirmed = await confirmAnnouncement(work, { announcementId });
        if (!confirmed.ok) throw new Error(confirmed.code);
        return announcementId;
      });
    };
    /** Begins a life and ends it in the same turn in which the platform has taken the last of so many messages, counted from its first. */
    const beginAndKillAfter = async (sends: number, child: Child): Promise<void> => {
      let left = sends;
      const stop = world.telegram.onEvent((event) => {
        if (event.type !== "call" || event.call.method !== "sendMessage") return;
        left -= 1;
        if (left === 0) child.signal("SIGKILL");
      });
      child.begin();
      await Promise.race([child.ended, sleep(longestLifeMs, undefined, { ref: false })]);
      stop();
      child.signal("SIGKILL");
    };

    /** A life that ends as it has just come up, while the list is made, or after some messages. */
    const live = async (next: Child): Promise<void> => {
      await next.loaded;
      // What a minute's tick does; lives are shorter than that.
      await runDueAnnouncements(core, new Set(["telegram"]));
      if (random.chance(0.2)) {
        next.begin();
        await next.running;
        await sleep(random.between(0, 60));
        next.signal("SIGKILL");
      } else await beginAndKillAfter(Math.ceil(random.between(1, sendsInALife)), next);
      await countDeath(world, killings, next);
    };

    it(
      `tells ${(deaths + 2) * readersADeath} people once each in ${deaths} deaths`,
      async () => {
        // So slow that no life comes to the end of it.
        world.telegram.fault({ method: "sendMessage", answer: "delay", ms: 150, times: 1_000_000 });
        const announcementId = await begin();
        for (let death = 0; death < deaths; death += 1) await live(startWorker(world, program));
        const { reached } = await world.database.read.announcement.findUniqueOrThrow({
          where: { id: announcementId },
        });
        expect(reached, "it was killed before the end").toBeLessThan(readers.length);
        world.telegram.clearFaults();
        const last = startWorker(world, program);
        await last.loaded;
        last.begin();
        await last.running;
        await runDueAnnouncements(core, new Set(["telegram"]));
        await until(
          "everybody was told",
          async () =>
            (await world.database.read.announcement.count({
              where: { id: announcementId, state: "sent" },
            })) === 1,
          180_000,
        );
        last.signal("SIGTERM");
        await last.ended;
        const deliveries = await world.database.read.delivery.findMany({ where: { announcementId } });
        const chats = new Map(deliveries.map(({ chatId, outboxKey }) => [chatId, outboxKey]));
        expect(deliveries.filter(({ state }) => state !== "sent")).toEqual([]);
        const rows = await world.database.read.outboxMessage.findMany({
          select: { id: true, dedupeKey: true },
        });
        const idOf = new Map(rows.map(({ id, dedupeKey }) => [dedupeKey, id]));
        let repeats = 0;
        for (const reader of readers) {
          const got = world.telegram.messages(reader).filter((message) => message.text.includes(text)).length;
          const inFlight = killings.inFlight.get(idOf.get(chats.get(String(reader)) ?? "") ?? -1) ?? 0;
          expect(got, `reader ${reader}`).toBeGreaterThanOrEqual(1);
          expect(got, `reader ${reader}, in flight at ${inFlight} deaths`).toBeLessThanOrEqual(1 + inFlight);
          repeats += got - 1;
        }
        expect(killings.errors, "lines at ERROR").toEqual([]);
        tell(
          `${database.name}: ${killings.count} kills in one announcement to ${readers.length} people; ${repeats} messages in flight repeated; DOMOVOY_SEED=${seed}`,
        );
      },
      240_000 + deaths * 30_000,
    );
  },
);
