import { readSheet } from "read-excel-file/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addBuilding } from "../../src/core/directory/add-building.ts";
import { issueInvite } from "../../src/core/directory/issue-invite.ts";
import { importRegister } from "../../src/core/directory/register/import-register.ts";
import { planImport } from "../../src/core/directory/register/plan-import.ts";
import { runWork } from "../../src/core/work/run-work.ts";
import type { Work } from "../../src/core/work/work.ts";
import { databases } from "../support/databases.ts";
import { type MailServer, startMailServer } from "../support/mail-server.ts";
import { announcementCards, write } from "./support/announcements.ts";
import type { Colleague } from "./support/colleague.ts";
import type { Resident } from "./support/resident.ts";
import { buttonsOf, messageWords } from "./support/slack-words.ts";
import { openStory, type Story } from "./support/story.ts";

const lenina = "ул. Ленина, 1";
const mira = "ул. Мира, 5";

const register = [
  ["Building", "Unit", "Entrance", "Floor", "Area", "Riser", "Name", "Phone", "Relation", "Share"],
  [lenina, "10", "1", "3", "40.00", "7", "Иван Котов", "", "owner", "1/1"],
  [lenina, "11", "1", "3", "41.00", "8", "Зоя Лунина", "", "owner", "1/1"],
  [mira, "3", "1", "1", "50.00", "7", "Мария Белова", "", "owner", "1/1"],
];

