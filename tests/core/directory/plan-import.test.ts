import { describe, expect, it } from "vitest";
import { workbook } from "../../../src/adapters/documents/workbook.ts";
import { chooseSheet } from "../../../src/core/directory/register/choose-sheet.ts";
import { planImport } from "../../../src/core/directory/register/plan-import.ts";
import { readTable, readTables, type Table } from "../../../src/core/directory/register/read-table.ts";
import { xlsx } from "./support/xlsx.ts";

const header = ["Адрес дома", "№ помещения", "Общая площадь, кв.м", "ФИО собственника", "Телефон", "Доля"];

const read = async (bytes: Buffer): Promise<Table> => {
  const table = await readTable(bytes);
  if (!table.ok) throw new Error(table.code);
  return table.value;
};

/** "Дом;Квартира" and "Ленина 1;45" in cp1251. */
const cp1251 = Buffer.from("c4eeec3bcae2e0f0f2e8f0e00d0acbe5ede8ede020313b3435", "hex");

describe("reading a register", () => {
  it("takes UTF-8 and cp1251, semicolons, commas and tabs", async () => {
    expect(await read(cp1251)).toEqual([
      ["Дом", "Квартира"],
      ["Ленина 1", "45"],
    ]);
    expect(await read(Buffer.from("\ufeffДом;Площадь\nЛенина 1;52,40\n"))).toEqual([
      ["Дом", "Площадь"],
      ["Ленина 1", "52,40"],
    ]);
    expect(await read(Buffer.from('Дом,Площадь\n"Ленина, 1","52,40"\n'))).toEqual([
      ["Дом", "Площадь"],
      ["Ленина, 1", "52,40"],
    ]);
    expect(await read(Buffer.from("unit\tarea\n45\t52,4"))).toEqual([
      ["unit", "area"],
      ["45", "52,4"],
    ]);
  });

  it("takes XLSX with numbers as they are written", async () => {
    const table = await read(
      xlsx([
        ["Квартира", "Площадь", "Телефон"],
        [{ number: "45" }, { number: "52.399999999999999" }, { number: "7.9161234567E10" }],
      ]),
    );
    expect(table).toEqual([
      ["Квартира", "Площадь", "Телефон"],
      ["45", "52.399999999999999", "79161234567"],
    ]);
  });

  it("refuses what is no table", async () => {
    expect(await readTable(Buffer.from("PK\u0003\u0004 not a workbook", "latin1"))).toMatchObject({
      code: "not-a-table",
    });
    expect(await readTable(Buffer.from([0xff, 0xd8, 0, 0, 0, 0x10]))).toMatchObject({ code: "not-a-table" });
  });
});

describe("choosing a sheet", () => {
  const sheet = (name: string, columns: string[], rows: string[][]) => ({
    name,
    title: name,
    columns: columns.map((head) => ({ head })),
    rows,
  });
  const flats = (count: number) =>
    Array.from({ length: count }, (_, at) => ["Ленина 1", String(at + 1), "50"]);
  const read = async (...sheets: ReturnType<typeof sheet>[]) => {
    const tables = await readTables(await workbook(sheets));
    if (!tables.ok) throw new Error(tables.code);
    return tables.value;
  };
  const head = ["Адрес", "Квартира", "Площадь"];

  it("takes the longest that has headings, wherever it stands, and names the others", async () => {
    const tables = await read(
      sheet(
        "Пояснения",
        ["Как заполнять"],
        Array.from({ length: 20 }, () => ["текст"]),
      ),
      sheet("Паркинг", head, flats(2)),
      sheet("Квартиры", head, flats(5)),
    );
    const chosen = chooseSheet(tables);
    expect(chosen).toMatchObject({ sheet: "Квартиры", others: ["Паркинг"] });
    expect(planImport(chosen.table).counts.units).toBe(5);
    expect(chooseSheet(tables, undefined, "Паркинг")).toMatchObject({
      sheet: "Паркинг",
      others: ["Квартиры"],
    });
  });

  it("takes the longest of those without headings, and a CSV as it is", async () => {
    const tables = await read(sheet("а", ["раз"], [["два"]]), sheet("б", ["раз"], [["два"], ["три"]]));
    expect(chooseSheet(tables)).toMatchObject({ sheet: "б", others: [] });
    const csv = await readTables(Buffer.from("Дом;Квартира\nЛенина 1;45"));
    expect(csv.ok && chooseSheet(csv.value)).toMatchObject({ sheet: null, others: [] });
  });
});

