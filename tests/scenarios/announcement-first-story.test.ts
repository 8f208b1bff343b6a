import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { samplePhoto } from "../../src/sandbox/telegram/files/sample-photo.ts";
import { databases } from "../support/databases.ts";
import { type MailServer, startMailServer } from "../support/mail-server.ts";
import { announcementCards, confirmedByOne, write } from "./support/announcements.ts";
import type { Colleague } from "./support/colleague.ts";
import { addMail, openGroup } from "./support/reach.ts";
import type { Resident } from "./support/resident.ts";
import { messageWords } from "./support/slack-words.ts";
import { openStory, type Story } from "./support/story.ts";

const words = (title: string) => ({
  "Заголовок по-русски": title,
  "Текст по-русски": `${title}: подробности.`,
});
const pdf = Buffer.from("%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n");

describe.each(databases)("the first sending of an announcement on $name", (database) => {
  let story: Story;
  let anna: Resident;
  let john: Resident;
  let vera: Colleague;
  let mail: MailServer;
  let groupId: number;
  let number = 0;
  beforeAll(async () => {
    mail = await startMailServer();
    story = await openStory(database, {
      letters: { mail: { url: mail.url, from: "Дом <office@example.org>" } },
    });
    await confirmedByOne(story);
    anna = await story.resident({ unit: "45", name: "Анна", language: "ru" });
    john = await story.resident({ unit: "46", name: "John", language: "en" });
    vera = await story.colleague({ name: "Vera", role: "manager" });
    await addMail(story, "47", "petr@example.org");
    groupId = await openGroup(story, [anna.id]);
  });
  afterAll(async () => {
    expect(story.errors).toEqual([]);
    await story.close();
    await mail.stop();
  });

  const core = () => story.town.domovoy.core;
  const read = () => core().database.read;
  const card = (of = number) => announcementCards(story).of(of);
  const drafts = async (more: Readonly<Record<string, unknown>>) => {
    await write(story, vera, { "О чём?": "Другое", ...more });
    number += 1;
  };
  const sends = async () => {
    await vera.presses("Отправить", card());
    await story.settled();
    await story.runs("announcements");
    await story.settled();
  };
  const said = (who: Resident, text: string) =>
    who.messages().filter((message) => message.text.includes(text));
  const inGroup = (text: string) =>
    story.town.telegram.messages(groupId).filter((message) => message.text.includes(text));

  it("carries its photo and its PDF, in Telegram and by e-mail", async () => {
    await drafts({
      "Какого вида?": "Плановые работы",
      ...words("Замена стояка"),
      "Фото и файлы, не больше 5": [
        { name: "scheme.jpg", bytes: await samplePhoto() },
        { name: "plan.pdf", bytes: pdf },
      ],
    });
    await story.eventually(() => expect(messageWords(card())).toContain("2 файла"));
    const before = anna.messages().length;
    await sends();
    await story.eventually(() => {
      const kinds = anna
        .messages()
        .slice(before)
        .flatMap(({ media }) => media?.kind ?? []);
      expect(kinds.sort()).toEqual(["document", "photo"]);
    });
    expect(said(anna, "Замена стояка: подробности")).toHaveLength(1);
    await story.eventually(() => expect(mail.letters).toHaveLength(1));
    const raw = mail.letters[0]?.raw ?? "";
    expect(raw).toMatch(/Content-Type: image\/jpeg/);
    expect(raw).toMatch(/Content-Type: application\/pdf/);
    expect(raw).toContain(pdf.toString("base64").slice(0, 60));
  });

  it("says on the card how far it is, and who gets it later", async () => {
    const { personId } = await read().identity.findFirstOrThrow({
      where: { externalId: String(anna.id) },
    });
    const sleeps = (quietFrom: number | null, quietTo: number | null) =>
      core().database.transaction((tx) =>
        tx.person.update({ where: { id: personId }, data: { quietFrom, quietTo } }),
      );
    await sleeps(600, 1020);
    await drafts({ "Какого вида?": "Плановые работы", ...words("Покраска") });
    await sends();
    await story.eventually(() => expect(messageWords(card())).toContain("2 из 3 (66 %)"));
    expect(messageWords(card())).toContain("1 получит позже: тихие часы или сводка");
    expect(messageWords(card())).toContain("Отправляется");
    await sleeps(null, null);
    story.clock.passes({ hours: 6 });
    await story.runs("announcements");
    await story.settled();
    await story.eventually(() => expect(messageWords(card())).toContain("доставлено 3 из 3"));
    expect(said(anna, "Покраска: подробности")).toHaveLength(1);
    story.clock.strikes("12:00");
  });

  it("is begun once, however often the button is pressed", async () => {
    await drafts({ "Какого вида?": "Новость", ...words("Новая урна") });
    const stale = card();
    await Promise.all([vera.presses("Отправить", stale), story.olga.presses("Отправить", stale)]);
    await story.settled();
    await story.runs("announcements");
    await story.settled();
    const { id: subjectId } = await read().announcement.findFirstOrThrow({ where: { number } });
    const acts = await read().auditEntry.findMany({
      where: { subjectId },
      select: { act: true, outcome: true },
    });
    const counted = (act: string, outcome: string) =>
      acts.filter((one) => one.act === act && one.outcome === outcome).length;
    expect(counted("announcement.started", "done")).toBe(1);
    expect(counted("announcement.change", "wrong-state")).toBe(1);
    expect(said(anna, "Новая урна: подробности")).toHaveLength(1);
    expect(said(john, "Новая урна: подробности")).toHaveLength(1);
    expect(inGroup("Новая урна: подробности")).toHaveLength(1);
    const told = [vera, story.olga].map((who) => who.toldPrivately().at(-1) ?? "");
    expect(told.filter((text) => text.includes("Сейчас так нельзя"))).toHaveLength(1);
  });

  it("is corrected where it stands in the house's group, and stays pinned there", async () => {
    await drafts({ "Какого вида?": "Плановые работы", ...words("Промывка труб") });
    await sends();
    await story.eventually(() => expect(inGroup("Промывка труб")[0]).toMatchObject({ isPinned: true }));
    const [posted] = inGroup("Промывка труб");
    await vera.presses("Исправить", card());
    await vera.submits(words("Промывка всех труб"));
    await story.settled();
    await story.eventually(() =>
      expect(inGroup("Промывка всех труб")).toMatchObject([{ id: posted?.id, isPinned: true }]),
    );
    expect(inGroup("Промывка труб:")).toEqual([]);
    expect(inGroup("Промывка всех труб")[0]?.history).toHaveLength(1);
  });

  it("has the template of the category that stands after the command, in both languages", async () => {
    for (const [word, kind, russian, english] of [
      ["отопление", "Отключение", "Нет отопления", "No heating"],
      ["lift", "Плановые работы", "Остановка лифта", "The lift will be stopped"],
      ["крыша", "Плановые работы", "Работы на кровле", "Work on the roof"],
      ["двор", "Плановые работы", "Работы во дворе", "Work in the yard"],
      ["пожар", "Плановые работы", "Проверка пожарной сигнализации", "fire alarm"],
    ] as const) {
      await vera.commands(`announce ${word}`);
      await vera.submits({ "Какого вида?": kind });
      await story.settled();
      number += 1;
      expect(messageWords(card())).toContain(russian);
      expect(messageWords(card()).toLowerCase()).toContain(english.toLowerCase());
    }
    await sends();
    expect(said(anna, "Проверка пожарной сигнализации")).toHaveLength(1);
    expect(john.reads().toLowerCase()).toContain("fire alarm");
  });
});
