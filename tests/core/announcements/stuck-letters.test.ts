import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { confirmAnnouncement } from "../../../src/core/announcements/confirm-announcement.ts";
import { createAnnouncement } from "../../../src/core/announcements/create-announcement.ts";
import { followAnnouncement } from "../../../src/core/announcements/follow-announcement.ts";
import { window } from "../../../src/core/announcements/top-up.ts";
import { ways } from "../../../src/core/contacts/kinds.ts";
import { databases } from "../../support/databases.ts";
import { type AlertTown, openAlertTown } from "./alert-town.ts";

describe.each(databases)("letters that are stuck at a mail server on $name", (kind) => {
  let town: AlertTown;
  beforeAll(async () => {
    town = await openAlertTown(kind, 6);
  }, 120_000);
  afterAll(() => town.close());

  it("hold nobody up for longer than some minutes, and are not written again", async () => {
    const created = await town.run((work) =>
      createAnnouncement(work, {
        kind: "outage",
        category: "water",
        texts: { ru: { title: "Вода", body: "Нет воды." } },
        audience: { buildingIds: town.buildingIds, who: "all" },
      }),
    );
    if (!created.ok) throw new Error(created.code);
    const { announcementId } = created.value;
    // As many as the outbox may hold of one announcement, all for a mail server that takes none.
    await town.run(({ tx, now }) =>
      tx.delivery.createMany({
        data: Array.from({ length: window }, (_, n) => ({
          id: `letter-${n}`,
          companyId: town.companyId,
          announcementId,
          target: `reader-${n}`,
          personId: `reader-${n}`,
          way: "email",
          platform: "email",
          chatId: `contact-${n}`,
          language: "ru",
          outboxKey: `an:letter-${n}`,
          textVersion: 1,
          queuedAt: now,
        })),
      }),
    );
    await town.run((work) => confirmAnnouncement(work, { announcementId }));
    const follows = () => followAnnouncement({ core: town.core, ways: () => new Set(ways) }, announcementId);
    const supplied = () =>
      town.core.database.read.delivery.count({
        where: { announcementId, target: { startsWith: "person-" } },
      });
    await follows();
    expect(await supplied()).toBe(0);
    town.clock.move(2);
    await follows();
    expect(await supplied()).toBe(0);
    town.clock.move(2);
    await follows();
    const reachable = town.neighbours.filter(
      ({ personId, ways: known }) =>
        known.length > 0 && town.holdings.some((one) => one.personId === personId && !one.over),
    );
    expect(await supplied()).toBe(reachable.length);
    await follows();
    expect(await supplied()).toBe(reachable.length);
    const letters = { announcementId, target: { startsWith: "reader-" } };
    expect(await town.core.database.read.delivery.count({ where: letters })).toBe(window);
  });
});
