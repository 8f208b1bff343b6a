import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { samplePhoto } from "../../src/sandbox/telegram/files/sample-photo.ts";
import { databases } from "../support/databases.ts";
import { type MailServer, startMailServer } from "../support/mail-server.ts";
import type { Resident } from "./support/resident.ts";
import { messageWords } from "./support/slack-words.ts";
import { openStory, type Story } from "./support/story.ts";

describe.each(databases)("messages outside of requests on $name", (database) => {
  let story: Story;
  let anna: Resident;
  let john: Resident;
  let mail: MailServer;
  const read = () => story.town.domovoy.core.database.read;
  const cardWith = (words: string) => {
    const found = story.town.slack
      .messages(story.town.staffChannel)
      .findLast((message) => messageWords(message).includes(words));
    if (!found) throw new Error(`nothing with ${words} in:\n${story.channel().join("\n---\n")}`);
    return found;
  };
  const talk = () => cardWith("Разговор № 1");
  const thread = () => story.town.slack.thread(story.town.staffChannel, talk().ts).slice(1);

  beforeAll(async () => {
    mail = await startMailServer();
    const from = "Дом <office@example.org>";
    story = await openStory(database, { letters: { mail: { url: mail.url, from } } });
    anna = await story.resident({ unit: "45", name: "Анна", language: "ru" });
    john = await story.resident({ unit: "46", name: "John", language: "en" });
  });
  afterAll(async () => {
    expect(story.errors).toEqual([]);
    await story.close();
    await mail.stop();
  });

  it("begin with a card of their own, with a thread under it", async () => {
    await anna.writes("/office Когда будет собрание?");
    expect(anna.reads()).toContain("разговор № 1");
    expect(messageWords(talk())).toContain("Анна Смирнова");
    expect(messageWords(talk())).toContain("Когда будет собрание?");
    expect(await read().request.count()).toBe(0);
  });

  it("let staff talk among themselves and answer by the mark", async () => {
    await story.olga.writes("кто знает?", talk());
    await story.olga.writes("! В среду в семь", talk());
    expect(anna.reads()).toContain("В среду в семь");
    expect(anna.everythingRead()).not.toContain("кто знает");
    await story.olga.commands("conversations");
    expect(story.olga.toldPrivately().at(-1)).toMatch(/№ 1 · Анна Смирнова · ответили/);
  });

  it("go on in the same thread by a reply in Telegram, with pictures", async () => {
    await anna.repliesTo(anna.message("В среду в семь"), "Спасибо, а где?");
    expect(thread().map(messageWords).join("\n")).toContain("Спасибо, а где?");
    await anna.taps("Ответить", anna.message("В среду в семь"));
    await anna.sendsPhoto("Вот объявление на двери");
    await story.eventually(() => expect(thread().flatMap(({ files }) => files ?? [])).toHaveLength(1));
    expect(await read().talk.count()).toBe(1);
  });

  it("follow an edit to the other side", async () => {
    const id = await anna.repliesTo(anna.message("В среду в семь"), "Буду");
    await anna.edits(id, "Не смогу прийти");
    expect(thread().map(messageWords).join("\n")).toContain("Не смогу прийти");
    const reply = await story.olga.writes("! В холле", talk());
    await story.olga.edits(reply, "! В холле первого подъезда");
    expect(anna.reads()).toContain("В холле первого подъезда");
  });

  it("are answered from the card too, closed, and opened again by a word", async () => {
    await story.olga.presses("Ответить", talk());
    await story.olga.submits({ "Что ответить?": "Пришлём протокол" });
    expect(anna.reads()).toContain("Пришлём протокол");
    expect(thread().map(messageWords).join("\n")).toContain("Пришлём протокол");
    await story.olga.presses("Закрыть", talk());
    expect(messageWords(talk())).toContain("закрыт");
    await anna.repliesTo(anna.message("Пришлём протокол"), "Жду");
    expect(messageWords(talk())).toContain("открыт");
  });

  it("become a request at once where the words tell of an emergency", async () => {
    await john.writes("/office There is a smell of gas in the hall!");
    await story.settled();
    const request = await read().request.findFirstOrThrow();
    expect(request.priority).toBe("emergency");
    expect(await read().talk.count()).toBe(1);
  });

  it("are nobody else's: not a neighbour's, not an accountant's", async () => {
    const { id } = await read().talk.findFirstOrThrow();
    await john.forges(`ms.say:${id}`);
    await john.writes("let me in");
    await john.taps("Skip");
    expect(john.reads()).toContain("conversation is not there");
    await john.writes("/cancel");
    const boris = await story.colleague({ name: "Борис", role: "accountant" });
    await boris.writes("! привет", talk());
    expect(boris.toldPrivately().at(-1)).toContain("недоступно");
    await boris.commands("conversations");
    expect(boris.toldPrivately().at(-1)).toContain("недоступно");
    expect(anna.everythingRead()).not.toContain("привет");
  });

  it("go from the office to everybody in one unit, in each one's words back", async () => {
    await story.olga.commands("write 46");
    const answer = await story.olga.submits({ "Какое помещение?": "999", "Что написать?": "Hello" });
    expect(answer).toMatchObject({ result: "errors" });
    await story.olga.submits({ "Какое помещение?": "46", "Что написать?": "Please move your bicycle." });
    expect(john.reads()).toContain("A message from the office");
    expect(john.reads()).toContain("Please move your bicycle.");
    expect(anna.everythingRead()).not.toContain("bicycle");
    expect(messageWords(cardWith("✉️ В помещение"))).toMatch(/1, отправлено: 1/);
    await john.repliesTo(john.message("bicycle"), "Moved, sorry");
    expect(messageWords(cardWith("Разговор № 2"))).toContain("Moved, sorry");
    await story.olga.commands("write 47");
    await story.olga.submits({ "Какое помещение?": "47", "Что написать?": "Здравствуйте" });
    expect(messageWords(cardWith("✉️ В помещение"))).toContain("положите записку");
  });

  it("go from the office to one unit with files, by the next way where a way is closed", async () => {
    const { vault, database: db } = story.town.domovoy.core;
    const { personId, companyId } = await db.read.identity.findFirstOrThrow({
      where: { externalId: String(john.id) },
    });
    const at = new Date("2031-01-01T00:00:00Z");
    const address = "john@example.org";
    const sealed = { valueSealed: vault.seal(address), valueHash: vault.hash("contact", address) };
    const known = { companyId, personId, kind: "email" as const, confirmedAt: at, createdAt: at };
    await db.transaction((tx) => tx.contactPoint.create({ data: { ...known, ...sealed, position: 5 } }));
    const scheme = [{ name: "scheme.jpg", bytes: await samplePhoto() }];
    const writes = async (text: string) => {
      await story.olga.commands("write 46");
      await story.olga.submits({ "Что написать?": text, "Фото или файлы, не больше 10": scheme });
      await story.settled();
    };
    await writes("Your meter is here.");
    await story.eventually(() => expect(john.message("Your meter").text).toContain("is here"));
    await story.eventually(() =>
      expect(john.messages().filter(({ media }) => media !== undefined)).toHaveLength(1),
    );
    // Turned off by him, which concerns announcements and not what is written to him.
    await db.transaction((tx) =>
      tx.notificationSetting.create({
        data: { personId, companyId, kind: "general", way: "telegram", via: "settings", createdAt: at },
      }),
    );
    story.town.telegram.fault({
      method: "sendMessage",
      chatId: john.id,
      answer: "forbidden",
      description: "Forbidden: bot was blocked by the user",
    });
    story.town.telegram.fault({
      method: "sendPhoto",
      chatId: john.id,
      answer: "forbidden",
      description: "Forbidden: bot was blocked by the user",
    });
    await writes("Come to the office, please.");
    await story.eventually(() => expect(mail.letters).toHaveLength(1));
    expect(mail.letters[0]).toMatchObject({ to: ["john@example.org"] });
    expect(mail.letters[0]?.words).toContain("Come to the office, please.");
    expect(mail.letters[0]?.raw).toMatch(/Content-Type: image\/jpeg/);
    expect(john.everythingRead()).not.toContain("Come to the office");
  });

  it("are answered by the next way too, and staff see it when there is none", async () => {
    const johns = () => cardWith("Разговор № 2");
    const notes = () =>
      story.town.slack
        .thread(story.town.staffChannel, johns().ts)
        .map(messageWords)
        .filter((words) => words.includes("Жителю не отправлено"));
    await story.olga.writes("! Ключи у консьержа", johns());
    expect(story.olga.toldPrivately().at(-1)).toContain("Отправлено жителю");
    await story.eventually(() => expect(mail.letters.at(-1)?.words).toContain("Ключи у консьержа"));
    expect(notes()).toEqual([]);
    await story.town.domovoy.core.database.transaction((tx) =>
      tx.contactPoint.updateMany({ data: { unreachableSince: new Date("2031-01-01T00:00:00Z") } }),
    );
    await story.olga.writes("! Заберите до вечера", johns());
    expect(story.olga.toldPrivately().at(-1)).toContain("Жителю не отправлено");
    await story.settled();
    expect(notes()).toHaveLength(1);
    await story.olga.presses("Ответить", johns());
    await story.olga.submits({ "Что ответить?": "Позвоните нам" });
    expect(story.olga.toldPrivately().at(-1)).toContain("Жителю не отправлено");
  });

  it("are noted under the card when the only way turns out to be closed", async () => {
    const notes = () => thread().filter((message) => messageWords(message).includes("Жителю не отправлено"));
    story.town.telegram.fault({
      method: "sendMessage",
      chatId: anna.id,
      answer: "forbidden",
      description: "Forbidden: bot was blocked by the user",
    });
    await story.olga.writes("! Вы ещё здесь?", talk());
    await story.eventually(() => expect(notes()).toHaveLength(1));
  });
});
