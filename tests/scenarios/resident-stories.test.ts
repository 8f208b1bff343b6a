import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { samplePhoto } from "../../src/sandbox/telegram/files/sample-photo.ts";
import { databases } from "../support/databases.ts";
import type { Resident } from "./support/resident.ts";
import { openStory, type Story } from "./support/story.ts";

/** A picture as a phone makes it, with the place where it was taken. */
const photoWithPlace = async (): Promise<Buffer> =>
  sharp(await samplePhoto())
    .withExif({
      IFD0: { Make: "Phone", Software: "Camera" },
      IFD3: { GPSLatitudeRef: "N", GPSLatitude: "55/1 45/1 0/1" },
    })
    .jpeg()
    .toBuffer();

/** The first bytes of a Windows program, under the name of a picture. */
const program = Buffer.concat([Buffer.from("MZ\u0090\u0000\u0003", "latin1"), Buffer.alloc(600, 1)]);

describe.each(databases)("what residents do on $name", (database) => {
  let story: Story;
  let anna: Resident;
  let john: Resident;
  beforeAll(async () => {
    story = await openStory(database, { telegram: "webhook" });
    anna = await story.resident({ unit: "45", name: "Анна", language: "ru" });
    john = await story.resident({ unit: "46", name: "John", language: "en" });
  });
  afterAll(async () => {
    expect(story.errors).toEqual([]);
    await story.close();
  });

  const read = () => story.town.domovoy.core.database.read;
  const newest = () =>
    read().request.findFirstOrThrow({ orderBy: { number: "desc" }, include: { attachments: true } });

  it.each([
    ["ru", "Сильно пахнет газом в подъезде", "112", "Запах газа"],
    ["en", "There is a smell of gas in the hallway", "112", "Запах газа"],
    ["ru", "На чердаке горит проводка, дым!", "112", "Другое"],
    ["en", "Help, the bin room is on fire", "112", "Другое"],
  ] as const)(
    "danger in %s (%s): 112 is said first, and nothing more is asked",
    async (language, words, number, category) => {
      const who = language === "ru" ? anna : john;
      await who.writes(words);
      const [first, second, ...more] = who.answers();
      expect(first).toContain(number);
      expect(second).toMatch(language === "ru" ? /Авария № \d+/ : /Emergency #\d+/);
      expect(more).toEqual([]);
      const request = await newest();
      expect(request.priority).toBe("emergency");
      expect(request.reactDueAt.getTime() - request.createdAt.getTime()).toBe(30 * 60_000);
      expect(story.cardWords(request.number)).toMatch(
        new RegExp(`🚨 Авария № ${request.number}.*${category}`, "s"),
      );
    },
  );

  it("other emergencies are filed at once too, without 112", async () => {
    await anna.writes("Прорвало трубу, заливает кухню!");
    expect(anna.answers()).toHaveLength(1);
    expect(anna.reads()).toMatch(/Авария № \d+/);
    expect((await newest()).priority).toBe("emergency");
  });

  it("gas chosen as the category is danger as well", async () => {
    await john.writes("Strange in the kitchen");
    await john.taps("Skip");
    await john.taps("Smell of gas");
    expect(john.everythingRead()).toMatch(/First call 112/);
    expect((await newest()).priority).toBe("emergency");
    expect(john.reads()).toMatch(/Emergency #/);
  });

  it("an album of three photos is one request, and one message in the thread", async () => {
    await anna.sendsAlbum(3, "Разбили витраж в холле");
    await story.eventually(() => expect(anna.reads()).toContain("К чему это относится?"));
    await anna.taps("Другое");
    await anna.taps("Пропустить");
    const request = await newest();
    expect(request.attachments).toHaveLength(3);
    await story.eventually(() => {
      const withFiles = story.threadMessages(request.number).filter(({ files }) => files?.length);
      expect(withFiles.map(({ files }) => files?.length)).toEqual([3]);
    });
    expect(story.thread(request.number)).toHaveLength(1);
  });

  it("staff get a picture without the place where it was taken", async () => {
    const original = await photoWithPlace();
    expect((await sharp(original).metadata()).exif).toBeDefined();
    await anna.sendsDocument(original, "подвал.jpg", "Плесень в подвале");
    await anna.taps("Другое");
    await anna.taps("Пропустить");
    const { number } = await newest();
    await story.eventually(() => expect(story.filesInThread(number)).toHaveLength(1));
    const [shown] = story.filesInThread(number);
    expect(shown?.name).toBe("подвал.jpg");
    const about = await sharp(shown?.bytes).metadata();
    expect(about).toMatchObject({ format: "jpeg", width: 640 });
    expect(about.exif).toBeUndefined();
    expect(shown?.bytes.includes("Phone")).toBe(false);
  });

  it("a file that is a program is refused kindly, and the request goes on without it", async () => {
    await john.sendsDocument(program, "invoice.jpg", "Broken mailbox, see the picture");
    await john.taps("Other");
    await john.taps("Skip");
    const { number } = await newest();
    await story.eventually(() => expect(john.reads()).toContain("could not be added"));
    expect(john.reads()).toContain(`#${number}`);
    expect(story.thread(number).at(-1)).toContain("не принят");
    expect(story.filesInThread(number)).toEqual([]);
    expect((await newest()).attachments.map(({ state }) => state)).toEqual(["refused"]);
  });

  it("an edited message changes the card, is said in the thread, and its first words are kept", async () => {
    const messageId = await anna.writes("Не работает домофон");
    await anna.taps("Пропустить");
    await anna.taps("Другое");
    await anna.taps("Пропустить");
    const { number, id } = await newest();
    await anna.edits(messageId, "Не работает домофон в подъезде 2");
    expect(story.cardWords(number)).toContain("Не работает домофон в подъезде 2");
    expect(story.thread(number).at(-1)).toMatch(/сообщение исправлено.*в подъезде 2/s);
    expect(anna.message(`Заявка № ${number}`).text).toContain("в подъезде 2");
    const revisions = await read().messageRevision.findMany({ where: { event: { requestId: id } } });
    const { vault } = story.town.domovoy.core;
    expect(revisions.map(({ textSealed }) => vault.open(textSealed))).toEqual(["Не работает домофон"]);
  });

  it("a plain message while the office waits for an answer is asked where it belongs", async () => {
    const number = await story.files(anna, "Не закрывается окно на лестнице");
    await story.olga.presses("Взять", story.card(number));
    await story.olga.presses("Спросить", story.card(number));
    await story.olga.submits({ "Ваш вопрос": "Какой этаж?", "Пока ждём ответа": "Работа продолжается" });
    await anna.writes("Четвёртый");
    expect(anna.reads()).toContain("Это ответ на вопрос офиса или что-то новое?");
    expect(anna.buttons()).toEqual([`Ответ по № ${number}`, "Новая заявка", "Отмена"]);
    await anna.taps(`Ответ по № ${number}`);
    expect(anna.reads()).toBe("Передали в офис.");
    expect(story.thread(number).at(-1)).toMatch(/^Пишет житель:.*Четвёртый/s);

    await story.olga.writes("! Спасибо. А стекло цело?", story.card(number));
    await anna.writes("И ещё лампочка перегорела");
    await anna.taps("Новая заявка");
    expect(anna.reads()).toContain("Добавьте фото или видео");
    await anna.taps("Отмена");

    await anna.repliesTo(anna.message("А стекло цело?"), "Цело");
    expect(story.thread(number).at(-1)).toMatch(/^Пишет житель:.*Цело/s);

    await story.olga.writes("! Придём завтра", story.card(number));
    await anna.writes("Пахнет газом!");
    expect(anna.answers()[0]).toContain("112");
    expect(anna.answers()[1]).toContain("Авария");
    await story.olga.presses("Отклонить", story.card(number));
    await story.olga.submits({ "Почему? Это прочтёт житель.": "Окно заменят по плану" });
  });

  it("a picture sent instead of words is kept until the words come", async () => {
    const number = await story.files(john, "The gutter drips");
    await john.taps("Write to the office");
    await john.sendsPhoto();
    expect(john.reads()).toContain("It is attached. Now please answer with a text message.");
    await john.writes("This is the gutter");
    expect(john.reads()).toBe("Sent to the office.");
    expect(story.thread(number)[0]).toMatch(/^Пишет житель:.*This is the gutter/s);
    await story.eventually(() => expect(story.filesInThread(number)).toHaveLength(1));
    await john.writes("/new");
    await john.sendsPhoto();
    await john.writes("The bell is silent");
    expect(john.reads()).toContain("What is it about?");
    await john.taps("Cancel");
  });

  it("a form goes back, skips, ends, and says what to do about a wrong answer", async () => {
    const before = (await newest()).number;
    await john.writes("/new");
    expect(john.reads()).toContain("What happened?");
    await john.writes("hm");
    expect(john.reads()).toContain("at least 3 characters");
    await john.writes("x".repeat(3001));
    expect(john.reads()).toContain("That is 3001 characters; at most 3000 fit");
    await john.writes("The gate squeaks");
    await john.writes("no photo, sorry");
    expect(john.reads()).toMatch(/Added to what you wrote.*Add photos/s);
    await john.taps("Back");
    expect(john.reads()).toMatch(/What happened\?.*The gate squeaks/s);
    await john.taps("Keep as is");
    await john.sendsPhoto();
    expect(john.reads()).toContain("1 file attached");
    await john.taps("Ready");
    await john.writes("the yard, I think");
    expect(john.reads()).toMatch(/Added to what you wrote.*What is it about/s);
    await john.writes("yard");
    expect(john.reads()).toContain("What exactly?");
    await john.taps("Skip");
    expect(john.reads()).toContain("Where is it?");
    await john.taps("Common places of the house");
    expect(john.message("place on the map").buttons.flat()).toHaveLength(3);
    expect(story.town.telegram.keyboardOf(john.id)).toHaveProperty("keyboard");
    await john.taps("Cancel");
    expect(john.reads()).toBe("Cancelled. Nothing was sent.");
    expect(story.town.telegram.keyboardOf(john.id)).toBeUndefined();
    expect((await newest()).number).toBe(before);
    await john.writes("/cancel");
    expect(john.reads()).toBe("No form is open.");
  });

  it("a stale button of a form and of a card say so kindly", async () => {
    await john.writes("/new");
    const asked = john.messages().at(-1);
    await john.taps("Cancel");
    const answer = await john.forges("f:skip:1");
    expect(answer.text).toContain("closed already");
    expect(asked?.text).toContain("What happened?");
    const number = await story.files(john, "The letter box rattles");
    const { id } = await newest();
    expect((await john.forges(`rq.confirm:${id}`)).text).toContain(
      `request #${number} is in the state “New”`,
    );
    expect((await john.forges("rq.nonsense:1")).text).toContain("out of date");
  });

  it("a restart in the middle of a form and of an album loses nothing", async () => {
    await john.writes("The bench is wobbly");
    await story.town.restart();
    await john.taps("Skip");
    await john.taps("Other");
    await story.town.restart();
    await john.writes("any time");
    expect(story.cardWords((await newest()).number)).toMatch(/The bench is wobbly.*any time/s);

    const before = (await newest()).number;
    await anna.sendsAlbum(3, "Граффити на фасаде");
    await story.town.restart();
    await story.eventually(() => expect(anna.reads()).toContain("К чему это относится?"));
    await anna.taps("Другое");
    await anna.taps("Пропустить");
    const request = await newest();
    expect(request.number).toBe(before + 1);
    expect(request.attachments).toHaveLength(3);
  });

  it("own requests are listed page by page, open up and lead back, and are found by words", async () => {
    story.clock.passes({ days: 1, hours: 1 });
    for (let index = 1; index <= 4; index++) await story.files(anna, `Скамейка ${index} сломана`);
    await anna.writes("/requests");
    expect(anna.reads()).toMatch(/Ваши заявки: \d+.*Страница 1 из 2/s);
    await anna.taps("Дальше →");
    expect(anna.reads()).toContain("Страница 2 из 2");
    const [first = ""] = anna.buttons();
    await anna.taps(first);
    expect(anna.reads()).toContain(`№ ${first.slice(1)}`);
    await anna.taps("← К списку");
    expect(anna.reads()).toContain("Страница 2 из 2");
    await anna.writes("/find скамейки");
    expect(anna.reads()).toMatch(/«скамейки»: 4 заявки/);
    await anna.writes("/find bench");
    expect(anna.reads()).toContain("Здесь пусто");
  });
});
