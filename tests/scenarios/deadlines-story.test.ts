import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databases } from "../support/databases.ts";
import type { Resident } from "./support/resident.ts";
import { openStory, type Story } from "./support/story.ts";

const hour = 3_600_000;

describe.each(databases)("the table of deadlines on $name", (database) => {
  let story: Story;
  let anna: Resident;
  beforeAll(async () => {
    story = await openStory(database);
    anna = await story.resident({ unit: "45", name: "Анна", language: "ru" });
  });
  afterAll(async () => {
    expect(story.errors).toEqual([]);
    await story.close();
  });

  const read = () => story.town.domovoy.core.database.read;
  const request = (number: number) => read().request.findFirstOrThrow({ where: { number } });
  const timesOf = async (number: number) => {
    const { createdAt, reactDueAt, fixDueAt } = await request(number);
    return [reactDueAt, fixDueAt].map((due) => (due.getTime() - createdAt.getTime()) / hour);
  };
  const rulesOf = (categoryKey: string | null, priority: "normal" | "urgent" | "emergency" = "normal") =>
    read().deadlineRule.findMany({ where: { categoryKey, priority }, orderBy: { validFrom: "asc" } });
  /** The number of the line with these words. */
  const lineOf = (words: string): string =>
    story.olga
      .toldPrivately()
      .at(-1)
      ?.split("\n")
      .find((line) => line.includes(words)) ?? "";

  it("the administrator sees it, changes what every request gets, and what is open keeps its due times", async () => {
    const before = await story.files(anna, "Скрипит дверь в подвал");
    const kept = await request(before);
    await story.olga.commands("deadlines");
    const line = lineOf("все категории, Обычная");
    expect(line).toMatch(/взять за 1 день, сделать за 7 дней/);
    expect(lineOf("Протечка")).toContain("Госстрой РФ");
    await story.olga.pressesPrivate(`Изменить ${/(\d+)\./.exec(line)?.[1]}`);
    expect(story.olga.modal()).toMatch(
      /все категории, Обычная.*У заявок, которые уже открыты, сроки не изменятся/s,
    );
    const submitted = await story.olga.submits({
      "За сколько взять в работу?": "4 часа",
      "За сколько сделать?": "2 дня",
    });
    expect(submitted.result).not.toBe("errors");
    const after = await story.files(anna, "Скрипит дверь на крышу");
    expect(await timesOf(after)).toEqual([4, 48]);
    const open = await request(before);
    expect([open.reactDueAt, open.fixDueAt]).toEqual([kept.reactDueAt, kept.fixDueAt]);
    // The past is still there as it was.
    expect(
      (await rulesOf(null)).map(({ reactMinutes, fixMinutes, validTo }) => [
        reactMinutes,
        fixMinutes,
        validTo,
      ]),
    ).toEqual([
      [1440, 10_080, null],
      [240, 2880, null],
    ]);
  });

  it("the change is in the audit log with what was before and after it", async () => {
    const { core } = story.town.domovoy;
    const [entry] = await read().auditEntry.findMany({ where: { act: "deadline.change" } });
    expect(entry).toMatchObject({ role: "administrator", channel: "slack", outcome: "done" });
    expect(JSON.parse(core.vault.open(entry?.detailSealed ?? ""))).toMatchObject({
      before: { reactMinutes: 1440, fixMinutes: 10_080, validFrom: "1970-01-01T00:00:00.000Z" },
      after: { reactMinutes: 240, fixMinutes: 2880, categoryKey: null, priority: "normal" },
    });
  });

  it("a time for a category can begin on a later day, be planned anew, and warns where a law gives less", async () => {
    await story.olga.commands("deadlines");
    await story.olga.pressesPrivate("Срок для другой категории");
    const times = { "За сколько взять в работу?": "3 ч", "За сколько сделать?": "5 д" };
    const what = { "К чему это относится?": "Лифт", "Насколько срочно?": "Обычная" };
    await story.olga.submits({ ...what, ...times, "С какого дня?": story.day(2) });
    expect(story.olga.toldPrivately().at(-1)).toMatch(
      /Сохранено: взять за 3 часа, сделать за 5 дней.*дольше.*Госстрой РФ/s,
    );
    await story.olga.commands("deadlines");
    expect(lineOf("затем с")).toMatch(/Лифт, Обычная · взять за 3 часа/);
    await story.olga.pressesPrivate("Срок для другой категории");
    await story.olga.submits({
      ...what,
      ...times,
      "За сколько взять в работу?": "1 час",
      "С какого дня?": story.day(2),
    });
    expect((await rulesOf("lift")).map(({ reactMinutes }) => reactMinutes)).toEqual([120, 60]);

    const filesLift = async (words: string): Promise<number> => {
      await story.olga.commands(`new ${words}`);
      await story.olga.submits({ "К чему это относится?": "Лифт", "Какое помещение?": "45" });
      return (await read().request.findFirstOrThrow({ orderBy: { number: "desc" } })).number;
    };
    expect(await timesOf(await filesLift("Лифт едет рывками"))).toEqual([2, 24]);
    story.clock.passes({ days: 2 });
    expect(await timesOf(await filesLift("Лифт гудит на ходу"))).toEqual([1, 120]);
  });

  it("mistakes are said where they are, with what to write, and nothing typed is lost", async () => {
    await story.olga.commands("deadlines");
    await story.olga.pressesPrivate("Срок для другой категории");
    const what = { "К чему это относится?": "Двор", "С какого дня?": story.day(0) };
    expect(
      await story.olga.submits({
        ...what,
        "За сколько взять в работу?": "скоро",
        "За сколько сделать?": "1 день",
      }),
    ).toMatchObject({ result: "errors", errors: { react: expect.stringContaining("30 минут, 4 часа") } });
    expect(await story.olga.submits({ "За сколько взять в работу?": "2 дня" })).toMatchObject({
      result: "errors",
      errors: { fix: expect.stringContaining("не меньше времени") },
    });
    expect(
      await story.olga.submits({ "За сколько взять в работу?": "2 ч", "В какие часы идёт срок?": "20-8" }),
    ).toMatchObject({ result: "errors", errors: { hours: expect.stringContaining("8–20") } });
    expect(
      await story.olga.submits({ "В какие часы идёт срок?": "8-20", "С какого дня?": story.day(-1) }),
    ).toMatchObject({ result: "errors", errors: { from: expect.any(String) } });
    await story.olga.submits({ "С какого дня?": story.day(0) });
    expect(await rulesOf("yard")).toMatchObject([
      { reactMinutes: 120, fixMinutes: 1440, windowFrom: 8, windowTo: 20 },
    ]);
  });

  it("nobody but the administrator sees or changes it, and an English one reads English", async () => {
    const vera = await story.colleague({ name: "Vera", role: "manager" });
    await vera.commands("deadlines");
    expect(vera.toldPrivately().at(-1)).toContain("Сроки меняет только администратор");
    const kate = await story.colleague({ name: "Kate", role: "administrator", language: "en-US" });
    await kate.commands("deadlines");
    expect(kate.toldPrivately().at(-1)).toMatch(
      /Deadlines of requests.*every category, Normal · react within 4 hours, fix within 2 days/s,
    );
    await kate.pressesPrivate("A deadline for another category");
    expect(kate.modal()).toContain("Requests that are already open keep their due times.");
    await kate.closesModal();
  });
});
