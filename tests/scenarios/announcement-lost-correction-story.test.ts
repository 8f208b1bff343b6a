import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databases } from "../support/databases.ts";
import { type MailServer, startMailServer } from "../support/mail-server.ts";
import { announcementCards, confirmedByOne, write } from "./support/announcements.ts";
import { addMail } from "./support/reach.ts";
import type { Resident } from "./support/resident.ts";
import { messageWords } from "./support/slack-words.ts";
import { openStory, type Story } from "./support/story.ts";

const words = (title: string) => ({
  "Заголовок по-русски": title,
  "Текст по-русски": `${title}: подробности.`,
});

describe.each(databases)("a correction that does not arrive, on $name", (database) => {
  let story: Story;
  let anna: Resident;
  let john: Resident;
  let mail: MailServer;
  beforeAll(async () => {
    mail = await startMailServer();
    story = await openStory(database, {
      letters: { mail: { url: mail.url, from: "Дом <office@example.org>" } },
    });
    await confirmedByOne(story);
    anna = await story.resident({ unit: "45", name: "Анна", language: "ru" });
    john = await story.resident({ unit: "46", name: "John", language: "en" });
    await addMail(story, "45", "anna@example.org");
    await write(story, story.olga, {
      "Какого вида?": "Отключение",
      "О чём?": "Вода",
      ...words("Нет воды до 18:00"),
    });
    await story.olga.presses("Отправить", card());
    await story.settled();
    await story.runs("announcements");
    await story.settled();
  }, 120_000);
  afterAll(async () => {
    expect(story.errors).toEqual([]);
    await story.close();
    await mail.stop();
  });

  const card = () => announcementCards(story).of(1);
  const edits = ["editMessageText", "editMessageCaption"];
  const corrects = async (title: string) => {
    await story.olga.presses("Исправить", card());
    await story.olga.submits(words(title));
    await story.settled();
    await story.runs("announcements");
    await story.settled();
  };
  /** What became of a letter is taken over by one of the next looks. */
  const counts = async (told: string) => {
    const looks = async () => {
      await story.runs("announcements");
      await story.settled();
      return messageWords(card());
    };
    await expect.poll(looks, { timeout: 60_000, interval: 300 }).toContain(told);
  };
  const triesOf = async (who: Resident) => {
    const rows = await story.town.domovoy.core.database.read.delivery.findMany({
      where: { chatId: String(who.id) },
    });
    return rows.map(({ way, state, reason }) => `${way} ${state} ${reason ?? ""}`.trim());
  };

  it("goes by the next way to who has blocked the bot since, and the try counts as failed", async () => {
    const description = "Forbidden: bot was blocked by the user";
    story.town.telegram.fault({ method: edits, chatId: anna.id, answer: "forbidden", description });
    await corrects("Нет воды до 23:00");
    await story.eventually(() => expect(mail.letters).toHaveLength(1));
    expect(mail.letters[0]?.to).toEqual(["anna@example.org"]);
    expect(mail.letters[0]?.words).toContain("Нет воды до 23:00: подробности.");
    expect(await triesOf(anna)).toEqual([expect.stringMatching(/^telegram failed correction: .*blocked/)]);
    expect(john.message("Нет воды до 23:00").history).toHaveLength(1);
    await counts("доставлено 2 из");
  }, 120_000);

  it("is written anew where the edit is refused", async () => {
    const description = "Bad Request: the words are refused";
    story.town.telegram.fault({ method: edits, chatId: john.id, answer: "bad-request", description });
    await corrects("Нет воды до утра");
    await story.eventually(() => expect(john.reads()).toContain("Нет воды до утра"));
    expect(await triesOf(john)).toEqual(["telegram sent"]);
    // That it was refused is logged.
    story.errors.splice(0);
  }, 120_000);

  it("counts who can't be told it any more as not reached", async () => {
    const description = "Forbidden: bot was blocked by the user";
    story.town.telegram.fault({ method: edits, chatId: john.id, answer: "forbidden", description });
    await corrects("Нет воды до обеда");
    await counts("доставлено 1 из");
    expect(await triesOf(john)).toEqual([expect.stringMatching(/^telegram failed correction: /)]);
  }, 120_000);
});
