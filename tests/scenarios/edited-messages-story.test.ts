import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databases } from "../support/databases.ts";
import type { Resident } from "./support/resident.ts";
import { openStory, type Story } from "./support/story.ts";

const patience = 120_000;

describe.each(databases)("edited messages on $name", { timeout: patience }, (database) => {
  let story: Story;
  let anna: Resident;
  let john: Resident;
  beforeAll(async () => {
    story = await openStory(database);
    anna = await story.resident({ unit: "45", name: "Анна", language: "ru" });
    john = await story.resident({ unit: "46", name: "John", language: "en" });
  }, patience);
  afterAll(async () => {
    expect(story.errors).toEqual([]);
    await story.close();
  });

  const read = () => story.town.domovoy.core.database.read;
  const newest = () => read().request.findFirstOrThrow({ orderBy: { number: "desc" } });
  /** What messages about a request said before they were edited, oldest first. */
  const saidBefore = async (number: number): Promise<string[]> => {
    const rows = await read().messageRevision.findMany({
      where: { event: { request: { number } } },
      orderBy: { id: "asc" },
    });
    return rows.map(({ textSealed }) => story.town.domovoy.core.vault.open(textSealed));
  };

  it("a description typed after /new is followed once the request is filed", async () => {
    await anna.writes("/new");
    const typed = await anna.writes("Не горит лампа");
    await anna.taps("Пропустить");
    await anna.taps("Другое");
    await anna.taps("Пропустить");
    const { number } = await newest();
    await anna.edits(typed, "Не горит лампа на пятом этаже");
    expect(story.cardWords(number)).toContain("на пятом этаже");
    expect(story.thread(number).at(-1)).toMatch(/исправлено.*на пятом этаже/s);
    expect(await saidBefore(number)).toEqual(["Не горит лампа"]);
  });

  it("an answer typed after a button is followed, also while another form is open", async () => {
    const number = await story.files(anna, "Скрипит калитка");
    await story.olga.presses("Взять", story.card(number));
    await story.olga.presses("Спросить", story.card(number));
    await story.olga.submits({ "Ваш вопрос": "Которая?", "Пока ждём ответа": "Работа продолжается" });
    await anna.taps("Написать в офис", anna.message("Которая?"));
    const typed = await anna.writes("Левая");
    await anna.writes("/new");
    await anna.edits(typed, "Правая, у арки");
    expect(story.thread(number).at(-1)).toMatch(/исправлено.*Правая, у арки/s);
    expect(await saidBefore(number)).toEqual(["Левая"]);
    expect(anna.reads()).toContain("Что случилось?");
    await anna.taps("Отмена");
  });

  it("a draft takes the corrected text, and what it was asked stays open", async () => {
    await john.writes("/new");
    const typed = await john.writes("The dor is stuck");
    await john.taps("Skip");
    await john.edits(typed, "The door is stuck");
    expect(john.reads()).toMatch(/have corrected.*What is it about\?/s);
    await john.edits(typed, "x".repeat(3001));
    expect(john.reads()).toMatch(/what you sent before stays.*at most 3000 fit.*What is it about\?/s);
    await john.taps("Other");
    const access = await john.writes("at night");
    const { number } = await newest();
    expect(story.cardWords(number)).toMatch(/The door is stuck.*at night/s);
    expect(await saidBefore(number)).toEqual([]);
    await john.edits(access, "in the evening");
    await john.edits(typed, "The door is stuck again");
    expect(story.cardWords(number)).toContain("The door is stuck again");
    expect(await saidBefore(number)).toEqual(["The door is stuck"]);
  });

  it("a plain message is corrected before it is filed, and words that were refused are read again", async () => {
    const plain = await john.writes("Teh tap drips");
    expect(john.reads()).toContain("photo");
    await john.edits(plain, "The tap drips");
    await john.taps("Skip");
    await john.taps("Other");
    await john.taps("Skip");
    expect(story.cardWords((await newest()).number)).toContain("The tap drips");

    const short = await john.writes("hm");
    expect(john.reads()).toContain("at least 3 characters");
    await john.edits(short, "hm, the hall is dark");
    expect(john.reads()).toContain("Add photos");
    await john.taps("Cancel");
    await john.edits(short, "nothing, sorry");
    expect(john.reads()).toContain("Cancelled");
  });

  it("danger that a correction tells of is answered with 112 and filed at once", async () => {
    const plain = await anna.writes("Чем-то пахнет");
    await anna.edits(plain, "Пахнет газом");
    expect(anna.everythingRead()).toContain("112");
    const request = await newest();
    expect(request.priority).toBe("emergency");
    expect(story.cardWords(request.number)).toContain("Пахнет газом");
  });

  it("why a request comes back, and what was said of its work, are followed too", async () => {
    const number = await story.files(john, "The mailbox is broken");
    const finish = async () => {
      await story.olga.presses("Готово", story.card(number));
      await story.olga.submits({ "Что сделано? Это прочтёт житель.": "Починили" });
    };
    await story.olga.presses("Взять", story.card(number));
    await finish();
    await john.taps("Not done", john.message(/Починили/));
    const reason = await john.writes("It still wont lock");
    await john.taps("Skip");
    await john.edits(reason, "It still will not lock");
    expect(story.thread(number).at(-1)).toMatch(/исправлено.*It still will not lock/s);
    await finish();
    await john.taps("Yes, it's done", john.messages().at(-1));
    await john.taps("4 ★");
    await john.taps("Skip");
    const comment = await john.writes("Slow");
    await john.edits(comment, "Slow but neat");
    expect(story.thread(number).at(-1)).toMatch(/исправлено.*Slow but neat/s);
    expect(await saidBefore(number)).toEqual(["It still wont lock", "Slow"]);
  });

  it("words to the office are followed, typed after the button or with the command", async () => {
    await anna.writes("/office");
    const typed = await anna.writes("Когда уборка");
    await anna.taps("Пропустить");
    await anna.edits(typed, "Когда генеральная уборка?");
    const spoken = await john.writes("/office Who waters the plants");
    await john.edits(spoken, "/office Who waters the plants in summer?");
    const channel = story.town.slack.messages(story.town.staffChannel);
    const threads = channel.flatMap(({ ts }) => story.town.slack.thread(story.town.staffChannel, ts));
    const words = threads.map((message) => JSON.stringify(message)).join("\n");
    expect(words).toContain("Когда генеральная уборка?");
    expect(words).toContain("Who waters the plants in summer?");
    expect(words).not.toContain("/office");
  });

  /** Widths of the pictures in a thread: they are told from each other by them. */
  const widths = async (files: { bytes: Buffer }[]): Promise<(number | undefined)[]> =>
    Promise.all(files.map(async ({ bytes }) => (await sharp(bytes).metadata()).width));
  /** What is kept of a request's pictures: those of now, and those that were replaced. */
  const kept = async (number: number) => {
    const rows = await read().attachment.findMany({ where: { request: { number } }, orderBy: { id: "asc" } });
    return rows.map(({ state, replacedAt }) => [state, replacedAt !== null]);
  };

  it("another photo in the message of a request arrives in the thread, and the former one is kept", async () => {
    const sent = await anna.sendsPhoto("Трещина в стене", { width: 310 });
    await anna.taps("Другое");
    await anna.taps("Пропустить");
    const { number } = await newest();
    await story.eventually(() => expect(story.filesInThread(number)).toHaveLength(1));
    await anna.swapsPhoto(sent, "Трещина в стене у лифта", { width: 320 });
    await story.eventually(() => expect(story.filesInThread(number)).toHaveLength(2));
    expect(await widths(story.filesInThread(number))).toEqual([310, 320]);
    expect(story.cardWords(number)).toContain("у лифта");
    expect(story.thread(number).join("\n")).toMatch(/исправлено.*у лифта/s);
    expect(await saidBefore(number)).toEqual(["Трещина в стене"]);
    expect(await kept(number)).toEqual([
      ["stored", true],
      ["stored", false],
    ]);

    // The words alone, the photo alone and without its words, and the same once more.
    await anna.edits(sent, "Трещина в стене справа от лифта");
    expect(story.cardWords(number)).toContain("справа от лифта");
    await anna.swapsPhoto(sent, undefined, { width: 330 });
    await story.eventually(() => expect(story.filesInThread(number)).toHaveLength(3));
    expect(story.cardWords(number)).toContain("справа от лифта");
    await anna.swapsPhoto(sent, undefined, { width: 330 });
    await story.settled();
    expect(await kept(number)).toHaveLength(3);
  });

  it("another photo in an album, in a draft and in a picture without words is taken too", async () => {
    const first = await john.sendsAlbum(2, "Graffiti on the wall");
    await story.eventually(() => expect(john.reads()).toContain("What is it about?"));
    await john.swapsPhoto(first + 1, undefined, { width: 340 });
    expect(john.reads()).toMatch(/have corrected.*What is it about\?/s);
    await john.taps("Other");
    await john.taps("Skip");
    const { number } = await newest();
    await story.eventually(() => expect(story.filesInThread(number)).toHaveLength(2));
    expect(await widths(story.filesInThread(number))).toEqual([300, 340]);
    await john.swapsPhoto(first + 1, undefined, { width: 350 });
    await story.eventually(() => expect(story.filesInThread(number)).toHaveLength(3));
    expect((await widths(story.filesInThread(number))).at(-1)).toBe(350);
    expect(story.cardWords(number)).toContain("Graffiti on the wall");
  });

  it("another photo in what was written to the office arrives there, and what it said is kept", async () => {
    await story.settled();
    await anna.writes("/office");
    await anna.writes("Чья это коляска?");
    const inAll = () =>
      story.town.slack
        .messages(story.town.staffChannel)
        .flatMap(({ ts }) => story.town.slack.thread(story.town.staffChannel, ts))
        .flatMap(({ files }) => files ?? [])
        .map(({ id }) => story.town.slack.file(String(id)))
        .filter((file) => file !== undefined);
    const before = inAll().length;
    const sent = await anna.sendsPhoto(undefined, { width: 360 });
    await anna.taps("Готово");
    await story.eventually(() => expect(inAll().length).toBe(before + 1));
    await anna.swapsPhoto(sent, undefined, { width: 370 });
    await story.eventually(() => expect(inAll()).toHaveLength(before + 2));
    expect(await widths(inAll())).toContain(370);
    expect(await read().talkMessageRevision.count()).toBeGreaterThan(0);
  });
});
