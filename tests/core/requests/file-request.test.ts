import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { requestCard } from "../../../src/core/requests/request-card.ts";
import { databases } from "../../support/databases.ts";
import { codeOf, must, openDesk, photo, type RequestDesk } from "./request-desk.ts";

describe.each(databases)("Filing a request on $name", (kind) => {
  let desk: RequestDesk;
  beforeAll(async () => {
    desk = await openDesk(kind);
  });
  afterAll(() => desk.close());

  test("it is numbered, gets due times, and waits for its pictures", async () => {
    const before = desk.jobs.length;
    const filed = await desk.filed({
      text: "  Течёт кран  ",
      access: "после 18",
      files: [photo("a"), photo("b")],
      source: "telegram:1:1",
    });
    expect(filed).toMatchObject({ priority: "normal", emergency: null, timeZone: "Europe/Moscow" });
    expect(filed.reactDueAt).toEqual(new Date("2026-03-02T11:00:00Z"));
    expect(filed.fixDueAt).toEqual(new Date("2026-03-03T09:00:00Z"));
    const card = await requestCard(desk.database.read, desk.vault, filed.requestId);
    expect(card).toMatchObject({
      number: filed.number,
      state: "new",
      text: "Течёт кран",
      access: "после 18",
      author: { name: "Анна" },
      unit: { number: "45" },
      category: { key: "plumbing.tap", titles: null },
      assignee: { name: "Мария" },
      takenAt: null,
      version: 0,
    });
    expect(card?.attachments.map((each) => each.state)).toEqual(["pending", "pending"]);
    expect(desk.jobs.slice(before).map((job) => job.queue)).toEqual(["fetch-attachment", "fetch-attachment"]);
    expect(desk.heard).toContainEqual({
      type: "request.changed",
      act: "filed",
      companyId: desk.companyId,
      requestId: filed.requestId,
      eventId: filed.eventId,
      actorId: desk.anna.personId,
    });
    expect(await desk.audits(filed.requestId)).toHaveLength(1);
  });

  test("nothing personal stands in the rows in plain", async () => {
    const { requestId } = await desk.filed({ text: "Секретная труба", access: "код 1234" });
    const row = JSON.stringify(await desk.row(requestId));
    expect(row).not.toContain("Секретная");
    expect(row).not.toContain("1234");
  });

  test("words that mean an emergency raise it, by the clock of emergencies", async () => {
    const filed = await desk.filed({ categoryKey: "other", text: "В подъезде пахнет газом!" });
    expect(filed).toMatchObject({ priority: "emergency", emergency: { kind: "gas", call112: true } });
    expect(filed.reactDueAt.getTime() - desk.time.now.getTime()).toBe(30 * 60_000);
    const byCategory = await desk.filed({ categoryKey: "lift.stuck", text: "Помогите" });
    expect(byCategory).toMatchObject({ priority: "emergency", emergency: { kind: "lift", call112: false } });
  });

  test("numbers have no gaps, refusals take none", async () => {
    const neighbour = { by: desk.neighbour, place: { unitId: desk.otherUnitId } };
    const first = await desk.filed(neighbour.place, neighbour.by);
    expect(codeOf(await desk.file({ ...neighbour.place, text: " " }, neighbour.by))).toBe("text-missing");
    const filed = await Promise.all([1, 2, 3].map(() => desk.filed(neighbour.place, neighbour.by)));
    expect(filed.map((each) => each.number).sort()).toEqual([1, 2, 3].map((more) => first.number + more));
  });

  test("each mistake has its code and leaves nothing but an audit entry", async () => {
    const rows = await desk.database.read.request.count();
    const codes = [
      await desk.file({ text: "" }),
      await desk.file({ text: "я".repeat(3001) }),
      await desk.file({ access: "я".repeat(501) }),
      await desk.file({ files: Array.from({ length: 11 }, (_, index) => photo(`${index}`)) }),
      await desk.file({ categoryKey: "nonsense" }),
      await desk.file({ unitId: "nowhere" }),
      await desk.file({ unitId: null }),
      await desk.file({ unitId: desk.otherUnitId }),
      await desk.file({ authorId: desk.neighbour.personId }),
      await desk.file({ authorId: "nobody" }, desk.manager),
      await desk.file({}, desk.system),
    ].map(codeOf);
    expect(codes).toEqual([
      "text-missing",
      "text-too-long",
      "access-too-long",
      "too-many-files",
      "category-unknown",
      "place-unknown",
      "place-unknown",
      "forbidden",
      "forbidden",
      "author-unknown",
      "forbidden",
    ]);
    expect(await desk.database.read.request.count()).toBe(rows);
    const refusals = await desk.database.read.auditEntry.findMany({
      where: { act: "request.file", outcome: { not: "done" } },
    });
    for (const code of new Set(codes)) expect(refusals.map((each) => each.outcome)).toContain(code);
  });

  test("a text of 3000 letters is taken", async () => {
    expect(codeOf(await desk.file({ text: "😀".repeat(3000) }))).toBe("done");
  });

  test("staff file for a resident and may call it urgent; a resident may not", async () => {
    const filed = await desk.filed({ authorId: desk.anna.personId, priority: "urgent" }, desk.manager);
    expect(filed.priority).toBe("urgent");
    expect((await desk.row(filed.requestId)).authorId).toBe(desk.anna.personId);
    expect((await desk.filed({ priority: "urgent" })).priority).toBe("normal");
  });

  test("common places need no unit", async () => {
    const filed = await desk.filed({ unitId: null, buildingId: desk.buildingId, categoryKey: "yard.snow" });
    expect((await desk.row(filed.requestId)).unitId).toBeNull();
  });

  test("the eleventh of a day is refused, a day later the next is taken", async () => {
    const resident = await desk.person(desk.companyId, "Пётр", {
      unitId: desk.unitId,
      buildingId: desk.buildingId,
    });
    for (let count = 0; count < 10; count++) must(await desk.file({}, resident));
    expect(await desk.file({}, resident)).toEqual({ ok: false, code: "too-many", params: { max: 10 } });
    desk.wait(24 * 60 + 1);
    expect(codeOf(await desk.file({}, resident))).toBe("done");
  });
});
