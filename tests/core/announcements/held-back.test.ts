import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { confirmAnnouncement } from "../../../src/core/announcements/confirm-announcement.ts";
import { createAnnouncement } from "../../../src/core/announcements/create-announcement.ts";
import { followAnnouncement } from "../../../src/core/announcements/follow-announcement.ts";
import { orderHeldBack, sendHeldBack } from "../../../src/core/announcements/send-held-back.ts";
import { ways } from "../../../src/core/contacts/kinds.ts";
import { runWork } from "../../../src/core/work/run-work.ts";
import { databases } from "../../support/databases.ts";
import { type AlertTown, openAlertTown } from "./alert-town.ts";

describe.each(databases)("short messages held back for money on $name", (kind) => {
  let town: AlertTown;
  beforeAll(async () => {
    town = await openAlertTown(kind, 11);
  }, 120_000);
  afterAll(() => town.close());

  const follows = (id: string) => followAnnouncement({ core: town.core, ways: () => new Set(ways) }, id);
  const settle = (id: string, platform: string | undefined, data: object) =>
    town.core.database.transaction((tx) =>
      tx.outboxMessage.updateMany({
        where: { subjectId: id, state: "pending", ...(platform ? { platform } : {}) },
        data,
      }),
    );
  const waiting = (id: string) =>
    town.core.database.read.outboxMessage.count({ where: { subjectId: id, state: "pending" } });
  const states = async (id: string) => {
    const rows = await town.core.database.read.delivery.findMany({
      where: { announcementId: id, way: "sms" },
    });
    return rows.map(({ state }) => state).sort();
  };
  const asks = (role: "administrator" | "dispatcher") =>
    runWork(
      town.core,
      {
        actor: {
          kind: "person",
          personId: "person-00",
          companyId: town.companyId,
          language: "ru",
          account: null,
          roles: [{ kind: role, buildingId: null }],
          occupancies: [],
        },
        channel: "slack",
      },
      orderHeldBack,
    );

  it("go once there is money, to those whom no other way has told, and not twice", async () => {
    const created = await town.run((work) =>
      createAnnouncement(work, {
        kind: "outage",
        category: "water",
        texts: { ru: { title: "Вода", body: "Нет воды." } },
        audience: { buildingIds: town.buildingIds, who: "all" },
      }),
    );
    if (!created.ok) throw new Error(created.code);
    const { announcementId: id } = created.value;
    await town.run((work) => confirmAnnouncement(work, { announcementId: id }));
    const dead = { state: "dead", failureCode: "over-budget", failureText: "the limit is used up" };
    await follows(id);
    // Until nobody has a way left that is being tried.
    while ((await waiting(id)) > 0) {
      await settle(id, "sms", dead);
      // Some are told by e-mail in the end; the others by nothing.
      await settle(id, "email", { state: "sent", sentMessageId: "m", sentAt: town.clock.now() });
      await settle(id, undefined, { state: "dead", failureCode: "unreachable" });
      await follows(id);
    }
    const held = (await states(id)).length;
    expect(held).toBeGreaterThan(0);
    expect(await states(id)).toEqual(Array.from({ length: held }, () => "failed"));
    expect(await asks("dispatcher")).toMatchObject({ ok: false, code: "forbidden" });
    expect(await asks("administrator")).toMatchObject({ ok: true, value: { held } });
    const sent = await sendHeldBack(town.core, town.companyId);
    expect(sent).toBeGreaterThan(0);
    expect(sent).toBeLessThanOrEqual(held);
    expect(await sendHeldBack(town.core, town.companyId)).toBe(0);
    await settle(id, "sms", { state: "sent", sentMessageId: "s", sentAt: town.clock.now() });
    await follows(id);
    const { read } = town.core.database;
    const announcement = await read.announcement.findUniqueOrThrow({ where: { id } });
    const reached = await read.recipient.count({ where: { announcementId: id, state: "reached" } });
    const unreachable = await read.recipient.count({ where: { announcementId: id, state: "unreachable" } });
    expect(announcement).toMatchObject({ reached, unreachable });
    expect((await states(id)).filter((state) => state === "sent")).toHaveLength(sent);
  }, 120_000);
});
