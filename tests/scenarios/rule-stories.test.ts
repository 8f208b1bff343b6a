import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databases } from "../support/databases.ts";
import type { Colleague } from "./support/colleague.ts";
import type { Resident } from "./support/resident.ts";
import { openStory, type Story } from "./support/story.ts";

describe.each(databases)("whom a new request goes to on $name", (database) => {
  let story: Story;
  let anna: Resident;
  let vera: Colleague;
  let pavel: Colleague;
  let fitter: Resident;
  beforeAll(async () => {
    story = await openStory(database);
    anna = await story.resident({ unit: "45", name: "Анна", language: "ru" });
    vera = await story.colleague({ name: "Vera", role: "manager" });
    pavel = await story.colleague({ name: "Pavel", role: "manager" });
    await story.olga.commands("invite contractor");
    const [, code = ""] = /start=([\w-]+)/.exec(story.olga.toldPrivately().at(-1) ?? "") ?? [];
    fitter = story.stranger({ name: "Fitter", language: "en" });
    await fitter.opensLink(code);
  });
  afterAll(async () => {
    expect(story.errors).toEqual([]);
    await story.close();
  });

  const adds = async (values: Record<string, unknown>) => {
    await vera.commands("rules");
    await vera.pressesPrivate("Добавить правило");
    return vera.submits(values);
  };
  const filesPlumbing = async (text: string): Promise<number> => {
    await anna.writes(text);
    await anna.taps("Пропустить");
    await anna.taps("Сантехника");
    await anna.taps("Пропустить");
    await anna.taps("Пропустить");
    const found = await story.town.domovoy.core.database.read.request.findFirstOrThrow({
      orderBy: { number: "desc" },
    });
    return found.number;
  };

  it("by a rule of the category; the rest to whoever is on duty, who still has to take it", async () => {
    await story.olga.commands(`oncall <@${vera.id}|Vera>`);
    expect((await adds({ "Какие заявки?": "Сантехника", "Кому?": "Pavel · менеджер" })).result).toBe(
      "cleared",
    );
    const plumbing = await filesPlumbing("Капает кран");
    expect(story.cardWords(plumbing)).toMatch(/Новая.*Поручена\W+Pavel/s);
    expect(pavel.directMessages().at(-1)).toMatch(new RegExp(`№ ${plumbing} поручена вам.*Капает кран`, "s"));
    expect(anna.message("Капает кран").text).not.toContain("Pavel");
    const other = await story.files(anna, "Скрипит пол");
    expect(story.cardWords(other)).toMatch(/Новая.*Поручена\W+Vera/s);
    await pavel.presses("Взять", story.card(plumbing));
    expect(story.cardWords(plumbing)).toMatch(/Принята.*Занимается\W+Pavel/s);
  });

  it("the most specific rule wins: at night the contractor is asked, and a refusal brings it to the one on duty", async () => {
    expect(
      await adds({
        "Какие заявки?": "Сантехника",
        "Какой дом?": "Ленина 1",
        "В какие часы?": "ночью",
        "Кому?": "Fitter · подрядчик",
      }),
    ).toMatchObject({ result: "errors", errors: { hours: expect.stringContaining("08:00–20:00") } });
    await vera.submits({ "В какие часы?": "20:00–08:00" });
    await vera.commands("rules");
    expect(vera.toldPrivately().at(-1)).toMatch(
      /1\. Сантехника → Pavel\n.*2\. Сантехника · ул\. Ленина, 1 · 20:00–08:00 → Fitter/s,
    );
    story.clock.strikes("23:30");
    const number = await filesPlumbing("Подтекает труба");
    expect(story.cardWords(number)).toMatch(/Новая.*Предложена\W+Fitter/s);
    expect(fitter.reads()).toMatch(/You are offered request.*Подтекает труба/s);
    await fitter.taps("Decline");
    await fitter.writes("I am abroad");
    expect(story.cardWords(number)).toMatch(/Новая.*Поручена\W+Vera/s);
    expect(vera.directMessages().at(-1)).toContain(`№ ${number} поручена вам`);
  });

  it("a rule can be changed and removed, by managers only", async () => {
    const dima = await story.colleague({ name: "Dima", role: "dispatcher" });
    await dima.commands("rules");
    expect(dima.toldPrivately().at(-1)).toContain("нет права");
    await vera.commands("rules");
    await vera.pressesPrivate("Изменить 2");
    await vera.submits({ "Что сделать с правилом?": "Удалить" });
    await vera.commands("rules");
    expect(vera.toldPrivately().at(-1)).not.toContain("Fitter");
    const number = await filesPlumbing("Шумит унитаз");
    expect(story.cardWords(number)).toMatch(/Поручена\W+Pavel/);
  });
});