describe.each(databases)("announcements of an office with two houses on $name", (database) => {
  let story: Story;
  let anna: Resident;
  let john: Resident;
  let ivan: Resident;
  let maria: Resident;
  let vera: Colleague;
  let mail: MailServer;
  let number = 0;
  beforeAll(async () => {
    mail = await startMailServer();
    story = await openStory(database, {
      letters: { mail: { url: mail.url, from: "Дом <office@example.org>" } },
    });
    // Down from the beginning, on an address that is known.
    await mail.stop();
    const companyId = story.town.company.id;
    await bySystem((work) => addBuilding(work, { companyId, address: mira, language: "ru" }));
    const plan = planImport(register);
    await importRegister(bySystem, { companyId, plan, validOnly: false });
    anna = await story.resident({ unit: "45", name: "Анна", language: "ru" });
    john = await story.resident({ unit: "46", name: "John", language: "en" });
    ivan = await story.resident({ unit: "10", name: "Иван", language: "ru" });
    maria = await joinsInMira("Мария");
    await addMail("47", "petr@example.org", 5);
    await addMail("11", "zoya@example.org", 5);
    await addMail("10", "ivan@example.org", -1);
    vera = await story.colleague({ name: "Vera", role: "manager" });
  });
  afterAll(async () => {
    expect(story.errors).toEqual([]);
    await story.close();
    await mail.stop();
  });

  const core = () => story.town.domovoy.core;
  const bySystem = <T>(fn: (work: Work) => Promise<T>): Promise<T> =>
    runWork(core(), { actor: { kind: "system", name: "seed", companyId: null }, channel: "cli" }, fn);
  const holderOf = (unit: string) =>
    core().database.read.occupancy.findFirstOrThrow({ where: { unit: { number: unit } } });
  const joinsInMira = async (name: string): Promise<Resident> => {
    const { personId, companyId } = await holderOf("3");
    const invite = await bySystem((work) =>
      issueInvite(work, { companyId, invitee: { to: "person", personId } }),
    );
    if (!invite.ok) throw new Error(invite.code);
    const resident = story.stranger({ name, language: "ru" });
    await resident.opensLink(invite.value.code);
    return resident;
  };
  const addMail = async (unit: string, address: string, position: number) => {
    const { personId, companyId } = await holderOf(unit);
    const { vault, database: db } = core();
    const at = new Date("2031-01-01T00:00:00Z");
    const sealed = { valueSealed: vault.seal(address), valueHash: vault.hash("contact", address) };
    const known = { companyId, personId, kind: "email" as const, confirmedAt: at, createdAt: at };
    await db.transaction((tx) => tx.contactPoint.create({ data: { ...known, ...sealed, position } }));
  };
  const card = (of = number) => announcementCards(story).of(of);
  const cardWords = (of = number) => messageWords(card(of));
  /** Writes a draft; its number is the newest. */
  const drafts = async (title: string, more: Readonly<Record<string, unknown>> = {}) => {
    await write(story, vera, {
      "Какого вида?": "Новость",
      "О чём?": "Двор",
      Дома: [lenina],
      "Заголовок по-русски": title,
      "Текст по-русски": `${title}: подробности.`,
      ...more,
    });
    number += 1;
  };
  const sends = async () => {
    await vera.presses("Отправить", card());
    await story.settled();
  };
  const told = (who: Resident, words: string) =>
    who.messages().filter(({ text }) => text.includes(words)).length;
  /** How often each of the four has it. */
  const toldAll = (words: string) => [anna, john, ivan, maria].map((who) => told(who, words));
  const reportOf = async (of: number): Promise<string[][]> => {
    const before = filesUnder(of).length;
    await vera.presses("Отчёт о доставке", card(of));
    await story.eventually(() => expect(filesUnder(of)).toHaveLength(before + 1));
    const rows = await readSheet(Buffer.from(filesUnder(of).at(-1)?.bytes ?? []));
    return rows.map((row) => row.map(String));
  };
  const filesUnder = (of: number) =>
    story.town.slack
      .thread(story.town.staffChannel, card(of).ts)
      .flatMap(({ files }) => files ?? [])
      .flatMap(({ id }) => story.town.slack.file(String(id)) ?? []);
  /** Time goes by, and the follow-up looks again: what is due leaves, then what became of it is taken over. */
  const later = async (time: Parameters<Story["clock"]["passes"]>[0]) => {
    story.clock.passes(time);
    for (let look = 0; look < 2; look += 1) {
      await story.runs("announcements");
      await story.settled();
    }
  };

  it("go by the next way, or are tried again, while the mail server is down", async () => {
    await drafts("Замена почтовых ящиков");
    await sends();
    expect(toldAll("Замена почтовых")).toEqual([1, 1, 0, 0]);
    await later({ hours: 25 });
    // Ivan asked for letters first: after the kind's time the chat is taken.
    expect(told(ivan, "Замена почтовых")).toBe(1);
    expect(mail.letters).toHaveLength(0);
    const report = await reportOf(number);
    const lineOf = (unit: string) => report.find((row) => row[0] === lenina && row[1] === unit);
    expect(lineOf("10")).toEqual(expect.arrayContaining(["доставлено", "Telegram"]));
    expect(lineOf("47")).toContain("в пути");
    expect(lineOf("47")?.join(" ")).toMatch(/ECONNREFUSED/);
    const port = Number(new URL(mail.url).port);
    mail = await startMailServer(port);
    await later({ hours: 2 });
    await story.eventually(() =>
      expect(new Set(mail.letters.map(({ to }) => to[0]))).toContain("petr@example.org"),
    );
    await later({ minutes: 5 });
    const letters = mail.letters.map(({ to }) => to[0]);
    expect(letters.filter((to) => to === "petr@example.org")).toHaveLength(1);
    expect(letters.filter((to) => to === "zoya@example.org")).toHaveLength(1);
    expect(told(ivan, "Замена почтовых")).toBe(1);
    expect(cardWords()).toContain("доставлено 5 из 5");
    await core().database.transaction((tx) => tx.contactPoint.updateMany({ data: { position: 5 } }));
  });

  it("stop at a pause, and go on where they were: everybody has it once", async () => {
    story.town.telegram.fault({
      method: "sendMessage",
      chatId: john.id,
      answer: "rate-limited",
      retryAfter: 3,
    });
    await drafts("Мойка окон");
    await sends();
    await vera.presses("Пауза", card());
    expect(cardWords()).toContain("Приостановлено");
    expect(buttonsOf(card().blocks)).toEqual(["Продолжить", "Исправить", "Отчёт о доставке", "Отменить"]);
    await later({ minutes: 10 });
    expect(told(john, "Мойка окон")).toBe(0);
    await vera.presses("Продолжить", card());
    await story.settled();
    await story.eventually(() => expect(toldAll("Мойка окон")).toEqual([1, 1, 1, 0]));
    await later({ minutes: 10 });
    expect(toldAll("Мойка окон")).toEqual([1, 1, 1, 0]);
  });

  it("reach nobody more once they are cancelled", async () => {
    const { personId } = await core().database.read.identity.findFirstOrThrow({
      where: { externalId: String(ivan.id) },
    });
    // Ivan sleeps at noon.
    await core().database.transaction((tx) =>
      tx.person.update({ where: { id: personId }, data: { quietFrom: 600, quietTo: 1020 } }),
    );
    story.clock.strikes("12:00");
    const description = { method: "sendMessage", chatId: john.id, answer: "rate-limited" } as const;
    story.town.telegram.fault({ ...description, retryAfter: 3 });
    await drafts("Собака во дворе");
    await sends();
    await vera.presses("Отменить", card());
    const before = toldAll("Собака");
    const isOfDog = ({ words }: { words: string }) => words.includes("Собака во дворе");
    const letters = mail.letters.filter(isOfDog).length;
    expect(before[1]).toBe(0);
    expect(before[2]).toBe(0);
    await later({ hours: 6 });
    await later({ days: 2 });
    expect(toldAll("Собака")).toEqual(before);
    expect(mail.letters.filter(isOfDog)).toHaveLength(letters);
    expect(cardWords()).toContain("Отменено");
    await core().database.transaction((tx) =>
      tx.person.update({ where: { id: personId }, data: { quietFrom: null, quietTo: null } }),
    );
    story.clock.strikes("12:00");
  });

  it("send the writer a test copy, and nobody else", async () => {
    await drafts("Проба пера");
    await vera.presses("Пробную копию мне", card());
    expect(JSON.stringify(story.town.slack.openView(vera.id))).toContain("в мои чаты");
    await vera.submits({});
    await story.settled();
    expect(vera.directMessages().at(-1)).toContain("Проба пера: подробности.");
    expect(vera.directMessages().at(-1)).toContain("Пробная копия");
    expect(toldAll("Проба пера")).toEqual([0, 0, 0, 0]);
    await vera.presses("Выбросить", card());
  });

  it.each([
    ["an entrance", "подъезд 2", {}, [1, 1, 0, 0]],
    ["a riser", "стояк 7", {}, [0, 0, 1, 0]],
    ["a list of units", "кв. 45, 10", {}, [1, 0, 1, 0]],
    ["owners only", "", { "Для кого?": "только собственники" }, [1, 0, 1, 0]],
  ])("reach %s alone", async (name, part, more, expected) => {
    const title = `Только ${name}`;
    await drafts(title, { ...(part ? { "Только часть дома": part } : {}), ...more });
    await sends();
    await story.eventually(() => expect(toldAll(title)).toEqual(expected));
    await story.runs("announcements");
    expect(toldAll(title)).toEqual(expected);
  });

  it("say what is wrong with a part, and keep what was typed", async () => {
    await vera.commands("announce");
    const wrong = {
      "Какого вида?": "Новость",
      "Заголовок по-русски": "Мимо",
      "Текст по-русски": "Мимо",
    };
    const many = await vera.submits({ ...wrong, Дома: [lenina, mira], "Только часть дома": "подъезд 1" });
    expect(JSON.stringify(many)).toContain("выберите ровно один дом");
    const none = await vera.submits({ ...wrong, Дома: [lenina], "Только часть дома": "кв. 999" });
    expect(JSON.stringify(none)).toContain("нет таких помещений: 999");
    await vera.closesModal();
  });

  it("go to all houses with a second person, each reader in the language of theirs", async () => {
    await drafts("Новый график вывоза", {
      Дома: [],
      "Заголовок по-английски": "New waste schedule",
      "Текст по-английски": "Every day but Sunday.",
    });
    expect(cardWords()).toContain("Все дома");
    await vera.presses("Отправить", card());
    await story.settled();
    expect(cardWords()).toContain("Нужно подтверждение второго человека");
    expect(toldAll("Новый график")).toEqual([0, 0, 0, 0]);
    await story.olga.presses("Подтвердить вторым", card());
    await story.settled();
    await story.eventually(() => expect(toldAll("Новый график")).toEqual([1, 0, 1, 1]));
    expect(john.reads()).toContain("Every day but Sunday.");
    expect(john.everythingRead()).not.toContain("Новый график");
  });

  it("ask once more, after a day and not at night, who has not said that the rules are read", async () => {
    story.clock.strikes("21:50");
    await drafts("Тишина после 22", { "Какого вида?": "Правила" });
    await sends();
    await anna.taps("Ознакомлен(а)", anna.message("Тишина после 22"));
    story.clock.strikes("21:40");
    await story.runs("announcements");
    await story.settled();
    expect(told(ivan, "Напоминаем")).toBe(0);
    story.clock.strikes("22:30");
    await story.runs("announcements");
    await story.settled();
    expect(told(ivan, "Напоминаем")).toBe(0);
    story.clock.strikes("09:00");
    await story.runs("announcements");
    await story.settled();
    await story.eventually(() => expect(told(ivan, "Напоминаем")).toBe(1));
    expect(ivan.reads()).toContain("Тишина после 22: подробности.");
    expect(told(john, "A reminder: you have not yet said")).toBe(1);
    expect(told(anna, "Напоминаем")).toBe(0);
    expect(told(maria, "Напоминаем")).toBe(0);
    await ivan.taps("Ознакомлен(а)");
    await story.settled();
    expect(cardWords()).toContain("Ознакомились: 2");
    await later({ days: 3 });
    expect(told(john, "A reminder: you have not yet said")).toBe(1);
    story.clock.strikes("12:00");
  });

  it("are sent as the company says for each kind", async () => {
    await vera.commands("alerts");
    expect(vera.toldPrivately().at(-1)).toContain("Как рассылаются объявления");
    await vera.pressesPrivate("Авария");
    expect(vera.modal()).not.toContain("Может ли жилец отключить");
    await vera.closesModal();
    await vera.pressesPrivate("Новость");
    const wrong = await vera.submits({ "Тихие часы": "ночью" });
    expect(JSON.stringify(wrong)).toContain("22:00-8:00");
    await vera.submits({
      "Какими способами": ["Telegram"],
      "Следующий способ через, минут": "30",
      "Тихие часы": "",
      "Может ли жилец отключить": "нет, приходит всегда",
      "Второй человек подтверждает": "никогда",
    });
    await vera.commands("alerts");
    expect(vera.toldPrivately().at(-1)).toMatch(/Telegram; следующий способ через 30 минут; без тихих часов/);
    await anna.writes("/notifications");
    await anna.taps("Что каким способом");
    expect(anna.buttons()).not.toContain("Другие новости");
    expect(anna.reads()).toMatch(/Другие новости.*всегда/);
    expect((await anna.forges("ch.set:general:telegram:off")).text).toContain("присылает всем");
    expect(await core().database.read.notificationSetting.count()).toBe(0);
    const letters = mail.letters.length;
    story.clock.strikes("23:30");
    await drafts("Ночная новость", { Дома: [] });
    await sends();
    // At once, at night, without a second person, and by no letter.
    await story.eventually(() => expect(toldAll("Ночная новость")).toEqual([1, 1, 1, 1]));
    await later({ hours: 1 });
    expect(mail.letters).toHaveLength(letters);
    const audited = await core().database.read.auditEntry.count({ where: { act: "alerts.defaults" } });
    expect(audited).toBeGreaterThan(0);
    const pavel = await story.colleague({ name: "Pavel", role: "dispatcher" });
    await pavel.commands("alerts");
    expect(pavel.toldPrivately().at(-1)).toContain("администратор и управляющий");
  });
});
