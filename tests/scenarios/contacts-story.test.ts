import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runWork } from "../../src/core/work/run-work.ts";
import { databases } from "../support/databases.ts";
import { type MailServer, startMailServer } from "../support/mail-server.ts";
import { type PushService, startPushService, vapid } from "../support/push-service.ts";
import { type SmsCentre, startSmsCentre } from "../support/sms-centre.ts";
import type { Resident } from "./support/resident.ts";
import { openStory, type Story } from "./support/story.ts";

describe.each(databases)("ways to a resident on $name", (database) => {
  let story: Story;
  let mail: MailServer;
  let sms: SmsCentre;
  let push: PushService;
  let anna: Resident;
  const base = () => `http://127.0.0.1:${story.town.domovoy.port}`;
  const read = () => story.town.domovoy.core.database.read;
  const points = (kind: "email" | "phone" | "push") =>
    read().contactPoint.findMany({
      where: { kind, person: { identities: { some: { externalId: String(anna.id) } } } },
      orderBy: { id: "asc" },
    });
  /** Something to be told by a way, as an announcement does it. */
  const tell = async (
    platform: "email" | "sms" | "push",
    chatId: string,
    lane: "notice" | "emergency" = "notice",
  ) => {
    await runWork(
      story.town.domovoy.core,
      { actor: { kind: "system", name: "test", companyId: null }, channel: "job" },
      async (work) => {
        const { companyId } = await work.tx.contactPoint.findUniqueOrThrow({ where: { id: chatId } });
        work.send({
          address: { platform, chatId },
          lane,
          language: "ru",
          companyId,
          what: { kind: "message", content: { blocks: [{ type: "heading", text: { plain: "Нет воды" } }] } },
        });
      },
    );
    await story.settled();
  };

  beforeAll(async () => {
    [mail, sms, push] = await Promise.all([startMailServer(), startSmsCentre(), startPushService()]);
    story = await openStory(database, {
      letters: {
        mail: { url: mail.url, from: "Дом <office@uk.example.org>" },
        bounceSecret: "bounce-secret-0123456789",
        receiptSecret: "receipt-secret-0123456789",
        sms: {
          kind: "smpp",
          host: "127.0.0.1",
          port: sms.port,
          tls: false,
          systemId: "office",
          password: "secret",
          from: "DOMOVOY",
        },
        push: { ...vapid, contact: "mailto:office@example.org", hosts: [push.host] },
      },
    });
    anna = await story.resident({ unit: "45", name: "Анна", language: "ru" });
  });
  afterAll(async () => {
    expect(story.errors).toEqual([]);
    await story.close();
    await Promise.all([mail.stop(), sms.stop(), push.stop()]);
  });

  it("begin with Telegram and what can be added", async () => {
    await anna.writes("/notifications");
    expect(anna.reads()).toContain("1. Telegram");
    expect(anna.buttons()).toEqual(
      expect.arrayContaining(["Добавить почту", "Добавить телефон", "Добавить push", "Тихие часы"]),
    );
  });

  it("take an e-mail address once its code came back, and nothing goes there before", async () => {
    await anna.taps("Добавить почту");
    await anna.writes("anna at example");
    expect(anna.reads()).toContain("не адрес");
    await anna.writes("Anna@Example.org");
    const [letter] = mail.letters;
    expect(letter?.to).toEqual(["anna@example.org"]);
    expect(letter?.headers.has("list-unsubscribe")).toBe(false);
    const code = /\b\d{6}\b/.exec(letter?.headers.get("subject") ?? "")?.[0] ?? "";
    expect(await points("email")).toEqual([]);
    await anna.writes(code === "000000" ? "111111" : "000000");
    expect(anna.reads()).toContain("Код не тот");
    await anna.writes(code);
    expect(anna.reads()).toContain("Подтверждено");
    expect(await points("email")).toMatchObject([{ position: 0, unreachableSince: null }]);
  });

  it("confirm an address by the link in the letter too, but not by merely opening it", async () => {
    await anna.writes("/notifications");
    await anna.taps("Добавить почту");
    await anna.writes("work@example.org");
    const link = /http:\S+\/confirm\?t=[\w.-]+/.exec(mail.letters.at(-1)?.words ?? "")?.[0] ?? "";
    const opened = await fetch(link);
    expect(await opened.text()).toContain("Подтвердите адрес");
    expect(await points("email")).toHaveLength(1);
    const pressed = await fetch(link, { method: "POST" });
    expect(await pressed.text()).toContain("Подтверждено");
    expect(await points("email")).toHaveLength(2);
    expect((await fetch(link, { method: "POST" })).status).toBe(410);
    await anna.writes("/cancel");
  });

  it("take a phone by a code in a short message", async () => {
    await anna.writes("/notifications");
    await anna.taps("Добавить телефон");
    await anna.writes("8 916 123-45-67");
    expect(sms.taken.at(-1)).toMatchObject({ to: "79161234567", from: "DOMOVOY" });
    await anna.writes(/\d{6}/.exec(sms.taken.at(-1)?.text ?? "")?.[0] ?? "");
    expect(anna.reads()).toContain("Подтверждено");
  });

  it("take a device by a page that is opened from the bot, once", async () => {
    await anna.writes("/notifications");
    await anna.taps("Добавить push");
    const link = /http:\S+\/push\?t=[\w.-]+/.exec(anna.reads())?.[0] ?? "";
    const page = await (await fetch(link)).text();
    expect(page).toContain("Включить здесь");
    expect(page).toContain(vapid.publicKey);
    expect(await (await fetch(`${base()}/push/worker.js`)).text()).toContain("showNotification");
    const subscribe = (subscription: unknown) =>
      fetch(`${base()}/push/subscribe`, {
        method: "POST",
        body: JSON.stringify({ token: new URL(link).searchParams.get("t"), subscription }),
      });
    expect((await subscribe({ endpoint: "http://169.254.169.254/", keys: {} })).status).toBe(400);
    expect((await subscribe(push.subscribe())).status).toBe(200);
    expect((await subscribe(push.subscribe())).status).toBe(410);
    expect((await fetch(link)).status).toBe(410);
    const [device] = await points("push");
    await tell("push", device?.id ?? "");
    expect(push.pushed.at(-1)?.payload.title).toBe("Нет воды");
  });

  it("can be put into another order and taken away", async () => {
    await anna.writes("/notifications");
    expect(anna.reads()).toMatch(/1\. Telegram\n• 2\. push-уведомление\n• 3\. SMS \+79161234567/);
    await anna.taps("Порядок и удаление");
    await anna.taps("↑ 3");
    await anna.taps("↑ 2");
    expect(anna.reads()).toMatch(/1\. SMS \+79161234567\n• 2\. Telegram\n• 3\. push-уведомление/);
    const before = await points("email");
    await anna.taps("✕ 5");
    expect(await points("email")).toHaveLength(before.length - 1);
  });

  it("are turned off by kind and way, but not for what tells of danger", async () => {
    await anna.writes("/notifications");
    await anna.taps("Что каким способом");
    expect(anna.reads()).toContain("Опасность: всегда");
    expect(anna.buttons()).not.toContain("Опасность");
    await anna.taps("События");
    await anna.taps("✅ эл. почта");
    expect(anna.buttons()).toContain("🚫 эл. почта");
    expect(await read().notificationSetting.findMany()).toMatchObject([{ kind: "event", way: "email" }]);
    await anna.forges("ch.set:emergency:email:off");
    expect(await read().notificationSetting.count()).toBe(1);
    await anna.taps("🚫 эл. почта");
    expect(await read().notificationSetting.count()).toBe(0);
  });

  it("have quiet hours and a digest", async () => {
    await anna.writes("/notifications");
    await anna.taps("Тихие часы");
    await anna.taps("Другие часы");
    await anna.writes("25-8");
    expect(anna.reads()).toContain("22:30-7:15");
    await anna.writes("22:30 – 7:15");
    await anna.writes("/notifications");
    expect(anna.reads()).toContain("22:30–07:15");
    await anna.taps("Несрочное — раз в день");
    expect(anna.reads()).toContain("раз в день, одним сообщением");
  });

  it("are unsubscribed from by one click, which a made-up link can't do", async () => {
    const [point] = await points("email");
    await tell("email", point?.id ?? "");
    const letter = mail.letters.at(-1);
    const link = /<(.+)>/.exec(letter?.headers.get("list-unsubscribe") ?? "")?.[1] ?? "";
    expect((await fetch(link.replace(/.$/, "~"), { method: "POST" })).status).toBe(410);
    expect(await (await fetch(link)).text()).toContain("Больше не присылать?");
    expect(await read().notificationSetting.count()).toBe(0);
    const clicked = await fetch(link, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: "List-Unsubscribe=One-Click",
    });
    expect(clicked.status).toBe(200);
    const muted = await read().notificationSetting.findMany({ where: { way: "email" } });
    expect(muted.map(({ kind }) => kind).sort()).toEqual([
      "bill",
      "debt",
      "event",
      "general",
      "outage",
      "planned-work",
      "reading",
      "rules",
      "vote",
    ]);
    expect(new Set(muted.map(({ via }) => via))).toEqual(new Set(["unsubscribed"]));
  });

  it("end when the mail server says that there is no such mailbox, and the person hears of it", async () => {
    const [point] = await points("email");
    mail.refuse("anna@example.org", 550, "5.1.1 no such user");
    await tell("email", point?.id ?? "");
    expect(await points("email")).toMatchObject([{ unreachableReason: "bounced" }]);
    expect(anna.reads()).toContain("больше не доходят (эл. почта)");
    await anna.writes("/notifications");
    expect(anna.reads()).toContain("не доходит; проверьте");
  });

  it("end by a report that comes later, but not by a made-up one", async () => {
    await anna.taps("Добавить почту");
    await anna.writes("anna@example.org");
    await anna.writes(/\d{6}/.exec(mail.letters.at(-1)?.headers.get("subject") ?? "")?.[0] ?? "");
    const [point] = await points("email");
    expect(point?.unreachableSince).toBeNull();
    await tell("email", point?.id ?? "");
    const messageId = mail.letters.at(-1)?.headers.get("message-id") ?? "";
    const report = (id: string) =>
      [
        "From: MAILER-DAEMON@mx.example.org",
        "Message-ID: <report-1@mx.example.org>",
        "Content-Type: multipart/report; report-type=delivery-status;",
        '\tboundary="b"',
        "",
        "--b",
        "Content-Type: message/delivery-status",
        "",
        "Reporting-MTA: dns; mx.example.org",
        "",
        "Final-Recipient: rfc822; anna@example.org",
        "Action: failed",
        "Status: 5.1.1",
        "",
        "--b",
        "Content-Type: text/rfc822-headers",
        "",
        `Message-ID: ${id}`,
        "--b--",
      ].join("\r\n");
    const post = (body: string, key = "bounce-secret-0123456789") =>
      fetch(`${base()}/mail/bounce?key=${key}`, { method: "POST", body });
    expect((await post(report(messageId), "wrong")).status).toBe(403);
    expect((await post(report(messageId.replace(/\.[\w-]+@/, ".forged@")))).status).toBe(202);
    expect((await points("email"))[0]?.unreachableSince).toBeNull();
    expect((await post(report(messageId))).status).toBe(200);
    expect((await points("email"))[0]).toMatchObject({ unreachableReason: "bounced" });
  });

  it("end by a complaint about a letter, as mail services pass it on", async () => {
    await anna.taps("Добавить почту");
    await anna.writes("anna@example.org");
    await anna.writes(/\d{6}/.exec(mail.letters.at(-1)?.headers.get("subject") ?? "")?.[0] ?? "");
    const [point] = await points("email");
    await tell("email", point?.id ?? "");
    const messageId = mail.letters.at(-1)?.headers.get("message-id") ?? "";
    const complaint = (type: string) =>
      [
        "From: <abuse@isp.example>",
        "Message-ID: <complaint-1@isp.example>",
        'Content-Type: multipart/report; report-type=feedback-report; boundary="b"',
        "",
        "--b",
        "Content-Type: message/feedback-report",
        "",
        `Feedback-Type: ${type}`,
        "User-Agent: ISP/1.0",
        "Version: 1",
        "",
        "--b",
        "Content-Type: message/rfc822",
        "",
        `Message-ID: ${messageId}`,
        "Subject: Domovoy",
        "--b--",
      ].join("\r\n");
    const post = (body: string) =>
      fetch(`${base()}/mail/bounce?key=bounce-secret-0123456789`, { method: "POST", body });
    expect((await post(complaint("not-spam"))).status).toBe(202);
    expect((await points("email"))[0]?.unreachableSince).toBeNull();
    expect((await post(complaint("abuse"))).status).toBe(200);
    expect((await points("email"))[0]).toMatchObject({ unreachableReason: "complaint" });
  });

  it("tell of an ended push subscription", async () => {
    const [device] = await points("push");
    push.refuse(410);
    await tell("push", device?.id ?? "");
    expect((await points("push"))[0]).toMatchObject({ unreachableReason: "ended" });
    expect(anna.reads()).toContain("больше не принимает");
  });

  it("hear from the network what became of a short message", async () => {
    const [phone] = await points("phone");
    await tell("sms", phone?.id ?? "");
    await sms.receipt(sms.taken.at(-1)?.id ?? "", "DELIVRD");
    await story.eventually(() => undefined);
    await story.settled();
    const newest = () => read().smsMessage.findFirst({ orderBy: { outboxId: "desc" } });
    await expect.poll(newest).toMatchObject({ state: "delivered" });
    await tell("sms", phone?.id ?? "");
    const id = sms.taken.at(-1)?.id;
    const receipt = (key: string) =>
      fetch(`${base()}/sms/receipt?key=${key}`, {
        method: "POST",
        body: JSON.stringify({ id, status: "undelivered" }),
      });
    expect((await receipt("wrong")).status).toBe(403);
    expect((await receipt("receipt-secret-0123456789")).status).toBe(200);
    expect(await newest()).toMatchObject({ state: "failed", failure: "undelivered" });
    await sms.answers("79161234567", "Стоп");
    await expect
      .poll(() => read().notificationSetting.count({ where: { way: "sms", via: "answer" } }))
      .toBe(9);
  });

  it("keep within the month's limit for SMS, of which the office hears", async () => {
    const boris = await story.colleague({ name: "Борис", role: "dispatcher" });
    await boris.commands("sms");
    expect(boris.toldPrivately().at(-1)).toContain("недоступно");
    await story.olga.commands("sms");
    await story.olga.pressesPrivate("Изменить цену и лимит");
    expect(
      await story.olga.submits({ "Цена сегмента, RUB": "две", "Лимит на месяц, RUB": "10" }),
    ).toMatchObject({ result: "errors" });
    await story.olga.submits({ "Цена сегмента, RUB": "4,50", "Лимит на месяц, RUB": "10" });
    const [phone] = await points("phone");
    for (let count = 0; count < 3; count++) await tell("sms", phone?.id ?? "");
    await tell("sms", phone?.id ?? "", "emergency");
    await story.olga.commands("sms");
    expect(story.olga.toldPrivately().at(-1)).toMatch(/Потрачено.*13,50/s);
    expect(story.channel().filter((text) => text.includes("Лимит SMS на этот месяц исчерпан"))).toHaveLength(
      1,
    );
  });

  it("are nobody else's to change", async () => {
    const boris = await story.resident({ unit: "46", name: "Борис", language: "ru" });
    const [phone] = await points("phone");
    expect(await boris.forges(`ch.drop:${phone?.id}`)).toMatchObject({
      text: expect.stringContaining("нет"),
    });
    expect(await points("phone")).toHaveLength(1);
  });
});
