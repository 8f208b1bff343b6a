import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { confirmAnnouncement } from "../../../src/core/announcements/confirm-announcement.ts";
import { correctAnnouncement } from "../../../src/core/announcements/correct-announcement.ts";
import {
  createAnnouncement,
  type NewAnnouncement,
} from "../../../src/core/announcements/create-announcement.ts";
import { runDueAnnouncements } from "../../../src/core/announcements/run-due.ts";
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
