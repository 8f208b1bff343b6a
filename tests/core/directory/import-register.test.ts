import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { importRegister } from "../../../src/core/directory/register/import-register.ts";
import { planImport } from "../../../src/core/directory/register/plan-import.ts";
import { databases } from "../../support/databases.ts";
import { createTown, good, register, type Town } from "./support/town.ts";

const header = ["Адрес", "Квартира", "Площадь", "ФИО", "Телефон", "Доля"];

describe.each(databases)("importing a register on $name", (kind) => {
  let town: Town;
  beforeAll(async () => {
    town = await createTown(kind);
  });
  afterAll(() => town.close());

  const importRows = (rows: string[][], validOnly = false) =>
    importRegister(town.asSystem, { companyId: town.companyId, plan: planImport(rows), validOnly });
  const everything = async () => ({
    buildings: await town.database.read.building.findMany({ orderBy: { id: "asc" } }),
    units: await town.database.read.unit.findMany({ orderBy: { id: "asc" } }),
    people: await town.database.read.person.findMany({ orderBy: { id: "asc" } }),
    contacts: await town.database.read.contactPoint.findMany({ orderBy: { id: "asc" } }),
    occupancies: await town.database.read.occupancy.findMany({ orderBy: { id: "asc" } }),
  });

  it("wrote units, people, phones and shares", async () => {
    const { buildings, units, people, contacts, occupancies } = await everything();
    expect(buildings.map(({ address }) => address)).toEqual(["Ленина 1"]);
    expect(units.map(({ number, area }) => [number, area]).sort()).toEqual([
      ["45", 5240],
      ["46", 6000],
      ["47", 6000],
    ]);
    expect(people.map(({ nameSealed }) => town.vault.open(nameSealed))).toContain("Иванов Пётр");
    expect(JSON.stringify(people)).not.toContain("Иванов");
    expect(contacts.map(({ valueSealed }) => town.vault.open(valueSealed)).sort()).toEqual([
      "+79160000001",
      "+79160000002",
      "+79161234567",
      "+79167777777",
      "+79167777777",
    ]);
    expect(occupancies.filter(({ shareDenominator }) => shareDenominator === 2)).toHaveLength(2);
    expect(occupancies.every(({ verifiedAt }) => verifiedAt === null)).toBe(true);
  });

  it("changes nothing when it is repeated", async () => {
    const before = await everything();
    const counts = good(await importRows(register));
    expect(counts).toEqual({
      buildingsAdded: 0,
      unitsAdded: 0,
      unitsChanged: 0,
      peopleAdded: 0,
      occupanciesAdded: 0,
      occupanciesChanged: 0,
      contactsAdded: 0,
      sharesOver: 0,
      rows: 4,
    });
    expect(await everything()).toEqual(before);
  });

  it("brings what changed up to date, and erases nothing that it is silent about", async () => {
    const counts = good(
      await importRows([
        header,
        ["Ленина 1", "46", "60,5", "сидоров олег", "8 903 000 00 00", "1"],
        ["ЛЕНИНА 1", "47", "", "", "", ""],
      ]),
    );
    expect(counts).toMatchObject({
      unitsChanged: 1,
      peopleAdded: 0,
      occupanciesChanged: 1,
      contactsAdded: 1,
    });
    const unit = await town.unit("46");
    expect(await town.database.read.unit.findUnique({ where: { id: unit.id } })).toMatchObject({
      area: 6050,
    });
    expect(await town.database.read.unit.findFirst({ where: { number: "47" } })).toMatchObject({
      area: 6000,
    });
  });

  it("knows a person with two units by name and phone, and keeps namesakes apart", async () => {
    const counts = good(
      await importRows([
        header,
        ["Мира 5", "1", "", "Павлов Иван", "8 916 555-55-55", ""],
        ["Мира 5", "2", "", "павлов иван", "+7 916 555 55 55", ""],
        ["Мира 5", "3", "", "Павлов Иван", "", ""],
      ]),
    );
    expect(counts).toMatchObject({
      buildingsAdded: 1,
      unitsAdded: 3,
      peopleAdded: 2,
      occupanciesAdded: 3,
      contactsAdded: 1,
    });
  });

  it("does not let back in who moved out", async () => {
    await town.asSystem(({ tx }) =>
      tx.occupancy.updateMany({ where: { unit: { number: "47" } }, data: { to: town.now } }),
    );
    const counts = good(await importRows(register));
    expect(counts).toMatchObject({ occupanciesAdded: 0, peopleAdded: 0 });
    expect(await town.database.read.occupancy.findFirst({ where: { unit: { number: "47" } } })).toMatchObject(
      { to: town.now },
    );
  });

  it("writes nothing of a register with problems until the valid part is confirmed", async () => {
    const rows = [header, ["Мира 7", "1", "50", "", "", ""], ["Мира 7", "", "50", "", "", ""]];
    expect(await importRows(rows)).toEqual({ ok: false, code: "has-problems", params: { count: 1 } });
    expect(await town.database.read.building.count({ where: { address: "Мира 7" } })).toBe(0);
    expect(good(await importRows(rows, true))).toMatchObject({ unitsAdded: 1 });
  });

  it("is an administrator's and a manager's matter", async () => {
    const plan = planImport([header, ["Мира 8", "1", "50", "", "", ""]]);
    const board = await town.staff("Board", "board");
    const order = { companyId: town.companyId, plan, validOnly: false };
    expect(await importRegister((fn) => town.as(board.account, fn), order)).toMatchObject({
      code: "forbidden",
    });
    expect(await town.database.read.building.count({ where: { address: "Мира 8" } })).toBe(0);
  });

  it("takes a thousand rows in chunks, telling how far it is", async () => {
    const rows = Array.from({ length: 1000 }, (_, i) => [
      "Большая 1",
      String(i + 1),
      "50,5",
      `Житель ${i}`,
      `+7916${1_000_000 + i}`,
      "",
    ]);
    const progress: number[] = [];
    const plan = planImport([header, ...rows]);
    const started = performance.now();
    const counts = good(
      await importRegister(town.asSystem, {
        companyId: town.companyId,
        plan,
        validOnly: false,
        progressed: (done) => void progress.push(done),
      }),
    );
    expect(counts).toMatchObject({ unitsAdded: 1000, peopleAdded: 1000, contactsAdded: 1000 });
    expect(progress).toEqual([250, 500, 750, 1000]);
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(
      good(await importRegister(town.asSystem, { companyId: town.companyId, plan, validOnly: false })),
    ).toMatchObject({
      unitsAdded: 0,
      unitsChanged: 0,
      peopleAdded: 0,
      occupanciesAdded: 0,
      contactsAdded: 0,
    });
  });

  it("takes the last day of a holding: past, to come, or of somebody who is known; no day before the first", async () => {
    const head = ["Адрес", "Квартира", "ФИО", "Дата с", "Дата по", "Доля"];
    const rows = [
      head,
      ["Ленина 1", "61", "Прежний Олег", "01.02.2020", "31.12.2021", "1"],
      ["Ленина 1", "61", "Новый Игорь", "01.01.2022", "", "1"],
      ["Ленина 1", "61", "Жилец Пётр", "", "31.12.2099", ""],
    ];
    const first = good(await importRows(rows));
    expect(first).toMatchObject({ occupanciesAdded: 3, sharesOver: 0 });
    const held = async () => {
      const where = { unit: { number: "61" } };
      const found = await town.database.read.occupancy.findMany({ where, include: { person: true } });
      return new Map(found.map((each) => [town.vault.open(each.person.nameSealed), each]));
    };
    const before = await held();
    expect(before.get("Прежний Олег")?.to?.toISOString()).toBe("2021-12-31T21:00:00.000Z");
    expect(before.get("Новый Игорь")?.to).toBeNull();
    const ending = await town.database.read.endingOccupancy.findMany();
    expect(ending).toMatchObject([{ occupancyId: before.get("Жилец Пётр")?.id }]);
    expect(good(await importRows(rows))).toMatchObject({ occupanciesAdded: 0, occupanciesChanged: 0 });

    const later = [head, ["Ленина 1", "61", "Новый Игорь", "", "30.06.2098", "1"]];
    expect(good(await importRows(later))).toMatchObject({ occupanciesAdded: 0, occupanciesChanged: 1 });
    expect((await held()).get("Новый Игорь")?.to?.toISOString()).toBe("2098-06-30T21:00:00.000Z");
    expect(await town.database.read.endingOccupancy.count()).toBe(2);

    const wrong = planImport([head, ["Ленина 1", "61", "Кто-то", "02.02.2022", "01.02.2022", ""]]);
    expect(wrong.problems).toMatchObject([{ code: "bad-date", column: "to" }]);
  });
});
