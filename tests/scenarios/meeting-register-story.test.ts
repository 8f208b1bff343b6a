import { extractText, getDocumentProxy } from "unpdf";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databases } from "../support/databases.ts";
import type { Colleague } from "./support/colleague.ts";
import { type MeetingDesk, meetingDesk } from "./support/meeting-desk.ts";
import type { Resident } from "./support/resident.ts";
import { openStory, type Story } from "./support/story.ts";

describe.each(databases)("the register of a meeting on $name", (database) => {
  let story: Story;
  let desk: MeetingDesk;
  let anna: Resident;
  let petr: Resident;
  let john: Resident;
  let vera: Colleague;
  const title = "Капитальный ремонт";
  beforeAll(async () => {
    story = await openStory(database);
    anna = await story.resident({ unit: "45", name: "Анна", language: "ru" });
    john = await story.resident({ unit: "46", name: "John", language: "en" });
    petr = await story.resident({ unit: "47", name: "Пётр", language: "ru" });
    vera = await story.colleague({ name: "Vera", role: "manager" });
    desk = meetingDesk(story, vera);
    // Besides her own flat Anna holds the other half of Pyotr's.
    await holds(anna, "47");
    await desk.drafts(title);
    await desk.asks(title, "Подвал");
    await desk.asks(title, "Кровля");
    await desk.calls(title);
  });
  afterAll(async () => {
    expect(story.errors).toEqual([]);
    await story.close();
  });

  const personOf = (who: Resident) =>
    story.town.domovoy.core.database.read.identity.findFirstOrThrow({
      where: { externalId: String(who.id) },
    });

  const holds = async (who: Resident, number: string): Promise<void> => {
    const { companyId, personId } = await personOf(who);
    await story.town.domovoy.core.database.transaction(async (tx) => {
      const unit = await tx.unit.findFirstOrThrow({ where: { number } });
      const now = story.clock.now();
      await tx.occupancy.create({
        data: {
          companyId,
          personId,
          unitId: unit.id,
          kind: "owner",
          shareNumerator: 1,
          shareDenominator: 2,
          from: new Date(now.getTime() - 1000),
          verifiedAt: now,
        },
      });
    });
  };

  const verifies = async (who: Resident, verifiedAt: Date | null): Promise<void> => {
    const { personId } = await personOf(who);
    await story.town.domovoy.core.database.transaction((tx) =>
      tx.occupancy.updateMany({ where: { personId }, data: { verifiedAt } }),
    );
  };

  it("asks an owner once for all units together, a co-owner for their part", async () => {
    await desk.opens();
    await anna.taps("Проголосовать");
    expect(anna.reads()).toMatch(/за все свои помещения: 45, 47 \(82,90 м²\).*1\. Подвал/s);
    await anna.taps("За");
    await anna.taps("За");
    await anna.taps("Да, проголосовать");
    await story.settled();
    expect(desk.words(title)).toMatch(/1 из 2 собственников, 82,90 м²/);
  });

  it("takes no vote of an owner who is not verified, and tells what to do", async () => {
    await verifies(petr, null);
    expect((await petr.taps("Проголосовать")).text).toMatch(/выписку из ЕГРН.*на бумаге/);
    await verifies(petr, story.clock.now());
    await petr.taps("Проголосовать");
    expect(petr.reads()).toContain("47 (30,50 м²)");
    await petr.taps("Против");
    // Whoever loses the proof half way through is told at the next press.
    await verifies(petr, null);
    expect((await petr.taps("Против")).text).toMatch(/на бумаге/);
    await verifies(petr, story.clock.now());
    await petr.taps("Проголосовать", petr.message("Голосование началось"));
    await petr.taps("Против");
    await petr.taps("Против");
    await petr.taps("Да, проголосовать");
    await story.settled();
    expect(desk.words(title)).toMatch(/2 из 2 собственников, 113,40 м²/);
  });

  it("leaves the vote to who has sold since, also the change of it", async () => {
    for (const number of ["45", "47"]) {
      await anna.writes("/profile");
      await anna.taps(`Я выехал(а): ул. Ленина, 1, ${number}`);
      await anna.taps("Да, больше не живу здесь");
    }
    await anna.writes("Течёт кран");
    expect(anna.reads()).toMatch(/познакомимся|Поделиться/);
    await anna.writes("/meeting");
    expect(anna.reads()).toMatch(/Ваш голос: 45, 47 \(82,90 м²\)/);
    await anna.taps("Изменить голос");
    await anna.taps("Против");
    await anna.taps("За");
    await anna.taps("Да, проголосовать");
    expect(anna.reads()).toContain("бюллетень № 3");
    await story.settled();
    expect(desk.words(title)).toMatch(/2 из 2 собственников, 113,40 м²/);
  });

  it("gives the minutes to who was in it, though they live here no more, and to nobody from elsewhere", async () => {
    await vera.presses("Закончить и подсчитать", desk.card(title));
    await story.eventually(() => expect(desk.words(title)).toContain("Голоса подсчитаны"));
    await story.settled();
    await vera.presses("Протокол", desk.card(title));
    await vera.submits({
      "Председатель собрания": "Анна Смирнова",
      Секретарь: "Vera",
      "Счётная комиссия": "Пётр Иванов, Vera",
      "Место составления протокола": "ул. Ленина, 1",
    });
    await story.settled();
    await anna.taps("Протокол в PDF", anna.message("Протокол собрания составлен"));
    let bytes = Buffer.alloc(0);
    await story.eventually(() => {
      const media = anna.messages().findLast((each) => each.media?.kind === "document")?.media;
      expect(media).toBeDefined();
      if (media) bytes = Buffer.from(story.town.telegram.fileBytes(media.fileId));
    });
    const { text } = await extractText(await getDocumentProxy(new Uint8Array(bytes)), { mergePages: true });
    expect(text).toMatch(/Подвал.*Кровля.*из чата: принято/s);

    const { read } = story.town.domovoy.core.database;
    const { id } = await read.meeting.findFirstOrThrow();
    // A tenant of the house may read what was decided; somebody who lived here once and had no vote may not.
    expect((await john.forges(`mt.read:${id}`)).text).not.toMatch(/no part/);
    const { personId } = await personOf(john);
    await story.town.domovoy.core.database.transaction((tx) =>
      tx.occupancy.updateMany({ where: { personId }, data: { to: story.clock.now() } }),
    );
    expect((await john.forges(`mt.read:${id}`)).text).toMatch(/no part in this meeting/);
    const audit = await read.auditEntry.findFirst({ where: { act: "meeting.read", outcome: "no-part" } });
    expect(audit?.actorId).toBe(personId);
  });
});
