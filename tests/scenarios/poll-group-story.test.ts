import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { samplePhoto } from "../../src/sandbox/telegram/files/sample-photo.ts";
import { databases } from "../support/databases.ts";
import { pollDesk } from "./support/poll-desk.ts";
import type { Resident } from "./support/resident.ts";
import { openStory, type Story } from "./support/story.ts";

describe.each(databases)("a poll in the building's group on $name", (database) => {
  let story: Story;
  let desk: ReturnType<typeof pollDesk>;
  let anna: Resident;
  let john: Resident;
  let passer: Resident;
  let group: number;
  beforeAll(async () => {
    story = await openStory(database, {
      library: database.name === "sqlite" ? "grammy" : "telegraf",
      telegram: database.name === "sqlite" ? "webhook" : "polling",
    });
    desk = pollDesk(story);
    anna = await story.resident({ unit: "45", name: "Анна", language: "ru" });
    john = await story.resident({ unit: "46", name: "John", language: "en" });
    passer = story.stranger({ name: "Прохожий", language: "ru" });
    group = await desk.group("Ленина, 1", [anna.id, john.id, passer.id]);
  });
  afterAll(async () => {
    expect(story.errors).toEqual([]);
    await story.close();
  });

  const inGroup = () => story.town.telegram.messages(group).filter(({ fromBot }) => fromBot);
  const nativeOf = (question: string) => {
    const found = inGroup().findLast(({ poll }) => poll?.question === question);
    if (!found) throw new Error(`no native poll "${question}" in the group`);
    return found;
  };
  const votes = async (who: Resident, question: string, options: number[]): Promise<void> => {
    story.town.telegram.vote({ from: who.id, chat: group, messageId: nativeOf(question).id, options });
    await story.settled();
  };

  const flowers = "Какие цветы посадим?";

  it("is Telegram's own where no right matters; residents are counted, others shown apart", async () => {
    await desk.starts({
      question: flowers,
      options: ["Розы", "Пионы", "Астры"],
      more: { "Сколько вариантов можно выбрать": "Несколько", "Промежуточные итоги": "Видны сразу" },
    });
    expect(nativeOf(flowers).poll).toMatchObject({
      is_anonymous: false,
      allows_multiple_answers: true,
      is_closed: false,
      options: [{ text: "Розы" }, { text: "Пионы" }, { text: "Астры" }],
    });
    await votes(anna, flowers, [0, 1]);
    await votes(john, flowers, [1]);
    await votes(passer, flowers, [2]);
    expect(await desk.counts(flowers)).toEqual({ Розы: 1, Пионы: 2, Астры: 0 });
    expect(await desk.row(flowers)).toMatchObject({ voters: 2, outsiders: 1 });
    // What Anna chose in the group stands in her private chat.
    expect(anna.message(flowers).text).toContain("Ваш ответ: Розы; Пионы");
  });

  it("takes an answer back and another one, and one from the private chat in its place", async () => {
    await votes(john, flowers, []);
    expect(await desk.row(flowers)).toMatchObject({ voters: 1 });
    await votes(john, flowers, [0]);
    expect(await desk.counts(flowers)).toEqual({ Розы: 2, Пионы: 1, Астры: 0 });
    await anna.taps("Изменить ответ", anna.message(flowers));
    await anna.taps("☑ Розы", anna.message(flowers));
    expect(await anna.taps("Отправить ответ", anna.message(flowers))).toMatchObject({
      text: "Ответ изменён.",
    });
    expect(await desk.counts(flowers)).toEqual({ Розы: 1, Пионы: 1, Астры: 0 });
    await votes(passer, flowers, []);
    expect(await desk.row(flowers)).toMatchObject({ voters: 2, outsiders: 0 });
    await votes(passer, flowers, [2]);
  });

  it("is closed at its end, and the group gets the results", async () => {
    await story.olga.presses("Завершить сейчас", desk.card(flowers));
    await story.settled();
    await story.eventually(() => expect(nativeOf(flowers).poll?.is_closed).toBe(true));
    await story.eventually(() => expect(inGroup().at(-1)?.text).toContain("Итоги опроса"));
    const results = inGroup().at(-1);
    expect(results?.text).toMatch(
      /Поровну голосов: Розы, Пионы \(по 50%\).*Ещё 1 ответ в группе не от жителей/s,
    );
    expect(results?.raw.photo).toBeDefined();
    expect(() =>
      story.town.telegram.vote({ from: anna.id, chat: group, messageId: nativeOf(flowers).id, options: [0] }),
    ).toThrow();
  });

  it("leads into the private chat where a right matters, and counts there", async () => {
    const question = "Ремонтируем крышу этим летом?";
    await desk.starts({
      question,
      options: ["Да", "Нет"],
      more: { "Кто может ответить": "Только собственники" },
    });
    expect(inGroup().some(({ poll }) => poll?.question === question)).toBe(false);
    const card = inGroup().findLast(({ text }) => text.includes(question));
    const [button] = card?.buttons.flat() ?? [];
    expect(button).toMatchObject({ text: "Ответить в личном чате" });
    const link = new URL(String((button as { url?: string } | undefined)?.url));
    expect(link.hostname).toBe("t.me");
    const payload = link.searchParams.get("start") ?? "";
    expect(payload).toMatch(/^[A-Za-z0-9_-]{1,64}$/);
    // John is a tenant: the poll has not come to him, and the link says why.
    await john.opensLink(payload);
    expect(john.reads()).toContain("for owners only");
    await anna.opensLink(payload);
    expect(anna.reads()).toContain(question);
    expect(await anna.taps("Да")).toMatchObject({ text: "Спасибо, ваш голос учтён." });
    expect(anna.reads()).toContain("Ваш голос учтён");
    expect(await desk.counts(question)).toEqual({ Да: 1, Нет: 0 });
    // Somebody unknown is told how to join first.
    await passer.opensLink(payload);
    expect(passer.reads()).not.toContain(question);
  });

  it("comes with its pictures, which Telegram's own could not show", async () => {
    const question = "Какой забор поставим?";
    await desk.drafts({
      question,
      options: ["Деревянный", "Кованый"],
      more: { "Фото, до 5": [{ name: "забор.jpg", bytes: await samplePhoto({ color: "#336699" }) }] },
    });
    await story.eventually(() => expect(desk.words(question)).toContain("1 фото"));
    await story.olga.presses("Начать сейчас", desk.card(question));
    await story.settled();
    expect(inGroup().findLast(({ text }) => text.includes(question))).toMatchObject({
      raw: { photo: expect.anything() },
      buttons: [[{ text: "Ответить в личном чате" }]],
    });
    expect(inGroup().some(({ poll }) => poll?.question === question)).toBe(false);
  });

  it("goes on in the private chats when somebody closes the group's poll", async () => {
    const question = "Чинить качели?";
    await desk.starts({ question, options: ["Да", "Нет"] });
    const { poll } = nativeOf(question);
    if (!poll) throw new Error("no poll in the message");
    story.town.telegram.rawUpdate({ poll: { ...poll, is_closed: true } });
    await story.settled();
    const card = inGroup().at(-1);
    expect(card?.text).toContain(question);
    expect(card?.buttons.flat().map(({ text }) => text)).toEqual(["Ответить в личном чате"]);
  });

  it("does not take an answer twice when Telegram delivers it twice", async () => {
    const question = "Мыть окна в подъезде?";
    await desk.starts({ question, options: ["Да", "Нет"] });
    const answer = {
      poll_answer: {
        poll_id: nativeOf(question).poll?.id ?? "",
        user: { id: anna.id, is_bot: false, first_name: "Анна" },
        option_ids: [0],
        option_persistent_ids: ["0"],
      },
    };
    story.town.telegram.rawUpdate(answer);
    story.town.telegram.rawUpdate(answer);
    await story.settled();
    expect(await desk.counts(question)).toEqual({ Да: 1, Нет: 0 });
    expect(await desk.row(question)).toMatchObject({ voters: 1 });
  });
});
