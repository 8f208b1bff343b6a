import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { countText, listTitle } from "../../../src/chat/requests/lists.ts";
import { createTranslator } from "../../../src/chat/translator.ts";
import type { PersonActor } from "../../../src/core/access/actor.ts";
import { newId } from "../../../src/core/directory/new-id.ts";
import { listRequests } from "../../../src/core/requests/list-requests.ts";
import { searchRequests } from "../../../src/core/requests/search-requests.ts";
import { wordHashes } from "../../../src/core/requests/search-words.ts";
import { todaysNumbers } from "../../../src/core/requests/todays-numbers.ts";
import { tableInsert } from "../../../src/database/table-insert.ts";
import { localesFolder } from "../../../src/package-paths.ts";
import { databases } from "../../support/databases.ts";
import { openDesk, type RequestDesk } from "./request-desk.ts";

const many = 1100;

const requests = tableInsert("Request", {
  id: "text",
  companyId: "text",
  number: "integer",
  buildingId: "text",
  authorId: "text",
  categoryId: "text",
  state: `"RequestState"`,
  textSealed: "text",
  reactDueAt: "timestamp(3)",
  fixDueAt: "timestamp(3)",
  createdAt: "timestamp(3)",
  updatedAt: "timestamp(3)",
});
const words = tableInsert("RequestWord", { requestId: "text", companyId: "text", hash: "text" });

describe.each(databases)("Lists longer than anybody reads on $name", { timeout: 120_000 }, (kind) => {
  let desk: RequestDesk;
  let elsewhereId: string;

  beforeAll(async () => {
    desk = await openDesk(kind);
    const { companyId, vault, time } = desk;
    await desk.filed({ text: "Домофон молчит" });
    const { database } = desk;
    const category = await database.read.category.findFirstOrThrow({
      where: { companyId, key: "lift.fault" },
    });
    const house = { companyId, address: "ул. Мира, 2", timeZone: "Europe/Moscow", language: "ru" };
    ({ id: elsewhereId } = await database.transaction((tx) => tx.building.create({ data: house })));
    const rows = Array.from({ length: many * 2 }, (_, at) => {
      const createdAt = new Date(time.now.getTime() - (at + 1) * 60_000);
      return { id: newId(createdAt), number: 5000 + at, createdAt, lift: at % 2 === 0 };
    });
    const textOf = (lift: boolean) => (lift ? "Лифт гудит ночью" : "Ночью шумит насос");
    await database.transaction(async (tx) => {
      await requests.insert(
        tx,
        rows.map(({ id, number, createdAt, lift }) => ({
          id,
          companyId,
          number,
          buildingId: lift ? desk.buildingId : elsewhereId,
          authorId: desk.neighbour.personId,
          categoryId: category.id,
          state: lift ? "new" : "closed",
          textSealed: vault.seal(textOf(lift)),
          reactDueAt: createdAt,
          fixDueAt: createdAt,
          createdAt,
          updatedAt: createdAt,
        })),
      );
      await words.insert(
        tx,
        rows.flatMap(({ id: requestId, lift }) =>
          wordHashes(vault, textOf(lift)).map((hash) => ({ requestId, companyId, hash })),
        ),
      );
    });
  }, 120_000);
  afterAll(() => desk.close());

  const open = (page: number, actor: PersonActor = desk.manager) =>
    listRequests(desk.database.read, desk.vault, actor, {
      filter: { kind: "open" },
      page,
      size: 8,
      now: desk.time.now,
    });
  const find = (query: string, actor: PersonActor = desk.manager) =>
    searchRequests(desk.database.read, desk.vault, actor, { query, page: 1, size: 8, now: desk.time.now });
  const ofHouse = (buildingId: string): PersonActor => ({
    ...desk.dispatcher,
    roles: [{ kind: "dispatcher", buildingId }],
  });

  test("a thousand are counted, and the pages beyond are there for whoever goes on", async () => {
    expect(await open(1)).toMatchObject({ page: 1, pages: 125, total: 1000, more: true });
    expect(await open(124)).toMatchObject({ page: 124, pages: 125, total: 1000, more: true });
    const further = await open(125);
    expect(further).toMatchObject({ page: 125, pages: 138, total: many + 1, more: false });
    expect((await open(138)).lines).toHaveLength((many + 1) % 8);
    expect(await open(999)).toMatchObject({ page: 138 });
  });

  test("the most pressing come first, also across states and pages", async () => {
    const [first, second] = [await open(1), await open(2)];
    const due = [...first.lines, ...second.lines].map(({ fixDueAt }) => fixDueAt.getTime());
    expect(due).toEqual(due.toSorted((a, b) => a - b));
    expect(first.lines[0]?.number).toBe(5000 + many * 2 - 2);
  });

  test("people read 1000+ in both languages", async () => {
    const counted = (await todaysNumbers(desk.database.read, desk.manager, desk.time.now)).open;
    const { translate } = createTranslator(localesFolder);
    expect(countText(counted)).toBe("1000+");
    expect(translate(listTitle("open", counted), "en")).toBe("Open: 1000+");
    expect(translate(listTitle("open", counted), "ru")).toBe("Открытые: 1000+");
  });

  test("words that many have are found together, newest first, or not at all", async () => {
    const found = await find("лифт ночью");
    expect(found).toMatchObject({ total: 1000, more: true });
    expect(found.lines.map(({ number }) => number).slice(0, 3)).toEqual([5000, 5002, 5004]);
    expect(await find("лифт насос")).toMatchObject({ total: 0, more: false });
    expect(await find("лифт насос ночью")).toMatchObject({ total: 0 });
    expect(await find("домофон лифт")).toMatchObject({ total: 0 });
    expect(await find("домофон")).toMatchObject({ total: 1, more: false });
    expect((await find("5004 лифт")).lines.map(({ number }) => number)).toEqual([5004]);
  });

  test("whoever serves one house finds what is in it", async () => {
    expect(await find("ночью", ofHouse(desk.buildingId))).toMatchObject({ total: 1000, more: true });
    expect(await find("лифт", ofHouse(elsewhereId))).toMatchObject({ total: 0 });
    expect(await find("насос шумит", ofHouse(elsewhereId))).toMatchObject({ total: 1000, more: true });
    expect(await open(1, ofHouse(elsewhereId))).toMatchObject({ total: 0, lines: [] });
  });
});
