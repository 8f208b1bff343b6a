import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Audience } from "../../../src/core/announcements/audience.ts";
import { confirmAnnouncement } from "../../../src/core/announcements/confirm-announcement.ts";
import { createAnnouncement } from "../../../src/core/announcements/create-announcement.ts";
import { followAnnouncement } from "../../../src/core/announcements/follow-announcement.ts";
import { onUndelivered } from "../../../src/core/announcements/on-undelivered.ts";
import { ways } from "../../../src/core/contacts/kinds.ts";
import type { Core } from "../../../src/core/work/core.ts";
import type { AnnouncementKind } from "../../../src/database/types.ts";
import { databases } from "../../support/databases.ts";
import { type AlertTown, openAlertTown } from "./alert-town.ts";

const numRuns = Number(process.env.DOMOVOY_RUNS ?? 25);

/** What a run takes on a machine that does other things too. */
const longest = 120_000 + numRuns * 400;

const night = new Date("2026-06-10T21:30:00Z");
const noon = new Date("2026-06-10T09:00:00Z");

type Step =
  /** The job runs, and its process dies at a transaction, if at all. */
  | { do: "follow"; diesAt: number | null }
  /** Of what waits in the outbox every so-many-th is sent, given up or left waiting. */
  | { do: "deliver"; fates: ("sent" | "dead" | "waits")[] }
  | { do: "wait"; minutes: number }
  /** One of the sent counts as not arrived after all. */
  | { do: "comes back"; which: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constant("follow" as const),
    diesAt: fc.option(fc.integer({ min: 0, max: 9 }), { nil: null }),
  }),
  fc.record({
    do: fc.constant("deliver" as const),
    fates: fc.array(fc.constantFrom("sent" as const, "dead" as const, "waits" as const), {
      minLength: 1,
      maxLength: 5,
    }),
  }),
  fc.record({ do: fc.constant("wait" as const), minutes: fc.integer({ min: 1, max: 130 }) }),
  fc.record({ do: fc.constant("comes back" as const), which: fc.nat(30) }),
);

const part = fc.record({
  building: fc.constantFrom(0, 1),
  entrance: fc.option(fc.constantFrom("1", "2"), { nil: undefined }),
  riser: fc.option(fc.constantFrom("1", "2", "3"), { nil: undefined }),
  units: fc.option(fc.array(fc.nat(20), { minLength: 1, maxLength: 6 }), { nil: undefined }),
  who: fc.constantFrom("all" as const, "owners" as const),
});

