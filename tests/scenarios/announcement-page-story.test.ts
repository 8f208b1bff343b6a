import { readSheet } from "read-excel-file/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databases } from "../support/databases.ts";
import { type MailServer, startMailServer } from "../support/mail-server.ts";
import { type PushService, startPushService, vapid } from "../support/push-service.ts";
import { type SmsCentre, startSmsCentre } from "../support/sms-centre.ts";
import { announcementCards, confirmedByOne, write } from "./support/announcements.ts";
import type { Colleague } from "./support/colleague.ts";
import { addContact, addMail } from "./support/reach.ts";
import { messageWords } from "./support/slack-words.ts";
import { openStory, type Story } from "./support/story.ts";

const long = "Ремонт с шумом — с 9 до 19 часов, кроме воскресенья и праздников. ".repeat(8);
const said = {
  "Заголовок по-русски": "Тишина в доме",
  "Текст по-русски": `После 22 часов тихо.\n${long}`,
  "Заголовок по-английски": "Quiet hours",
  "Текст по-английски": "Quiet after ten.",
};
const linkIn = (text: string): string => /http:\S+\/seen\?t=[\w.-]+/.exec(text)?.[0] ?? "";

/** Nobody of them has Telegram: they are told by letter, short message and push. */
describe.each(databases)("saying by a link that an announcement is read on $name", (database) => {
  let story: Story;
  let vera: Colleague;
  let mail: MailServer;
  let sms: SmsCentre;
  let push: PushService;
  beforeAll(async () => {
    [mail, sms, push] = await Promise.all([startMailServer(), startSmsCentre(), startPushService()]);
    const smpp = { host: "127.0.0.1", port: sms.port, tls: false, systemId: "office", from: "" };
    story = await openStory(database, {
      letters: {
        mail: { url: mail.url, from: "Дом <office@example.org>" },
        sms: { kind: "smpp", ...smpp, password: "secret" },
        push: { ...vapid, contact: "mailto:office@example.org", hosts: [push.host] },
      },
    });
    await confirmedByOne(story);
    vera = await story.colleague({ name: "Vera", role: "manager" });
    await addMail(story, "47", "petr@example.org");
    await addContact(story, "46", "push", JSON.stringify(push.subscribe()));
    await addContact(story, "45", "phone", "+79160000045");
    const { personId } = await read().occupancy.findFirstOrThrow({ where: { unit: { number: "46" } } });
    await core().database.transaction((tx) =>
      tx.person.update({ where: { id: personId }, data: { language: "en" } }),
    );
    await vera.commands("alerts");
    await vera.pressesPrivate("Правила");
    await vera.submits({ "Какими способами": ["Telegram", "push", "почта", "SMS"] });
  });
  afterAll(async () => {
    expect(story.errors).toEqual([]);
    await story.close();
    await Promise.all([mail.stop(), sms.stop(), push.stop()]);
  });

  const core = () => story.town.domovoy.core;
  const read = () => core().database.read;
  const words = () => messageWords(announcementCards(story).of(1));
  const links = { mail: "", sms: "", push: "" };
  const page = async (link: string, method: "GET" | "POST" = "GET") => {
    const response = await fetch(link, { method });
    return { status: response.status, text: await response.text() };
  };

  it("goes to each by their way, with a link of their own that a short message has whole", async () => {
    await write(story, vera, { "Какого вида?": "Правила", "О чём?": "Другое", ...said });
    await vera.presses("Отправить", announcementCards(story).of(1));
    await story.settled();
    await story.eventually(() => {
      expect(mail.letters).toHaveLength(1);
      expect(push.pushed).toHaveLength(1);
      expect(sms.taken.length).toBe(sms.taken[0]?.joined?.[1]);
    });
    const parts = [...sms.taken].sort((a, b) => (a.joined?.[2] ?? 0) - (b.joined?.[2] ?? 0));
    const message = parts.map(({ text }) => text).join("");
    expect(message).toMatch(/\.\.\.\nОзнакомлен\(а\): http:\S+$/);
    for (const { id } of parts) await sms.receipt(id, "DELIVRD");
    expect(mail.letters[0]?.words).toContain("нажмите кнопку");
    links.mail = linkIn(mail.letters[0]?.words ?? "");
    links.sms = linkIn(message);
    links.push = linkIn(push.pushed[0]?.payload.url ?? "");
    expect(new Set(Object.values(links)).size).toBe(3);
    expect(Object.values(links)).not.toContain("");
  });

  it("is not said by whoever only follows the link, such as a scanner of mail", async () => {
    for (let times = 0; times < 3; times += 1) {
      const { status, text } = await page(links.mail);
      expect(status).toBe(200);
      expect(text).toContain("Тишина в доме");
      expect(text).toContain("После 22 часов тихо.");
      expect(text).toContain('<form method="post"><button>Ознакомлен(а)</button></form>');
    }
    expect((await page(links.push)).text).toContain("Quiet after ten.");
    await fetch(links.mail, { method: "HEAD" });
    expect(await read().acknowledgement.count()).toBe(0);
    expect(await read().auditEntry.count({ where: { act: "announcement.seen" } })).toBe(0);
  });

  it("is said by the button, once, by each for themselves, and counted and audited with the way", async () => {
    expect(await page(links.mail, "POST")).toMatchObject({
      status: 200,
      text: expect.stringContaining("Спасибо, отмечено"),
    });
    expect((await page(links.mail, "POST")).status).toBe(200);
    expect((await page(links.mail)).text).toMatch(/Вы ознакомились 12 мар/);
    expect((await page(links.push, "POST")).text).toContain("Thank you, noted");
    expect((await page(links.sms, "POST")).status).toBe(200);
    await story.settled();
    await story.runs("announcements");
    await story.settled();
    expect(words()).toContain("Ознакомились: 3");
    const audited = await read().auditEntry.findMany({
      where: { act: "announcement.seen" },
      orderBy: { id: "asc" },
    });
    expect(audited.map(({ channel, outcome }) => `${channel} ${outcome}`).sort()).toEqual([
      "email done",
      "push done",
      "sms done",
    ]);
    expect(await read().acknowledgement.count()).toBe(3);
  });

  it("is refused to made-up links", async () => {
    const forged = links.mail.replace(/.$/, (last) => (last === "A" ? "B" : "A"));
    for (const method of ["GET", "POST"] as const) expect((await page(forged, method)).status).toBe(410);
    expect((await page(links.mail.split("?")[0] ?? "")).status).toBe(410);
    expect(await read().acknowledgement.count()).toBe(3);
  });

  it("is asked for anew after a correction, by a new letter", async () => {
    await vera.presses("Исправить", announcementCards(story).of(1));
    await vera.submits({ ...said, "Заголовок по-русски": "Тишина с 21 часа" });
    await story.settled();
    await story.eventually(() => expect(mail.letters).toHaveLength(2));
    const link = linkIn(mail.letters[1]?.words ?? "");
    expect((await page(link)).text).toContain("Тишина с 21 часа");
    expect((await page(link, "POST")).text).toContain("Спасибо");
    await story.settled();
    expect(await read().acknowledgement.count()).toBe(4);
  });

  it("is reported with the version that was read, where that is not the present one", async () => {
    await vera.presses("Отчёт о доставке", announcementCards(story).of(1));
    const files = () =>
      story.town.slack
        .thread(story.town.staffChannel, announcementCards(story).of(1).ts)
        .flatMap((message) => message.files ?? [])
        .flatMap(({ id }) => story.town.slack.file(String(id)) ?? []);
    await story.eventually(() => expect(files()).toHaveLength(1));
    const rows = await readSheet(Buffer.from(files()[0]?.bytes ?? []));
    const seenIn = (unit: string) => String(rows.find((row) => String(row[1]) === unit)?.[7]);
    expect(seenIn("47")).toMatch(/^12 мар[^,]*, [\d:]+$/);
    expect(seenIn("46")).toMatch(/12 мар.*, только версию 1$/);
  });

  it("is asked for once more after a day, by push to who has not said it yet", async () => {
    const before = push.pushed.length;
    story.clock.passes({ hours: 25 });
    await story.runs("announcements");
    await story.settled();
    await story.eventually(() => expect(push.pushed.length).toBe(before + 1));
    expect(linkIn(push.pushed.at(-1)?.payload.url ?? "")).not.toBe("");
    expect(mail.letters).toHaveLength(2);
  });

  it("is past with the link's days", async () => {
    story.clock.passes({ days: 30 });
    expect((await page(links.push)).text).toContain("does not work any more");
    expect((await page(links.push, "POST")).status).toBe(410);
    expect(await read().acknowledgement.count()).toBe(4);
    expect(await read().auditEntry.count({ where: { act: "announcement.seen", outcome: "expired" } })).toBe(
      1,
    );
  });
});
