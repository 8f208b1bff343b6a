import { afterAll, beforeAll, describe, expect, it } from "vitest";
import writeWorkbook, { type SheetData } from "write-excel-file/node";
import type { Message } from "../../src/sandbox/slack/state/types.ts";
import { databases } from "../support/databases.ts";
import type { Colleague } from "./support/colleague.ts";
import { buttonsOf, messageWords } from "./support/slack-words.ts";
import { openStory, type Story } from "./support/story.ts";

type Row = readonly (string | number | Date | null)[];

const rowOf = (cells: Row) =>
  cells.map((value) =>
    value === null ? null : value instanceof Date ? { value, format: "dd.mm.yyyy" } : { value },
  );

const workbookOf = async (sheets: Readonly<Record<string, readonly Row[]>>): Promise<Buffer> =>
  (
    await writeWorkbook(
      Object.entries(sheets).map(([sheet, rows]) => ({ sheet, data: rows.map(rowOf) as SheetData })),
    )
  ).toBuffer();

const title = { merged: "Реестр собственников и нанимателей", date: "по состоянию на 01.03.2031" };
const headings = [
  "№ п/п",
  "Адрес дома",
  "№ помещения",
  "Тип помещения",
  "Подъезд",
  "Этаж",
  "Общая площадь, м²",
  "Лицевой счёт",
  "ФИО собственника / нанимателя",
  "Статус",
  "Доля в праве",
  "Дата регистрации права",
  "Дата выезда",
  "Контактный телефон",
];
const numbering = headings.map((_, at) => at + 1);
const oak = "ул. Дубовая, 5";
const lime = "ул. Липовая, 8";
const day = (text: string) => new Date(`${text}T00:00:00.000Z`);

/** The house as its accountants keep it: numbers and texts side by side, each typist's own spelling. */
const register: Row[] = [
  [title.merged],
  [null, null, title.date],
  [],
  headings,
  numbering,
  [oak],
  [
    1,
    oak,
    1,
    "квартира",
    1,
    2,
    52.4,
    "00101",
    "Лебедева Мария Ивановна",
    "собственник",
    "1/2",
    day("2019-05-20"),
    null,
    79161112233,
  ],
  [
    2,
    oak,
    1,
    "квартира",
    1,
    2,
    "52,40",
    "00101",
    "Лебедев Олег Петрович",
    "собственник",
    "50%",
    "20.05.2019",
    null,
    "8 916 222-22-22, 8 (495) 333-44-55",
  ],
  [
    3,
    oak,
    2,
    "квартира",
    1,
    2,
    "40.50",
    "00102",
    "Гусев Иван",
    "собственник",
    1,
    null,
    null,
    "+7 (916) 444 55 66\n8-926-777-88-99 (жена)",
  ],
  [
    4,
    oak,
    2,
    "квартира",
    1,
    2,
    "40,5 м²",
    "00102",
    "Уткина Анна",
    "наниматель",
    null,
    null,
    "31.12.2035",
    "тел. 916 555 66 77",
  ],
  [5, oak, "Электрощитовая", null, 1, -1, "6,30", null, null, null, null, null, null, null],
  [6, oak, "Тепловой пункт", null, null, -1, 18, null, null, null, null, null, null, "-"],
  [
    7,
    oak,
    "м/м 12",
    "машино-место",
    null,
    -1,
    "13.25",
    "00112",
    "Лебедев Олег Петрович",
    "собственник",
    1,
    null,
    null,
    "89162222222",
  ],
  [null, `Итого по дому ${oak}`, null, null, null, null, 130.45],
  [],
  [
    8,
    lime,
    "1",
    "квартира",
    "1",
    "1",
    "33",
    "00201",
    "Сорокин Пётр",
    "собственник",
    "1",
    null,
    null,
    "8 916 000 11 22",
  ],
  [9, lime, "2", "квартира", "1", "1", "34", "00202", "Синицын Лев", "собственник", "1", null, null, null],
  [10, lime, "3", "квартира", "1", "2", "35", "00202", "Воронин Глеб", "собственник", "1", null, null, null],
  [
    11,
    lime,
    "4",
    "квартира",
    "1",
    "2",
    "сорок",
    "00204",
    "Галкина Нина",
    "собственник",
    "1",
    null,
    null,
    "=1+1",
  ],
  ["ВСЕГО", null, null, null, null, null, 272.45],
  ["Главный бухгалтер ____________"],
];

const parking: Row[] = [["Машино-места"], ["Адрес", "Номер", "Площадь"], [oak, "м/м 13", "13,25"]];

const sheets = {
  Пояснения: [["Как заполнять реестр"], ...Array.from({ length: 40 }, (_, at) => [`Правило ${at + 1}`])],
  Реестр: register,
  Паркинг: parking,
};

