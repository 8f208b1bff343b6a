import readWorkbook from "read-excel-file/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databases } from "../support/databases.ts";
import { pollDesk } from "./support/poll-desk.ts";
import type { Resident } from "./support/resident.ts";
import { messageWords } from "./support/slack-words.ts";
import { openStory, type Story } from "./support/story.ts";

describe.each(databases)("a poll on $name", (database) => {
  let story: Story;
  let desk: ReturnType<typeof pollDesk>;
  let anna: Resident;
  let john: Resident;
  beforeAll(async () => {
    story = await openStory(database, { library: database.name === "sqlite" ? "telegraf" : "grammy" });
    desk = pollDesk(story);
    anna = await story.resident({ unit: "45", name: "Анна", language: "ru" });
    john = await story.resident({ unit: "46", name: "John", language: "en" });
  });
  afterAll(async () => {
    expect(story.errors).toEqual([]);
    await story.close();
  });

  const colour = "Какой цвет для подъезда?";

  it("is drawn up in a form, whose mistakes keep what was typed", async () => {
    const wrong = { question: colour, options: ["Зелёный"], more: { Имена: "Анонимный опрос" } };
    expect(await desk.drafts(wrong)).toMatchObject({
      result: "errors",
      errors: { options: expect.stringContaining("хотя бы два варианта") },
    });
    await story.olga.closesModal();
    const live = { "Промежуточные итоги": "Видны сразу" };
    expect(
      await desk.drafts({ ...wrong, options: ["Зелёный", "Белый"], more: { ...wrong.more, ...live } }),
    ).toMatchObject({
      result: "errors",
      errors: { counts: expect.stringContaining("В анонимном опросе итоги скрыты") },
    });
    await story.olga.closesModal();
    expect(await desk.read.poll.count()).toBe(0);
  });

  it("is a draft in the staff channel first, and nobody else hears of it", async () => {
    const before = anna.messages().length;
    await desk.drafts({
      question: colour,
      options: ["Зелёный", "Белый", "Оранжевый, как апельсин"],
      more: { "Промежуточные итоги": "Видны сразу" },
    });
    expect(desk.words(colour)).toMatch(/Черновик.*ул\. Ленина, 1.*Зелёный/s);
    expect(desk.words(colour)).toMatch(/Голосов может быть\W+3/);
    expect(anna.messages()).toHaveLength(before);
    await story.olga.presses("Начать сейчас", desk.card(colour));
    await story.settled();
    expect(desk.words(colour)).toMatch(/Идёт.*Проголосовали\W+0 из 3/s);
    await story.olga.presses("Завершить сейчас", desk.card(colour));
    expect(anna.message(/Какой цвет/).text).toContain("Опрос завершён");
  });

  it("comes to each resident in their language, and a press is the vote", async () => {
    const question = "Ставим лавку у входа?";
    await desk.starts({ question, options: ["Да", "Нет"], more: { "Промежуточные итоги": "Видны сразу" } });
    expect(anna.message(question).text).toMatch(/Опрос № \d+: Ставим лавку.*до \d+ мар/s);
    expect(john.message(question).text).toMatch(/Poll #\d+: Ставим лавку/);
    expect(await anna.taps("Да", anna.message(question))).toMatchObject({
      text: "Спасибо, ваш голос учтён.",
    });
    expect(anna.message(question).text).toContain("Ваш голос учтён");
    expect(
      anna
        .message(question)
        .buttons.flat()
        .map(({ text }) => text),
    ).toEqual(["✅ Да", "Нет"]);
    expect(await john.taps("Нет", john.message(question))).toMatchObject({
      text: "Thank you, your vote is counted.",
    });
    expect(john.message(question).text).toMatch(/Poll #\d+: Ставим лавку.*Your vote is counted/s);
    expect(await anna.taps("Нет", anna.message(question))).toMatchObject({ text: "Ответ изменён." });
    expect(await desk.counts(question)).toEqual({ Да: 0, Нет: 2 });
    expect((await desk.row(question)).voters).toBe(2);
    await story.runs("redraw-polls");
    await story.settled();
    expect(desk.words(question)).toMatch(/2 из 3/);
    expect(john.message(question).text).toMatch(/Нет\s+2\s+100%/);
  });

  it("ends by the clock: results as a table and a chart go to voters and staff, later votes are refused", async () => {
    const question = "Ставим лавку у входа?";
    const messages = anna.messages().length;
    story.clock.passes({ days: 8 });
    // Nobody has counted yet, but the time is over.
    const late = await john.taps("Да", john.message(question));
    expect(late).toMatchObject({ showAlert: true, text: expect.stringContaining("The poll has ended") });
    expect(await desk.counts(question)).toEqual({ Да: 0, Нет: 2 });
    await story.runs("run-polls");
    await story.eventually(() => expect(anna.messages().length).toBeGreaterThan(messages));
    await story.settled();
    const told = anna.messages().at(-1);
    expect(told?.text).toMatch(/Итоги опроса.*Больше всего голосов: Нет \(100%\)/s);
    expect(told?.raw.photo).toBeDefined();
    expect(john.messages().at(-1)?.text).toMatch(/Results of the poll.*Most votes: Нет/s);
    expect(desk.words(question)).toContain("Завершён");
    const thread = desk.thread(question);
    expect(thread.map(messageWords).join("\n")).toMatch(/Итоги опроса/);
    await story.eventually(() => {
      const files = desk.thread(question).flatMap(({ files }) => files ?? []);
      expect(files.length).toBeGreaterThan(0);
    });
    expect(await anna.taps("Нет", told).catch(() => "no button")).toBe("no button");
    expect(anna.message(/Опрос завершён/).buttons).toEqual([]);
    const audit = await desk.read.auditEntry.findMany({ where: { act: "poll.recount" } });
    expect(audit.map(({ outcome }) => outcome)).toContain("equal");
  });

  it("goes as a spreadsheet to the staff", async () => {
    const question = "Ставим лавку у входа?";
    const [results, ballots] = await exportOf(question);
    expect(results?.find((row) => row[1] === "Нет")).toEqual([question, "Нет", "2", "100", "0"]);
    const answers = ballots?.flatMap((row) => (row.at(-1) === "Нет" ? [row.slice(0, 2)] : []));
    expect(answers?.sort()).toEqual([
      [expect.stringContaining("John"), "46"],
      [expect.stringContaining("Анна"), "45"],
    ]);
  });

  it("goes as a spreadsheet without a name when it is anonymous", async () => {
    const question = "Доверяете ли вы совету дома?";
    await desk.starts({ question, options: ["Да", "Нет"], more: { Имена: "Анонимный опрос" } });
    await anna.taps("Нет", anna.message(question));
    await story.olga.presses("Завершить сейчас", desk.card(question));
    await story.settled();
    await story.eventually(() => expect(desk.words(question)).toContain("Завершён"));
    const sheets = await exportOf(question);
    expect(sheets).toHaveLength(1);
    expect(sheets[0]?.find((row) => row[1] === "Нет")).toEqual([question, "Нет", "1", "100", "0"]);
    expect(JSON.stringify(sheets)).not.toMatch(/Анна|Смирнова/);
  });

  /** The sheets of a poll's spreadsheet, as it is asked for from the card. */
  const exportOf = async (question: string): Promise<string[][][]> => {
    const { slack, staffChannel } = story.town;
    const name = `Опрос № ${(await desk.row(question)).number}, итоги.xlsx`;
    const file = () =>
      slack
        .messages(staffChannel)
        .flatMap(({ ts }) => slack.thread(staffChannel, ts))
        .flatMap(({ files }) => files ?? [])
        .find((each) => each.name === name);
    await story.olga.presses("Выгрузить в XLSX", desk.card(question));
    await story.settled();
    await story.eventually(() => expect(file()).toBeDefined());
    const sheets = await readWorkbook(Buffer.from(slack.file(String(file()?.id))?.bytes ?? []));
    return sheets.map(({ data }) => data.map((row) => row.map(String)));
  };
});
