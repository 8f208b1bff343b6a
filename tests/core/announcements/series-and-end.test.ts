import fc from "fast-check";
import { DateTime } from "luxon";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { confirmAnnouncement } from "../../../src/core/announcements/confirm-announcement.ts";
import { correctAnnouncement } from "../../../src/core/announcements/correct-announcement.ts";
import {
  createAnnouncement,
  type NewAnnouncement,
} from "../../../src/core/announcements/create-announcement.ts";
import { nextTime, runDueAnnouncements } from "../../../src/core/announcements/run-due.ts";
import { databases } from "../../support/databases.ts";
import { type AlertTown, openAlertTown } from "./alert-town.ts";

const texts = { ru: { title: "Уборка", body: "Моем лестницы." } };

describe.each(databases)("the times of announcements on $name", (database) => {
  let town: AlertTown;
  beforeAll(async () => {
    town = await openAlertTown(database, 3);
  });
  afterAll(() => town.close());

  const confirmed = async (more: Partial<NewAnnouncement>): Promise<string> => {
    const created = await town.run((work) =>
      createAnnouncement(work, {
        kind: "outage",
        category: "other",
        texts,
        audience: { buildingIds: [], who: "all" },
        ...more,
      }),
    );
    if (!created.ok) throw new Error(created.code);
    const done = await town.run((work) => confirmAnnouncement(work, created.value));
    if (!done.ok) throw new Error(done.code);
    return created.value.announcementId;
  };
  const read = () => town.core.database.read.announcement;

  it("come back to the 31st after a month that has none", async () => {
    town.clock.set(new Date("2026-08-30T07:00:00Z"));
    await confirmed({ kind: "general", sendAt: new Date("2026-08-31T07:00:00Z"), repeat: "monthly" });
    for (const day of ["2026-08-31", "2026-09-30", "2026-10-31"]) {
      town.clock.set(new Date(`${day}T07:01:00Z`));
      await runDueAnnouncements(town.core, new Set(["telegram"]));
    }
    const series = await read().findMany({ where: { repeat: "monthly" }, orderBy: { sendAt: "asc" } });
    expect(series.map(({ sendAt }) => sendAt?.toISOString().slice(0, 10))).toEqual([
      "2026-08-31",
      "2026-09-30",
      "2026-10-31",
      "2026-11-30",
    ]);
  });

  it.each([
    ["monthly", "2031-03-29T08:00:00Z", ["2031-04-29T07:00", "2031-05-29T07:00"]],
    ["weekly", "2031-10-20T07:00:00Z", ["2031-10-27T08:00", "2031-11-03T08:00"]],
  ] as const)("keep the hour on the wall when the clocks change: %s", async (repeat, first, expected) => {
    await town.run(({ tx }) =>
      tx.company.update({ where: { id: town.companyId }, data: { timeZone: "Europe/Berlin" } }),
    );
    const sendAt = new Date(first);
    town.clock.set(new Date(sendAt.getTime() - 3_600_000));
    const id = await confirmed({ kind: "general", sendAt, repeat });
    for (let at = sendAt; at < new Date(`${expected[1]}Z`); at = new Date(at.getTime() + 86_400_000)) {
      town.clock.set(new Date(at.getTime() + 7_200_000));
      await runDueAnnouncements(town.core, new Set(["telegram"]));
    }
    const series = await read().findMany({ where: { seriesId: id }, orderBy: { sendAt: "asc" } });
    expect(series.map((one) => one.sendAt?.toISOString().slice(0, 16)).slice(0, 2)).toEqual(expected);
    await town.run(({ tx }) =>
      tx.announcement.updateMany({
        where: { repeat, state: "scheduled" },
        data: { state: "cancelled" },
      }),
    );
  });

  it("are on the same day and hour of the wall as the first, or on the last of a shorter month", () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date("2026-01-01"), max: new Date("2040-01-01"), noInvalidDate: true }),
        fc.constantFrom("Europe/Berlin", "Europe/Moscow", "America/New_York", "Asia/Tbilisi"),
        fc.constantFrom("weekly" as const, "monthly" as const),
        fc.integer({ min: 0, max: 800 }),
        (firstAt, zone, repeat, days) => {
          const now = new Date(firstAt.getTime() + days * 86_400_000);
          const next = nextTime(firstAt, repeat, zone, now);
          expect(next.getTime()).toBeGreaterThan(now.getTime());
          const [first, here] = [firstAt, next].map((at) => DateTime.fromJSDate(at, { zone }));
          if (!first || !here) throw new Error("no time");
          if (repeat === "weekly") expect(here.weekday).toBe(first.weekday);
          else expect(here.day).toBe(Math.min(first.day, here.daysInMonth ?? 0));
          // An hour that the clocks skip is the one after.
          const hours = [first.hour, (first.hour + 1) % 24];
          expect(hours).toContain(here.hour);
          expect(here.minute).toBe(first.minute);
        },
      ),
      { numRuns: Number(process.env.DOMOVOY_RUNS ?? 300) },
    );
  });

  it("end at the end that a correction is the first to give", async () => {
    const announcementId = await confirmed({});
    const { startedAt } = await read().findUniqueOrThrow({ where: { id: announcementId } });
    const endsAt = new Date(Number(startedAt) + 3_600_000);
    const corrected = await town.run((work) => correctAnnouncement(work, { announcementId, texts, endsAt }));
    expect(corrected.ok).toBe(true);
    expect(await read().findUniqueOrThrow({ where: { id: announcementId } })).toMatchObject({
      expiresAt: endsAt,
    });
    town.clock.move(61);
    await runDueAnnouncements(town.core, new Set(["telegram"]));
    expect(await read().findUniqueOrThrow({ where: { id: announcementId } })).toMatchObject({
      state: "expired",
    });
  });
});
