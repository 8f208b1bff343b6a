import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { moveOut } from "../../src/core/directory/move-out.ts";
import { runWork } from "../../src/core/work/run-work.ts";
import { databases } from "../support/databases.ts";
import type { Resident } from "./support/resident.ts";
import { openStory, type Story } from "./support/story.ts";

const patience = 120_000;
const system = { kind: "system", name: "test", companyId: null } as const;

describe.each(databases)("who hears of a request on $name", { timeout: patience }, (database) => {
  let story: Story;
  let anna: Resident;
  beforeAll(async () => {
    story = await openStory(database);
    anna = await story.resident({ unit: "45", name: "Анна", language: "ru" });
  }, patience);
  afterAll(async () => {
    expect(story.errors).toEqual([]);
    await story.close();
  });

  const read = () => story.town.domovoy.core.database.read;
  const newest = () => read().request.findFirstOrThrow({ orderBy: { number: "desc" } });
  const ofNumber = (number: number) => read().request.findFirstOrThrow({ where: { number } });
  /** Neither a reply nor a pause that waits for the resident is taken, and staff are told why. */
  const reachesNobody = async (number: number): Promise<void> => {
    const { olga } = story;
    const events = () => read().requestEvent.count({ where: { request: { number }, kind: "asked" } });
    const before = await events();
    const sent = olga.toldPrivately().filter((said) => said.includes("Отправлено жителю")).length;
    await olga.writes("! Мастер уже едет", story.card(number));
    expect(story.thread(number).at(-1)).toContain("никто не прочтёт");
    expect(olga.toldPrivately().filter((said) => said.includes("Отправлено жителю"))).toHaveLength(sent);
    await olga.presses("Спросить", story.card(number));
    expect([olga.modal(), ...olga.toldPrivately()].join("\n")).toContain("никто не прочтёт");
    await olga.presses("Взять", story.card(number));
    await olga.presses("Остановить срок", story.card(number));
    await olga.submits({ "Почему?": "Ждём жителя" });
    expect(await ofNumber(number)).toMatchObject({ pausedAt: null });
    expect(await events()).toBe(before);
  };

  it("a request that staff filed for themselves tells nobody, and says so", async () => {
    await story.olga.commands("new Облупилась краска");
    const submitted = await story.olga.submits({
      "Какое помещение?": "47",
      "К чему это относится?": "Подъезд · Домофон",
    });
    expect(submitted.result).toBe("cleared");
    await reachesNobody((await newest()).number);
  });

  it("who called is named, hears of it and can answer; a wrong name is told whom there is", async () => {
    await story.olga.commands("new Звонили: капает с потолка");
    const filled = { "Какое помещение?": "45", "К чему это относится?": "Подъезд · Домофон" };
    expect(await story.olga.submits({ ...filled, "Кто сообщил?": "Сидоров" })).toMatchObject({
      result: "errors",
      errors: { caller: expect.stringContaining("Анна Смирнова") },
    });
    expect((await story.olga.submits({ ...filled, "Кто сообщил?": "смирнова" })).result).toBe("cleared");
    const { number } = await newest();
    expect(story.cardWords(number)).toContain("Анна Смирнова");
    expect(anna.reads()).toContain("капает с потолка");
    await story.olga.writes("! Мастер уже едет", story.card(number));
    expect(anna.reads()).toContain("Мастер уже едет");
    expect(story.olga.toldPrivately().join("\n")).toContain("Отправлено жителю");
    await anna.repliesTo(anna.message("Мастер уже едет"), "Хорошо, я дома");
    expect(story.thread(number).at(-1)).toContain("Хорошо, я дома");
  });

  it("after another language is chosen, what stands and what comes about older requests is in it", async () => {
    const number = await story.files(anna, "Скрипит качель во дворе");
    await anna.writes("/language en");
    expect(anna.message("Скрипит качель во дворе").text).toContain(`Request #${number}`);
    await story.olga.presses("Взять", story.card(number));
    expect(anna.reads()).toContain(`Request #${number} is in the hands of`);
    await story.olga.writes("! Когда вас застать?", story.card(number));
    expect(anna.reads()).toContain(`The office about request #${number}`);
    await anna.repliesTo(anna.message(`The office about request #${number}`), "В субботу");
    await anna.writes("/language ru");
    expect(anna.message("Скрипит качель во дворе").text).toContain(`Заявка № ${number}`);
  });

  it("nobody is told in the place of an author who moved out", async () => {
    const number = await story.files(anna, "Не закрывается форточка");
    const { authorId, unitId } = await ofNumber(number);
    await runWork(story.town.domovoy.core, { actor: system, channel: "cli" }, (work) =>
      moveOut(work, { personId: authorId, unitId: unitId ?? "" }),
    );
    await story.settled();
    await reachesNobody(number);
  });
});
