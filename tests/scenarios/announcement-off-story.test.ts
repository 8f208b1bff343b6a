import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databases } from "../support/databases.ts";
import { type MailServer, startMailServer } from "../support/mail-server.ts";
import { announcementCards, confirmedByOne, write } from "./support/announcements.ts";
import type { Colleague } from "./support/colleague.ts";
import { addMail, openGroup } from "./support/reach.ts";
import type { Resident } from "./support/resident.ts";
import { buttonsOf, messageWords } from "./support/slack-words.ts";
import { openStory, type Story } from "./support/story.ts";

const words = (title: string) => ({
  "Заголовок по-русски": title,
  "Текст по-русски": `${title}: подробности.`,
});
const tell = "Сообщить об отмене";

describe.each(databases)("an announcement that is off on $name", (database) => {
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
  const card = (of = number) => announcementCards(story).of(of);
  const drafts = async (more: Readonly<Record<string, unknown>>) => {
    await write(story, vera, { "О чём?": "Вода", ...more });
    number += 1;
  };
  const sends = async (of = number) => {
    await vera.presses("Отправить", card(of));
    await story.settled();
    await story.runs("announcements");
    await story.settled();
  };
  const cancels = async () => {
    await vera.presses("Отменить", card());
    await story.settled();
  };
  const lettersWith = (text: string) => mail.letters.filter((letter) => letter.words.includes(text));
  const inGroup = (text: string) =>
    story.town.telegram.messages(groupId).filter((message) => message.text.includes(text));
  const said = (who: Resident, text: string) =>
    who.messages().filter((message) => message.text.includes(text));

  it("can be cancelled after it was sent: its pin is taken off, and the card offers to tell so", async () => {
    await drafts({ "Какого вида?": "Плановые работы" });
    await sends();
    await story.eventually(() => expect(lettersWith("Не будет воды")).toHaveLength(1));
    await story.settled();
    expect(inGroup("Не будет воды")[0]).toMatchObject({ isPinned: true });
    expect(buttonsOf(card().blocks)).not.toContain(tell);
    await cancels();
    expect(vera.toldPrivately().at(-1)).toContain("Его уже получили 3 человека");
    await story.eventually(() => expect(inGroup("Не будет воды")[0]).toMatchObject({ isPinned: false }));
    expect(messageWords(card())).toContain("Отменено");
    expect(buttonsOf(card().blocks)).toContain(tell);
    await anna.writes("/news");
    expect(anna.reads()).not.toContain("Не будет воды");
  });

  it("tells everybody who got it, each by their way and in their language, once", async () => {
    const cancelled = number;
    for (let times = 0; times < 2; times += 1) {
      await vera.presses(tell, card(cancelled));
      await vera.submits({});
      await story.settled();
      number += 1;
    }
    expect(messageWords(card(cancelled + 1))).toContain("Тем, кто получил первое объявление");
    expect(messageWords(card(cancelled + 1))).toContain("3 человека");
    await sends(cancelled + 1);
    await story.eventually(() => expect(lettersWith("Отменяется: Не будет воды")).toHaveLength(1));
    expect(said(anna, "Отменяется: Не будет воды")).toHaveLength(1);
    expect(said(anna, "в объявлении № 1, отменяются")).toHaveLength(1);
    expect(said(john, "Called off: Water will be off")).toHaveLength(1);
    expect(inGroup("Отменяется")).toHaveLength(1);
    expect(buttonsOf(card(cancelled).blocks)).not.toContain(tell);

    // The second draft of the same is of no use any more.
    await sends(cancelled + 2);
    expect(vera.toldPrivately().at(-1)).toContain("уже сообщает объявление № 2");
    expect(said(anna, "Отменяется")).toHaveLength(1);
    expect(lettersWith("Отменяется")).toHaveLength(1);
    const refusals = { act: "announcement.change", outcome: "told-already" };
    expect(await core().database.read.auditEntry.count({ where: refusals })).toBe(1);
  });

  it("says nothing to those who had not heard of it yet", async () => {
    const { personId } = await core().database.read.identity.findFirstOrThrow({
      where: { externalId: String(anna.id) },
    });
    await core().database.transaction((tx) =>
      tx.person.update({ where: { id: personId }, data: { quietFrom: 600, quietTo: 1020 } }),
    );
    await drafts({ "Какого вида?": "Событие", ...words("Праздник двора") });
    await sends();
    expect(said(anna, "Праздник двора: подробности")).toEqual([]);
    expect(said(john, "Праздник двора: подробности")).toHaveLength(1);
    await cancels();
    await vera.presses(tell, card());
    await vera.submits({});
    await story.settled();
    number += 1;
    // Anna's flat needs no paper either: nobody there knows what is off.
    expect(messageWords(card())).toContain("2 человека, 2 помещения");
    expect(messageWords(card())).not.toContain("Бумага");
    await sends();
    expect(said(john, "не состоится")).toHaveLength(1);
    story.clock.passes({ hours: 8 });
    await story.runs("announcements");
    await story.settled();
    expect(said(anna, "не состоится")).toEqual([]);
    expect(said(anna, "Праздник двора: подробности")).toEqual([]);
  });
});