describe.each(databases)(
  "a workbook with all that real ones have, on $name",
  { timeout: 120_000 },
  (database) => {
    let story: Story;
    let vera: Colleague;
    beforeAll(async () => {
      story = await openStory(database);
      vera = await story.colleague({ name: "Вера", role: "manager" });
    });
    afterAll(async () => {
      expect(story.errors).toEqual([]);
      await story.close();
    });

    const read = () => story.town.domovoy.core.database.read;
    const card = (file: string): Message => {
      const { slack, staffChannel } = story.town;
      const found = slack
        .messages(staffChannel)
        .findLast((message) => messageWords(message).includes(`Реестр: ${file}`));
      if (!found) throw new Error(`no card of ${file}; there is:\n${story.channel().join("\n---\n")}`);
      return found;
    };
    const drops = async (name: string, bytes: Buffer): Promise<Message> => {
      const { slack, staffChannel: channel } = story.town;
      slack.post({ user: vera.id, channel, files: [{ name, bytes }] });
      await story.settled();
      return card(name);
    };
    const presses = async (label: string, name: string): Promise<string> => {
      await vera.presses(label, card(name));
      await story.settled();
      return messageWords(card(name));
    };
    const directory = async () => ({
      buildings: await read().building.findMany({ orderBy: { id: "asc" } }),
      units: await read().unit.findMany({ orderBy: { id: "asc" } }),
      people: await read().person.findMany({ orderBy: { id: "asc" } }),
      contacts: await read().contactPoint.findMany({ orderBy: { id: "asc" } }),
      occupancies: await read().occupancy.findMany({ orderBy: { id: "asc" } }),
      ends: await read().endingOccupancy.findMany({ orderBy: { occupancyId: "asc" } }),
    });
    const unitsOf = async (address: string) =>
      (await read().unit.findMany({ where: { building: { address } }, orderBy: { number: "asc" } })).map(
        ({ number, kind, entrance, floor, area, account }) => [number, kind, entrance, floor, area, account],
      );
    const found = async (query: string): Promise<string> => {
      await vera.commands(`person ${query}`);
      return vera.toldPrivately().at(-1) ?? "";
    };

    let before: Awaited<ReturnType<typeof directory>>;
    let written: Awaited<ReturnType<typeof directory>>;

    it("is shown with its sheet, columns, counts and control totals, and nothing is written", async () => {
      before = await directory();
      const words = messageWords(await drops("Реестр.xlsx", await workbookOf(sheets)));
      expect(words).toContain("Прочитан лист «Реестр». Не прочитаны, хотя тоже похожи на реестр: Паркинг");
      expect(words).toMatch(/адрес ← Адрес дома; помещение ← № помещения; тип ← Тип помещения/);
      expect(words).toMatch(/по какой день ← Дата выезда/);
      expect(words).toContain("6 (новых 6, уже есть 0)");
      expect(words).toMatch(/Дубовая, 5\s+5\s+130,45 м²/);
      expect(words).toMatch(/Липовая, 8\s+1\s+33,00 м²/);
      expect(words).toContain("163,45 м²");
      expect(words).toContain("Последний день указан у 1 записи: после него доступа не будет");
      // Both titles, the empty row and headings' numbers above; house, totals, empty row and signature below.
      expect(words).toContain("заголовки и итоги: 9, повторы: 0");
      expect(words).toContain("4 ошибки");
      expect(buttonsOf(card("Реестр.xlsx").blocks)).toEqual(["Загрузить без ошибок", "Столбцы", "Отмена"]);
      expect(await directory()).toEqual(before);
    });

    it("names every wrong cell by its row in a file, where a formula is a text", async () => {
      const { slack, staffChannel } = story.town;
      await story.eventually(() => {
        const files = slack
          .thread(staffChannel, card("Реестр.xlsx").ts)
          .flatMap(({ files: each }) => each ?? []);
        expect(files).toHaveLength(1);
      });
      const [file] = slack.thread(staffChannel, card("Реестр.xlsx").ts).flatMap(({ files }) => files ?? []);
      const text = slack.file(String(file?.id))?.bytes.toString("utf8") ?? "";
      const lines = text.replace("\ufeff", "").trim().split("\r\n");
      expect(lines.map((line) => line.split(";").slice(0, 2).join(" "))).toEqual([
        '"Строка" "Столбец"',
        '"17" "лицевой счёт"',
        '"18" "лицевой счёт"',
        '"19" "площадь"',
        '"19" "телефон"',
      ]);
      expect(text).toContain("00202");
      expect(text).toContain("сорок");
      expect(text).not.toMatch(/(^|;|\n)"?=1\+1/);
    });

    it("is written when it is confirmed: areas and phones in any spelling, shares, technical rooms, parking", async () => {
      expect(await presses("Загрузить без ошибок", "Реестр.xlsx")).toMatch(/помещений: 6/);
      expect(await unitsOf(oak)).toEqual([
        ["1", "apartment", "1", 2, 5240, "00101"],
        ["2", "apartment", "1", 2, 4050, "00102"],
        ["Тепловой пункт", "technical", null, -1, 1800, null],
        ["Электрощитовая", "technical", "1", -1, 630, null],
        ["м/м 12", "parking", null, -1, 1325, "00112"],
      ]);
      expect(await unitsOf(lime)).toEqual([["1", "apartment", "1", 1, 3300, "00201"]]);
      expect(await found("8 (916) 111-22-33")).toContain("Лебедева Мария Ивановна · +79161112233");
      const oleg = await found("84953334455");
      expect(oleg).toContain("Лебедев Олег Петрович · +79162222222 · +74953334455");
      expect(oleg).toMatch(/м\/м 12, собственник.*квартира 1, собственник/s);
      expect(await found("Гусев")).toContain("+79164445566 · +79267778899");
      expect(await found("Уткина")).toMatch(/\+79165556677.*арендатор/s);
      await vera.commands("unit Дубовая 5, 1");
      expect(vera.toldPrivately().at(-1)).toMatch(
        /Лебедева Мария Ивановна — собственник, 1\/2, с 20 мая 2019/,
      );
      await vera.commands("unit Дубовая 5, 2");
      expect(vera.toldPrivately().at(-1)).toMatch(/Уткина Анна — арендатор.*по 31 декабря 2035/s);
      expect((await directory()).ends).toHaveLength(before.ends.length + 1);
      written = await directory();
    });

    it("changes nothing when it is dropped once more", async () => {
      const words = messageWords(await drops("Повтор.xlsx", await workbookOf(sheets)));
      expect(words).toContain("6 (новых 0, уже есть 6)");
      expect(await presses("Загрузить без ошибок", "Повтор.xlsx")).toMatch(
        /Новых домов: 0, помещений: 0 \(изменено 0\), людей: 0, проживаний: 0 \(изменено 0\), контактов: 0/,
      );
      expect(await directory()).toEqual(written);
    });

    it("is taken back to the last row, with the days that it named", async () => {
      expect(await presses("Отменить загрузку", "Реестр.xlsx")).toContain("Загрузка отменена");
      expect(await directory()).toEqual(before);
      expect(await found("Лебедев")).toContain("никого не нашлось");
    });

    it("of two thousand rows says how far it is, and is taken back whole", async () => {
      const count = 2000;
      const rows = Array.from(
        { length: count },
        (_, at): Row => ["Большая 1", at + 1, "40,1", `Житель ${at + 1}`, `8 903 ${String(1_000_000 + at)}`],
      );
      await drops(
        "Большой.xlsx",
        await workbookOf({ Лист1: [["Дом", "Квартира", "Площадь", "Собственник", "Телефон"], ...rows] }),
      );
      expect(await presses("Загрузить", "Большой.xlsx")).toContain(`помещений: ${count}`);
      const progress = story.town.slack
        .calls("chat.update")
        .flatMap(({ params }) => /Загружаю: (\d+) из 2000/.exec(JSON.stringify(params))?.[1] ?? [])
        .map(Number);
      expect(progress.length).toBeGreaterThan(0);
      expect(progress).toEqual(progress.toSorted((a, b) => a - b));
      expect(await presses("Отменить загрузку", "Большой.xlsx")).toContain("Загрузка отменена");
      expect(await directory()).toEqual(before);
    });

    it("lets in again whom a wrong last day shut out, who follows the open request as before", async () => {
      const anna = await story.resident({ unit: "45", name: "Анна", language: "ru" });
      const number = await story.files(anna, "Дует из окна");
      const wrong = [
        ["Дом", "Квартира", "Собственник", "Дата выезда"],
        ["ул. Ленина, 1", "45", "Анна Смирнова", story.day(-3)],
      ];
      await drops("Выезды.xlsx", await workbookOf({ Лист1: wrong }));
      expect(await presses("Загрузить", "Выезды.xlsx")).toContain("проживаний: 0 (изменено 1)");
      story.clock.passes({ minutes: 2 });
      await story.runs("tell-what-came");
      expect(anna.reads()).toContain("больше не числитесь");
      expect(story.cardWords(number)).not.toContain("Смирнова");
      await anna.writes("/requests");
      expect(anna.reads()).not.toContain("Дует");

      expect(await presses("Отменить загрузку", "Выезды.xlsx")).toContain("Загрузка отменена");
      expect(anna.message("снова числитесь").text).toContain("ул. Ленина, 1, 45");
      expect(story.cardWords(number)).toContain("Анна Смирнова");
      await vera.presses("Взять", story.card(number));
      expect(anna.message("Дует из окна").text).toContain("Принята");
      expect(anna.everythingRead()).toMatch(new RegExp(`Заявкой № ${number} занимается Вера`));
      await anna.writes("/requests");
      expect(anna.reads()).toContain("Дует");
    });
  },
);
