import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor, PersonActor } from "../../../src/core/access/actor.ts";
import { can } from "../../../src/core/access/policy.ts";
import { subjectOf } from "../../../src/core/requests/change-request.ts";
import { listCategories } from "../../../src/core/requests/list-categories.ts";
import { listRequests, type RequestFilter } from "../../../src/core/requests/list-requests.ts";
import { searchRequests } from "../../../src/core/requests/search-requests.ts";
import { todaysNumbers } from "../../../src/core/requests/todays-numbers.ts";
import { visibleRequests } from "../../../src/core/requests/visible-requests.ts";
import { rowsOf, sql } from "../../../src/database/sql-part.ts";
import { databases } from "../../support/databases.ts";
import { actsOn } from "./request-acts.ts";
import { must, openDesk, type RequestDesk } from "./request-desk.ts";

const exactly = (total: number) => ({ total, more: false });

describe.each(databases)("Lists of requests on $name", (kind) => {
  let desk: RequestDesk;
  let tap: string;
  let lift: string;
  let snow: string;
  let finished: string;
  let tapNumber: number;

  beforeAll(async () => {
    desk = await openDesk(kind);
    ({ requestId: tap, number: tapNumber } = await desk.filed({ text: "Капает кран на кухне, трубу видно" }));
    ({ requestId: lift } = await desk.filed(
      { unitId: desk.otherUnitId, categoryKey: "lift.fault", text: "Лифт гудит, кран ни при чём" },
      desk.neighbour,
    ));
    ({ requestId: snow } = await desk.filed({
      unitId: null,
      buildingId: desk.buildingId,
      categoryKey: "yard.snow",
      text: "Скользко у входа",
    }));
    ({ requestId: finished } = await desk.filed({ text: "Разбита плитка ".repeat(20) }));
    must(await actsOn(desk, lift).assign(desk.manager, desk.contractor.personId));
    must(await actsOn(desk, lift).accept(desk.contractor));
    must(await actsOn(desk, finished).take(desk.manager));
    must(await actsOn(desk, finished).done(desk.manager));
  });
  afterAll(() => desk.close());

  const list = async (actor: Actor, filter: RequestFilter, now = desk.time.now) =>
    (await listRequests(desk.database.read, desk.vault, actor, { filter, page: 1, size: 10, now })).lines.map(
      (line) => line.id,
    );
  const search = async (query: string, actor: Actor = desk.manager) =>
    (
      await searchRequests(desk.database.read, desk.vault, actor, {
        query,
        page: 1,
        size: 10,
        now: desk.time.now,
      })
    ).lines
      .map((line) => line.id)
      .sort();
  const inTwoDays = () => new Date(desk.time.now.getTime() + 48 * 3_600_000);

  test("open, overdue, mine and own", async () => {
    expect(await list(desk.manager, { kind: "open" })).toEqual([tap, lift, snow]);
    expect(await list(desk.manager, { kind: "overdue" })).toEqual([]);
    expect(await list(desk.manager, { kind: "overdue" }, inTwoDays())).toEqual([tap, lift, snow]);
    expect(await list(desk.contractor, { kind: "mine" })).toEqual([lift]);
    // What nobody has taken yet is the matter of whoever is on duty.
    expect(await list(desk.manager, { kind: "mine" })).toEqual([tap, snow]);
    expect(new Set(await list(desk.anna, { kind: "own" }))).toEqual(new Set([tap, snow, finished]));
    expect(await list(desk.manager, { kind: "unit", unitId: desk.otherUnitId })).toEqual([lift]);
    expect(await list(desk.manager, { kind: "author", personId: desk.neighbour.personId })).toEqual([lift]);
    expect(await todaysNumbers(desk.database.read, desk.manager, inTwoDays())).toMatchObject({
      open: exactly(3),
      overdue: exactly(3),
      mine: exactly(2),
    });
  });

  test("a line tells enough to choose by", async () => {
    const wanted = {
      filter: { kind: "unit", unitId: desk.otherUnitId } as const,
      page: 1,
      size: 10,
      now: desk.time.now,
    };
    const { lines } = await listRequests(desk.database.read, desk.vault, desk.manager, wanted);
    expect(lines[0]).toMatchObject({
      state: "taken",
      category: { key: "lift.fault", titles: null },
      address: "ул. Ленина, 1",
      unitNumber: "46",
      snippet: "Лифт гудит, кран ни при чём",
      assigneeName: "Слесарь",
      overdue: null,
    });
  });

  test("a long text is cut for a line", async () => {
    const wanted = { filter: { kind: "own" } as const, page: 1, size: 10, now: desk.time.now };
    const { lines } = await listRequests(desk.database.read, desk.vault, desk.anna, wanted);
    const line = lines.find((each) => each.id === finished);
    expect(line?.snippet).toMatch(/^Разбита плитка .*…$/);
    expect(line?.snippet).toHaveLength(80);
  });

  test("pages are cut, and a page too far is the last one", async () => {
    const page = (number: number) =>
      listRequests(desk.database.read, desk.vault, desk.manager, {
        filter: { kind: "open" },
        page: number,
        size: 2,
        now: desk.time.now,
      });
    expect(await page(1)).toMatchObject({ page: 1, pages: 2, total: 3, lines: [{ id: tap }, { id: lift }] });
    expect(await page(9)).toMatchObject({ page: 2, lines: [{ id: snow }] });
    expect(await page(-1)).toMatchObject({ page: 1 });
  });

  test("search by number, unit and words in any form", async () => {
    expect(await search(`#${tapNumber}`)).toEqual([tap]);
    expect(await search(`№${tapNumber}`)).toEqual([tap]);
    expect(await search(`${tapNumber}`)).toEqual([tap]);
    expect(await search("46")).toEqual([lift]);
    expect(await search("краны")).toEqual([tap, lift].sort());
    expect(await search("КРАН труба")).toEqual([tap]);
    expect(await search("46 кран")).toEqual([lift]);
    expect(await search("ничего")).toEqual([]);
    expect(await search("99999999999999")).toEqual([]);
    expect(await search("  ?! ")).toEqual([]);
  });

  test("nobody finds what he may not see", async () => {
    expect(await search("кран", desk.anna)).toEqual([tap]);
    expect(await search("46", desk.anna)).toEqual([]);
    expect(await list(desk.neighbour, { kind: "open" })).toEqual([lift]);
    const stranger: Actor = {
      kind: "stranger",
      account: { platform: "telegram", externalId: "9", chatId: "9" },
      name: "?",
      language: "ru",
    };
    expect(await search("кран", stranger)).toEqual([]);
    expect(await list(stranger, { kind: "open" })).toEqual([]);
  });

  test("a new occupant does not see what was before", async () => {
    const next: PersonActor = {
      ...desk.neighbour,
      personId: "next",
      occupancies: desk.anna.occupancies.map((held) => ({
        ...held,
        since: new Date("2100-01-01T00:00:00Z"),
      })),
    };
    expect(await search("кран", desk.anna)).toEqual([tap]);
    expect(await search("кран", next)).toEqual([]);
  });

  test("what the rows' condition lets through is what the policy table allows", async () => {
    const none: PersonActor = { ...desk.anna, occupancies: [] };
    const ofBuilding: PersonActor = {
      ...desk.dispatcher,
      roles: [{ kind: "dispatcher", buildingId: desk.buildingId }],
    };
    const elsewhere: PersonActor = {
      ...desk.contractor,
      roles: [{ kind: "contractor", buildingId: "elsewhere" }],
    };
    const moved: PersonActor = { ...desk.anna, occupancies: desk.neighbour.occupancies };
    const late: PersonActor = {
      ...desk.anna,
      personId: "late",
      occupancies: desk.anna.occupancies.map((held) => ({
        ...held,
        since: new Date("2100-01-01T00:00:00Z"),
      })),
    };
    const foreign: PersonActor = { ...desk.manager, companyId: "another" };
    const actors = [
      desk.anna,
      desk.neighbour,
      desk.manager,
      desk.contractor,
      desk.system,
      none,
      ofBuilding,
      elsewhere,
      foreign,
      moved,
      late,
    ];
    const requests = await desk.database.read.request.findMany();
    for (const actor of actors) {
      const visible = visibleRequests(actor);
      const seen = visible
        ? await rowsOf<{ id: string }>(
            desk.database.read,
            sql`SELECT r."id" FROM "Request" r WHERE ${visible}`,
          )
        : [];
      const allowed = requests.filter((request) => can(actor, "request.view", subjectOf(request)));
      expect(seen.map((each) => each.id).sort()).toEqual(allowed.map((each) => each.id).sort());
    }
  });

  test("today's numbers are of the company's day", async () => {
    expect(await todaysNumbers(desk.database.read, desk.manager, desk.time.now)).toEqual({
      filed: exactly(4),
      new: exactly(2),
      open: exactly(3),
      overdue: exactly(0),
      mine: exactly(2),
      done: exactly(1),
    });
    const moscowMidnight = new Date("2026-03-02T21:00:00Z");
    expect(await todaysNumbers(desk.database.read, desk.manager, moscowMidnight)).toMatchObject({
      filed: exactly(0),
      done: exactly(0),
    });
  });

  test("the tree of categories comes in its order", async () => {
    const tree = await listCategories(desk.database.read, desk.companyId);
    expect(tree.map((node) => node.key).slice(0, 5)).toEqual([
      "plumbing",
      "electricity",
      "heating",
      "lift",
      "gas",
    ]);
    expect(tree[3]?.children.map((node) => [node.key, node.emergency])).toEqual([
      ["lift.stuck", true],
      ["lift.fault", false],
    ]);
  });
});
