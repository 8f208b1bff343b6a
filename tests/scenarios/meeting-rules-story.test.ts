import { extractText, getDocumentProxy } from "unpdf";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databases } from "../support/databases.ts";
import type { Colleague } from "./support/colleague.ts";
import { type MeetingDesk, meetingDesk, scan } from "./support/meeting-desk.ts";
import type { Resident } from "./support/resident.ts";
import { messageWords } from "./support/slack-words.ts";
import { openStory, type Story } from "./support/story.ts";

describe.each(databases)("meetings by the community's own and by American rules on $name", (database) => {
  let story: Story;
  let desk: MeetingDesk;
  let anna: Resident;
  let petr: Resident;
  let vera: Colleague;
  beforeAll(async () => {
    story = await openStory(database);
    anna = await story.resident({ unit: "45", name: "Анна", language: "ru" });
    petr = await story.resident({ unit: "47", name: "Пётр", language: "ru" });
    vera = await story.colleague({ name: "Vera", role: "manager" });
    desk = meetingDesk(story, vera);
  });
  afterAll(async () => {
    expect(story.errors).toEqual([]);
    await story.close();
  });

  const livesBy = async (law: string) => {
    await story.olga.commands("settings");
    expect(await story.olga.submits({ "По чьему закону?": law })).toMatchObject({
      result: expect.not.stringContaining("errors"),
    });
  };

  /** The PDFs of minutes in the staff channel. */
  const minutes = (): Uint8Array[] => {
    const { slack, staffChannel } = story.town;
    return slack
      .messages(staffChannel)
      .filter((each) => messageWords(each).startsWith("Протокол собрания"))
      .flatMap(({ ts }) => slack.thread(staffChannel, ts))
      .flatMap(({ files }) => files ?? [])
      .flatMap(({ id }) => slack.file(String(id))?.bytes ?? []);
  };
  const wordsOf = async (bytes: Uint8Array): Promise<string> =>
    (await extractText(await getDocumentProxy(new Uint8Array(bytes)), { mergePages: true })).text;

  const drafts = async (title: string, more: Readonly<Record<string, unknown>> = {}) => {
    await vera.commands("meeting");
    return vera.submits({
      "О чём собрание?": title,
      "Первый день голосования": story.day(15),
      "Последний день голосования": story.day(25),
      ...more,
    });
  };

  it("weighs by the declaration, whose parts are pasted as a list; a mistake loses nothing", async () => {
    await livesBy("Собственные правила");
    await drafts("Свой устав", { "Чем измеряется голос?": "голоса по долям из декларации" });
    await desk.asks("Свой устав", "Шлагбаум");
    await desk.asks("Свой устав", "Лишнее");
    await vera.presses("Убрать вопрос", desk.card("Свой устав"));
    await vera.submits({ "Какой вопрос?": "2. Лишнее" });
    expect(desk.words("Свой устав")).not.toContain("Лишнее");
    await vera.presses("Проверить реестр", desk.card("Свой устав"));
    expect(vera.toldPrivately().at(-1)).toMatch(/⛔ Нет доли по декларации: 3/);
    await vera.presses("Доли", desk.card("Свой устав"));
    expect(await vera.submits({ "Номер и доля, по строке на помещение": "45 12.5\n46 ?" })).toMatchObject({
      result: "errors",
      errors: { list: expect.stringContaining("2") },
    });
    await vera.submits({ "Номер и доля, по строке на помещение": "45 12.5\n46; 50\n47\t37,5" });
    await vera.presses("Проверить реестр", desk.card("Свой устав"));
    expect(vera.toldPrivately().at(-1)).not.toContain("Нет доли");
  });

  it("shows how it stands where the rules don't hide it, and lets a vote be taken back", async () => {
    await desk.calls("Свой устав");
    story.clock.passes({ days: 15 });
    await story.runs("advance-meetings");
    await story.settled();
    await anna.taps("Проголосовать");
    await anna.taps("За");
    await anna.taps("Да, проголосовать");
    await story.settled();
    expect(desk.words("Свой устав")).toMatch(/1\. Шлагбаум: за долей: 12,5, против/);
    await anna.writes("/meeting");
    await anna.taps("Отозвать");
    await story.settled();
    expect(desk.words("Свой устав")).toMatch(/0 из 2 собственников/);
    const marks = { "1. Шлагбаум": "Против" };
    expect(await desk.papers("Свой устав", "45", marks)).toMatchObject({
      result: expect.not.stringContaining("errors"),
    });
    await story.settled();
    expect(desk.words("Свой устав")).toMatch(/1\. Шлагбаум: за долей: 0, против долей: 12,5/);
  });

  it("takes the paper of a proxy from outside, and none without a power of attorney", async () => {
    const marks = { "1. Шлагбаум": "За", "Кто подписал?": "Представитель по доверенности" };
    expect(await desk.papers("Свой устав", "47", marks)).toMatchObject({
      result: "errors",
      errors: { by: expect.stringMatching(/доверенност/i) },
    });
    await vera.closesModal();
    await vera.presses("Доверенность", desk.card("Свой устав"));
    await vera.submits({
      "Кто её дал?": "47",
      "Кто может голосовать?": "Соколов Иван",
      "Скан или фото доверенности": await scan(),
    });
    expect(await desk.papers("Свой устав", "47", marks)).toMatchObject({
      result: expect.not.stringContaining("errors"),
    });
    await story.settled();
    await petr.writes("/meeting");
    expect(petr.reads()).toContain("Ваш представитель проголосовал");
  });

  it("meets a second time with a smaller quorum after a meeting without one", async () => {
    await livesBy("США");
    await drafts("Годовое", { "Кворум по уставу": "2/3" });
    await desk.asks("Годовое", "Смета", "Большинство поданных голосов");
    expect(desk.words("Годовое")).toContain("не менее 2/3");
    await desk.calls("Годовое");
    story.clock.passes({ days: 15 });
    await story.runs("advance-meetings");
    await story.settled();
    await anna.taps("Проголосовать", anna.message("Голосование началось"));
    await anna.taps("За");
    await anna.taps("Да, проголосовать");
    expect(anna.reads()).toContain("Изменить его уже нельзя");
    story.clock.passes({ days: 12 });
    await story.runs("advance-meetings");
    await story.eventually(() => expect(desk.words("Годовое")).toContain("Кворума не было"));
    await story.settled();
    expect(anna.reads()).toContain("Ничего не решено");
    const notices = () => desk.thread("Годовое").map(messageWords).join("\n");
    story.clock.passes({ days: 26 });
    await story.runs("advance-meetings");
    expect(notices()).not.toMatch(/срока? протокола/i);
    expect(desk.words("Годовое")).toContain("Срок протокола:");
    story.clock.passes({ days: 1 });
    await story.runs("advance-meetings");
    await story.runs("advance-meetings");
    await story.settled();
    expect(notices().match(/осталось меньше двух дней/g)).toHaveLength(1);
    story.clock.passes({ days: 2 });
    await story.runs("advance-meetings");
    await story.runs("advance-meetings");
    await story.settled();
    expect(notices().match(/Срок протокола этого собрания прошёл/g)).toHaveLength(1);
    expect(desk.words("Годовое")).toMatch(/Протокол просрочен с \d/);
    // The second meeting may be called after the minutes of the first one as well as before.
    expect(desk.buttons("Годовое")).toContain("Повторное собрание");
    await vera.presses("Протокол", desk.card("Годовое"));
    await vera.submits({
      "Председатель собрания": "Анна Смирнова",
      Секретарь: "Vera",
      "Счётная комиссия": "Пётр Иванов",
      "Место составления протокола": "ул. Ленина, 1",
    });
    await story.settled();
    const first = desk.card("Годовое");
    expect(messageWords(first)).not.toContain("просрочен");
    await story.eventually(() => expect(minutes()).toHaveLength(2));
    expect((await Promise.all(minutes().map(wordsOf))).sort()).toEqual([
      expect.stringMatching(/drawn up late: their term, 30\s+days/),
      expect.stringMatching(/составлен с опозданием: срок, 30\s+дней/),
    ]);
    expect(messageWords(first)).toContain("Протокол составлен");
    await vera.presses("Повторное собрание", first);
    await vera.submits({
      "Первый день голосования": story.day(6),
      "Последний день голосования": story.day(9),
    });
    await story.settled();
    expect(desk.words("Годовое")).toMatch(/Черновик.*не менее 1\/5.*1\. Смета/s);
    await vera.presses("Повторное собрание", first);
    const again = await vera.submits({
      "Первый день голосования": story.day(6),
      "Последний день голосования": story.day(9),
    });
    expect(JSON.stringify(again)).toContain("уже");
    await vera.closesModal();
    await desk.calls("Годовое");
    story.clock.passes({ days: 6 });
    await story.runs("advance-meetings");
    await story.settled();
    await anna.taps("Проголосовать", anna.message("Голосование началось"));
    await anna.taps("За");
    await anna.taps("Да, проголосовать");
    story.clock.passes({ days: 5 });
    await story.runs("advance-meetings");
    await story.eventually(() => expect(desk.words("Годовое")).toMatch(/Кворум был.*✅ 1\. Смета/s));
  });
});