describe.each(databases)("an announcement to many on $name", (kind) => {
  let town: AlertTown;
  beforeAll(async () => {
    town = await openAlertTown(kind);
  }, 120_000);
  afterAll(() => town.close());

  const deps = (core: Core) => ({ core, ways: () => new Set(ways) });

  const written = async (kind: AnnouncementKind, audience: Audience): Promise<string> => {
    const created = await town.run((work) =>
      createAnnouncement(work, {
        kind,
        category: "water",
        texts: { ru: { title: "Вода", body: "Нет воды." } },
        audience,
      }),
    );
    if (!created.ok) throw new Error(created.code);
    const confirmed = await town.run((work) => confirmAnnouncement(work, created.value));
    if (!confirmed.ok) throw new Error(confirmed.code);
    return created.value.announcementId;
  };

  const open = (id: string) =>
    town.core.database.read.outboxMessage.findMany({
      where: { subjectId: id, state: "pending" },
      orderBy: { id: "asc" },
    });

  const take = async (id: string, next: Step): Promise<void> => {
    const { core, clock } = town;
    if (next.do === "wait") return clock.move(next.minutes);
    if (next.do === "follow") {
      const by = next.diesAt === null ? core : town.dyingAt(next.diesAt);
      await followAnnouncement(deps(by), id).catch((error: Error) => {
        if (error.message !== "killed") throw error;
      });
      return;
    }
    if (next.do === "deliver") {
      const rows = await open(id);
      if (rows.length === 0) return;
      return core.database.transaction(async (tx) => {
        for (const fate of ["sent", "dead"] as const) {
          const ids = rows
            .filter((_, at) => next.fates[at % next.fates.length] === fate)
            .map((row) => row.id);
          if (ids.length > 0)
            await tx.outboxMessage.updateMany({
              where: { id: { in: ids } },
              data: { state: fate, sentMessageId: fate === "sent" ? "m" : null, sentAt: clock.now() },
            });
        }
      });
    }
    const sent = await core.database.read.outboxMessage.findMany({
      where: { subjectId: id, state: "sent", platform: { in: ["email", "sms"] } },
      orderBy: { id: "asc" },
    });
    const back = sent[next.which % Math.max(1, sent.length)];
    if (!back) return;
    await town.run((work) =>
      onUndelivered(work, {
        type: "message.receipt",
        companyId: town.companyId,
        platform: back.platform,
        outboxId: back.id,
        contactPointId: back.chatId,
        delivered: false,
      } as Parameters<typeof onUndelivered>[1]),
    );
  };

  /** Until nothing is left to do: whatever still waits arrives. */
  const finish = async (id: string): Promise<void> => {
    const { read } = town.core.database;
    for (let round = 0; round < 12; round += 1) {
      await take(id, { do: "follow", diesAt: null });
      await take(id, { do: "deliver", fates: ["sent"] });
      await take(id, { do: "follow", diesAt: null });
      town.clock.move(400);
      const undone = { announcementId: id, state: { in: ["waiting" as const, "trying" as const] } };
      if ((await read.recipient.count({ where: undone })) + (await open(id)).length === 0) return;
    }
  };

  /** So that the ten-thousandth sending finds the tables as the first did. */
  const forget = (id: string): Promise<void> =>
    town.core.database.transaction(async (tx) => {
      await tx.outboxMessage.deleteMany({ where: { subjectId: id } });
      await tx.delivery.deleteMany({ where: { announcementId: id } });
      await tx.recipient.deleteMany({ where: { announcementId: id } });
    });

  const everybody = () => ({ buildingIds: town.buildingIds, who: "all" as const });

  it(
    "reaches each person once by each way at most, whatever fails, dies or comes back",
    async () => {
      const kinds = fc.constantFrom<AnnouncementKind>("outage", "emergency", "general");
      await fc.assert(
        fc.asyncProperty(kinds, fc.array(step, { maxLength: 14 }), async (kind, steps) => {
          town.clock.set(noon);
          const id = await written(kind, everybody());
          for (const each of steps) await take(id, each);
          await finish(id);

          const { read } = town.core.database;
          const messages = await read.outboxMessage.findMany({ where: { subjectId: id } });
          const to = messages.map(({ platform, chatId }) => `${platform} ${chatId}`);
          expect(new Set(to).size).toBe(to.length);
          const tries = await read.delivery.findMany({ where: { announcementId: id } });
          expect(tries.length).toBe(messages.length);
          expect(tries.filter(({ state }) => state === "queued")).toEqual([]);

          const recipients = await read.recipient.findMany({ where: { announcementId: id } });
          for (const { personId, state } of recipients) {
            const mine = tries.filter(({ target }) => target === personId);
            const told = mine.some((one) => one.state === "sent");
            expect(state === "reached").toBe(told);
            if (told) continue;
            // Nobody is given up while a way is left.
            const all = town.neighbours.find((one) => one.personId === personId)?.ways ?? [];
            const left = all.filter((way) => !mine.some((one) => one.way === way));
            expect(left.filter((way) => way !== "sms" || kind !== "general")).toEqual([]);
          }
          const announcement = await read.announcement.findUniqueOrThrow({ where: { id } });
          expect(announcement.state).toBe("sent");
          expect(announcement.people).toBe(recipients.length);
          expect(announcement.reached).toBe(recipients.filter(({ state }) => state === "reached").length);
          await forget(id);
        }),
        { numRuns },
      );
    },
    longest,
  );

  it(
    "is for exactly those of whom a plain reading of the register says so",
    async () => {
      await fc.assert(
        fc.asyncProperty(part, async ({ building, entrance, riser, units, who }) => {
          town.clock.set(noon);
          const buildingId = town.buildingIds[building] ?? "";
          const here = town.holdings.filter((one) => one.buildingId === buildingId);
          const unitIds = units?.map((n) => here[n % here.length]?.unitId ?? "");
          const inParts = here
            .filter((one) => entrance === undefined || one.entrance === entrance)
            .filter((one) => riser === undefined || one.riser === riser)
            .filter((one) => unitIds === undefined || unitIds.includes(one.unitId));
          const created = await town.run((work) =>
            createAnnouncement(work, {
              kind: "outage",
              category: "water",
              texts: { ru: { title: "Вода", body: "Нет воды." } },
              audience: {
                buildingIds: [buildingId],
                who,
                ...(entrance === undefined ? {} : { entrance }),
                ...(riser === undefined ? {} : { riser }),
                ...(unitIds === undefined ? {} : { unitIds }),
              },
            }),
          );
          if (!created.ok) {
            // Refused where a listed flat is elsewhere, or no flat answers to the part.
            const found = new Set(inParts.map(({ unitId }) => unitId)).size;
            expect(found).toBeLessThan(unitIds === undefined ? 1 : new Set(unitIds).size);
            return;
          }
          await town.run((work) => confirmAnnouncement(work, created.value));
          await followAnnouncement(deps(town.core), created.value.announcementId);
          const expected = new Set(
            inParts
              .filter((one) => !one.over)
              .filter((one) => who === "all" || one.kind === "owner")
              .map(({ personId }) => personId),
          );
          const found = await town.core.database.read.recipient.findMany({
            where: { announcementId: created.value.announcementId },
          });
          expect(found.map(({ personId }) => personId).sort()).toEqual([...expected].sort());
        }),
        { numRuns: Math.min(numRuns * 2, 200) },
      );
    },
    longest,
  );

  it(
    "is an emergency to everybody at once, whoever turned off whatever and at whatever hour",
    async () => {
      const refusals = fc.array(
        fc.record({
          person: fc.nat(13),
          kind: fc.constantFrom("emergency", "outage"),
          way: fc.constantFrom(...ways),
        }),
        { maxLength: 40 },
      );
      await fc.assert(
        fc.asyncProperty(refusals, fc.boolean(), async (muted, quiet) => {
          town.clock.set(night);
          await town.run(async ({ tx, now }) => {
            await tx.notificationSetting.deleteMany({});
            const rows = muted.map(({ person, kind, way }) => ({
              personId: town.neighbours[person]?.personId ?? "",
              companyId: town.companyId,
              kind,
              way,
              via: "settings",
              createdAt: now,
            }));
            const keys = new Set<string>();
            for (const row of rows) {
              const key = `${row.personId} ${row.kind} ${row.way}`;
              if (keys.has(key)) continue;
              keys.add(key);
              await tx.notificationSetting.create({ data: row });
            }
            await tx.person.updateMany({
              data: quiet ? { quietFrom: 0, quietTo: 1439 } : { quietFrom: null, quietTo: null },
            });
          });
          const id = await written("emergency", everybody());
          await followAnnouncement(deps(town.core), id);
          const { read } = town.core.database;
          const recipients = await read.recipient.findMany({ where: { announcementId: id } });
          for (const { personId, state } of recipients) {
            const reachable =
              (town.neighbours.find((one) => one.personId === personId)?.ways.length ?? 0) > 0;
            expect(state).toBe(reachable ? "trying" : "unreachable");
          }
          const waiting = await open(id);
          expect(waiting.every(({ notBefore, lane }) => notBefore <= night && lane === 1)).toBe(true);
          expect(waiting.length).toBe(recipients.filter(({ state }) => state === "trying").length);
          await forget(id);
        }),
        { numRuns },
      );
    },
    longest,
  );
});