describe("planning an import", () => {
  it("skips titles, totals and empty rows, and reads what is between", () => {
    const plan = planImport([
      ["Реестр собственников на 01.11.2026"],
      [],
      header,
      ["1", "2", "3", "4", "5", "6"],
      ["Ленина 1", "45", "52,40", "Иванов Пётр", "8 (916) 123-45-67, 8 495 765-43-21", "1/2"],
      ["Ленина 1", "45", "52.4", "Иванова Анна", "", "50%"],
      ["Ленина 1", "46", "60", "", "", ""],
      ["", "", "", "", "", ""],
      ["Итого", "", "112,40", "", "", ""],
    ]);
    expect(plan.problems).toEqual([]);
    expect(plan.counts).toEqual({ buildings: 1, units: 2, people: 2, ending: 0, skipped: 5, repeated: 0 });
    expect(plan.area).toBe(11240);
    expect(plan.valid[0]).toEqual({
      row: 5,
      building: "Ленина 1",
      unit: "45",
      kind: "apartment",
      entrance: null,
      floor: null,
      riser: null,
      area: 5240,
      account: null,
      person: {
        name: "Иванов Пётр",
        phones: ["+79161234567", "+74957654321"],
        email: null,
        relation: "owner",
        share: { numerator: 1, denominator: 2 },
        from: null,
        to: null,
      },
    });
    expect(plan.valid[2]?.person).toBeNull();
  });

  it("knows English headings and all columns", () => {
    const plan = planImport([
      [
        "Building",
        "Unit",
        "Unit type",
        "Entrance",
        "Floor",
        "Area (sq m)",
        "Name",
        "Phone",
        "E-mail",
        "Relation",
        "Share",
      ],
      [
        "Main St 5",
        "P12",
        "parking",
        "2",
        "-1",
        "13.25",
        "Ann Lee",
        "+44 20 7946 0958",
        "Ann@Example.com",
        "tenant",
        "",
      ],
    ]);
    expect(plan.problems).toEqual([]);
    expect(plan.valid[0]).toMatchObject({
      kind: "parking",
      entrance: "2",
      floor: -1,
      area: 1325,
      person: { phones: ["+442079460958"], email: "ann@example.com", relation: "tenant", share: null },
    });
  });

  it("tells every mistake by row and column, and keeps the other rows", () => {
    const plan = planImport([
      [...header, "Этаж", "E-mail", "Статус"],
      ["Ленина 1", "", "52,405", "Иванов", "звонить", "3/2", "первый", "no mail", "кот"],
      ["", "46", "60", "", "8 916 123-45-67", "", "", "", ""],
      ["Ленина 1", "47", "61", "Петров", "", "", "3", "", ""],
    ]);
    expect(plan.problems.map(({ row, column, code }) => `${row} ${column} ${code}`).sort()).toEqual([
      "2 area bad-area",
      "2 email bad-email",
      "2 floor bad-floor",
      "2 phone bad-phone",
      "2 relation bad-relation",
      "2 share bad-share",
      "2 unit unit-missing",
      "3 building building-missing",
      "3 name name-missing",
    ]);
    expect(plan.problems.find(({ code }) => code === "bad-phone")?.params).toEqual({ value: "звонить" });
    expect(plan.valid.map(({ unit }) => unit)).toEqual(["47"]);
  });

  it("refuses shares above the whole and two areas of one unit, with all rows of the unit", () => {
    const plan = planImport([
      header,
      ["Ленина 1", "45", "52,40", "Иванов", "", "1/2"],
      ["ЛЕНИНА, 1", "45", "52,40", "Петров", "", "2/3"],
      ["Ленина 1", "46", "50", "Сидоров", "", ""],
      ["Ленина 1", "46", "51", "Сидорова", "", ""],
      ["Ленина 1", "47", "50", "Котов", "", "1/3"],
      ["Ленина 1", "47", "50", "Котова", "", "2/3"],
    ]);
    expect(plan.problems.map(({ row, code }) => `${row} ${code}`)).toEqual([
      "3 share-over",
      "5 area-conflict",
    ]);
    expect(plan.valid.map(({ unit }) => unit)).toEqual(["47", "47"]);
    expect(plan.area).toBe(5000);
  });

  it("counts rows that say the same again once", () => {
    const row = ["Ленина 1", "45", "52,40", "Иванов Пётр", "89161234567", "1"];
    const plan = planImport([
      header,
      row,
      [...row],
      ["ленина 1", "45", "52.4", "ИВАНОВ ПЕТР", "+79161234567", "100%"],
    ]);
    expect(plan.counts).toMatchObject({ units: 1, people: 1, repeated: 2 });
    expect(plan.problems).toEqual([]);
  });

  it("takes the building from outside, and says what is missing", () => {
    const rows = [
      ["Квартира", "Площадь"],
      ["кв. 45", "50"],
    ];
    expect(planImport(rows, { building: "Ленина 1" }).valid[0]).toMatchObject({
      building: "Ленина 1",
      unit: "45",
    });
    expect(planImport(rows).problems).toMatchObject([{ row: 2, code: "building-missing" }]);
    expect(planImport([["просто", "текст"]]).problems).toEqual([{ row: 0, code: "no-header" }]);
    expect(planImport([header]).problems).toEqual([{ row: 0, code: "no-rows" }]);
  });

  it("reads risers, accounts and the day since when, and refuses an account of two units", () => {
    const plan = planImport([
      ["Дом", "Квартира", "Стояк", "Лицевой счёт", "Собственник", "Дата регистрации права"],
      ["Ленина 1", "45", "3", "№ 000123", "Иванов", "01.02.2024"],
      ["Ленина 1", "45", "3", "000123", "Петров", "2024-02-01"],
      ["Ленина 1", "46", "3", "77", "Сидоров", "вчера"],
      ["Ленина 1", "47", "", "88", "Котов", "1.3.24 г."],
      ["Ленина 1", "48", "", "99", "Котова", ""],
      ["Ленина 1", "49", "", "99", "Львов", ""],
    ]);
    expect(plan.problems.map(({ row, code, column }) => `${row} ${column} ${code}`)).toEqual([
      "4 from bad-date",
      "6 account account-conflict",
      "7 account account-conflict",
    ]);
    expect(
      plan.valid.map(({ unit, riser, account, person }) => [unit, riser, account, person?.from]),
    ).toEqual([
      ["45", "3", "000123", "2024-02-01"],
      ["45", "3", "000123", "2024-02-01"],
      ["47", null, "88", "2024-03-01"],
    ]);
  });

  it("knows technical rooms, parking and storage by their own words", () => {
    const plan = planImport([
      ["Дом", "Помещение", "Площадь"],
      ["Ленина 1", "Электрощитовая", "6"],
      ["Ленина 1", "кладовая 3", "4"],
      ["Ленина 1", "м/м 12", "13,25"],
      ["Ленина 1", "нежилое 1Н", "80"],
      ["Ленина 1", "45А", "50"],
    ]);
    expect(plan.valid.map(({ kind }) => kind)).toEqual([
      "technical",
      "storage",
      "parking",
      "commercial",
      "apartment",
    ]);
  });

  it("sums areas by building, each unit once, and reads by a heading that it is given", () => {
    const rows = [
      ["Дом", "Номер", "Метры", "Кто"],
      ["Ленина 1", "45", "52,40", "Иванов"],
      ["ЛЕНИНА, 1", "45", "52,40", "Петров"],
      ["Ленина 1", "46", "40", ""],
      ["Мира 5", "1", "30.5", ""],
    ];
    const plan = planImport(rows, {
      heading: { row: 0, columns: { building: 0, unit: 1, area: 2, name: 3 } },
    });
    expect(plan.areas).toEqual([
      { address: "Ленина 1", units: 2, area: 9240 },
      { address: "Мира 5", units: 1, area: 3050 },
    ]);
    expect(plan.area).toBe(12290);
    const bare = planImport(rows.slice(1), {
      heading: { row: -1, columns: { building: 0, unit: 1, area: 2 } },
    });
    expect(bare.counts).toMatchObject({ units: 3, skipped: 0 });
  });
});
