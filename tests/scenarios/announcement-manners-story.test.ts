import { readSheet } from "read-excel-file/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runWork } from "../../src/core/work/run-work.ts";
import { samplePhoto } from "../../src/sandbox/telegram/files/sample-photo.ts";
import { databases } from "../support/databases.ts";
import { type MailServer, startMailServer } from "../support/mail-server.ts";
import { type PushService, startPushService, vapid } from "../support/push-service.ts";
import { type SmsCentre, startSmsCentre } from "../support/sms-centre.ts";
import { announcementCards, confirmedByOne, write } from "./support/announcements.ts";
import type { Colleague } from "./support/colleague.ts";
import type { Resident } from "./support/resident.ts";
import { messageWords } from "./support/slack-words.ts";
import { openStory, type Story } from "./support/story.ts";

const words = (title: string, body = `${title}: подробности.`) => ({
  "Заголовок по-русски": title,
  "Текст по-русски": body,
});

describe.each(databases)("what an office chooses for its announcements on $name", (database) => {
  let story: Story;
  let anna: Resident;
  let vera: Colleague;
  let mail: MailServer;
  let sms: SmsCentre;
  let push: PushService;
  let number = 0;
  beforeAll(async () => {
    [mail, sms, push] = await Promise.all([startMailServer(), startSmsCentre(), startPushService()]);
    const smpp = {
      host: "127.0.0.1",
      port: sms.port,
      tls: false,
      systemId: "office",
      password: "secret",
      from: "",
    };
    story = await openStory(database, {
      letters: {
        mail: { url: mail.url, from: "Дом <office@example.org>" },
        sms: { kind: "smpp", ...smpp },
        push: { ...vapid, contact: "mailto:office@example.org", hosts: [push.host] },
      },
    });
    await confirmedByOne(story);
    anna = await story.resident({ unit: "45", name: "Анна", language: "ru" });
    vera = await story.colleague({ name: "Vera", role: "manager" });
    await contactOf(await holderOf("47"), "email", "petr@example.org");
    await core().database.transaction((tx) =>
      tx.smsTariff.create({ data: { companyId: story.town.company.id, pricePerSegment: 450n } }),
    );
  });
  afterAll(async () => {
    expect(story.errors).toEqual([]);
    await story.close();
    await Promise.all([mail.stop(), sms.stop(), push.stop()]);
  });

  const core = () => story.town.domovoy.core;
  const read = () => core().database.read;
  const holderOf = async (unit: string): Promise<string> =>
    (await read().occupancy.findFirstOrThrow({ where: { unit: { number: unit } } })).personId;
  const contactOf = async (personId: string, kind: "email" | "phone" | "push", value: string) => {
    const { vault, database: db } = core();
    const at = new Date("2031-01-01T00:00:00Z");
    const sealed = { valueSealed: vault.seal(value), valueHash: vault.hash("contact", value) };
    const known = { companyId: story.town.company.id, personId, kind, confirmedAt: at, createdAt: at };
    await db.transaction((tx) => tx.contactPoint.create({ data: { ...known, ...sealed, position: 5 } }));
  };
  const card = () => announcementCards(story).of(number);
  const drafts = async (more: Readonly<Record<string, unknown>>) => {
    await write(story, vera, { "О чём?": "Вода", ...more });
    number += 1;
  };
  const sends = async () => {
    await vera.presses("Отправить", card());
    await story.settled();
    await story.runs("announcements");
  };
  const later = async (time: Parameters<Story["clock"]["passes"]>[0]) => {
    story.clock.passes(time);
    await story.runs("announcements");
    await story.settled();
  };
  const lettersWith = (text: string) => mail.letters.filter((letter) => letter.words.includes(text));
  const openGroup = async () => {
    const { telegram, company } = story.town;
    const group = telegram.createGroup({ title: "Ленина, 1", members: [anna.id], bot: "administrator" });
    const building = await read().building.findFirstOrThrow();
    const chat = { platform: "telegram", chatId: String(group.id), createdAt: core().clock.now() };
    await core().database.transaction((tx) =>
      tx.buildingChat.create({ data: { companyId: company.id, buildingId: building.id, ...chat } }),
    );
    return group;
  };

  it("is pinned and asked for as its kind says, which the office can change", async () => {
    const group = await openGroup();
    const posted = (text: string) =>
      story.town.telegram.messages(group.id).find((message) => message.text.includes(text));
    await drafts({ "Какого вида?": "Новость", ...words("Сменили замок") });
    await sends();
    expect(messageWords(card())).toContain("публикуется");
    expect(posted("Сменили замок")).toMatchObject({ isPinned: false });
    expect(anna.message("Сменили замок").buttons).toEqual([]);

    await vera.commands("alerts");
    await vera.pressesPrivate("Новость");
    await vera.submits({
      "В группе дома": "публикуется и закрепляется",
      "Отметка «ознакомлен»": "нужна от всех",
    });
    await vera.commands("alerts");
    expect(vera.toldPrivately().at(-1)).toContain("закрепляется в группах; отметка нужна от всех");
    await drafts({ "Какого вида?": "Новость", ...words("Новый домофон") });
    expect(messageWords(card())).toContain("публикуется и закрепляется");
    await sends();
    expect(posted("Новый домофон")).toMatchObject({ isPinned: true });
    expect(anna.reads()).toContain("Пожалуйста, нажмите кнопку");
    await anna.taps("Ознакомлен(а)");
    await story.settled();
    expect(messageWords(card())).toContain("Ознакомились: 1");

    await vera.commands("alerts");
    await vera.pressesPrivate("Отключение");
    await vera.submits({ "В группе дома": "не публикуется", "Отметка «ознакомлен»": "без кнопки" });
    await drafts({ "Какого вида?": "Отключение", ...words("Щит в подвале") });
    await sends();
    expect(anna.message("Щит в подвале").buttons).toEqual([]);
    expect(posted("Щит в подвале")).toBeUndefined();
    // What was written before the change keeps its manners.
    await later({ days: 2 });
    expect(anna.everythingRead()).not.toContain("Напоминаем");
  });

  it("is tried out by the writer's own ways, with what SMS costs", async () => {
    const { personId } = await read().identity.findFirstOrThrow({ where: { externalId: vera.id } });
    await contactOf(personId, "email", "vera@example.org");
    await contactOf(personId, "phone", "+79160000001");
    await contactOf(personId, "push", JSON.stringify(push.subscribe()));
    await drafts({ "Какого вида?": "Отключение", ...words("Проба связи") });
    const before = sms.taken.length;
    await vera.presses("Пробную копию мне", card());
    const shown = JSON.stringify(story.town.slack.openView(vera.id));
    const option = /"(SMS, [^"]+)"/.exec(shown)?.[1] ?? "";
    expect(option).toMatch(/^SMS, (9|13|18),[05]0/);
    const none = await vera.submits({ "Куда прислать": [] });
    expect(none).toMatchObject({ result: "not_sent", errors: { ways: "required" } });
    await vera.submits({ "Куда прислать": ["почта", option, "push"] });
    await story.settled();
    await story.eventually(() => expect(lettersWith("Проба связи")).toHaveLength(1));
    expect(lettersWith("Проба связи")[0]).toMatchObject({ to: ["vera@example.org"] });
    await story.eventually(() => expect(sms.taken.length).toBeGreaterThan(before));
    expect(new Set(sms.taken.slice(before).map(({ to }) => to))).toEqual(new Set(["79160000001"]));
    await story.eventually(() => expect(push.pushed).toHaveLength(1));
    expect(push.pushed[0]?.payload).toMatchObject({
      title: expect.stringContaining("Проба связи"),
      language: "ru",
    });
    expect(vera.directMessages().at(-1) ?? "").not.toContain("Проба связи");
    expect(anna.everythingRead()).not.toContain("Проба связи");
    await vera.presses("Выбросить", card());
  });

  it("gets files with a correction, which those who have it get as well", async () => {
    await drafts({ "Какого вида?": "Плановые работы", ...words("Опрессовка") });
    await sends();
    const photosOf = () => anna.messages().filter(({ media }) => media !== undefined).length;
    expect(photosOf()).toBe(0);
    await vera.presses("Исправить", card());
    await vera.submits({
      ...words("Опрессовка и схема"),
      "Добавить фото и файлы": [{ name: "scheme.jpg", bytes: await samplePhoto() }],
    });
    await story.settled();
    await later({ minutes: 1 });
    await story.eventually(() =>
      expect(anna.message("Опрессовка и схема: подробности").history).toHaveLength(1),
    );
    await story.eventually(() => expect(photosOf()).toBe(1));
    expect(anna.everythingRead()).toMatch(/К объявлению № \d+ добавлен файл/);
    await story.eventually(() => expect(lettersWith("Опрессовка и схема")).toHaveLength(1));
    expect(lettersWith("Опрессовка и схема")[0]?.raw).toMatch(/Content-Type: image\/jpeg/);
    expect(messageWords(card())).toContain("1 файл");

    await vera.presses("Исправить", card());
    await vera.submits({ ...words("Опрессовка завтра"), "Прежний 1 файл": "убрать" });
    await story.settled();
    await later({ minutes: 1 });
    await story.eventually(() => expect(lettersWith("Опрессовка завтра")).toHaveLength(1));
    expect(lettersWith("Опрессовка завтра")[0]?.raw).not.toMatch(/image\/jpeg/);
    expect(messageWords(card())).not.toContain("1 файл");
    expect(photosOf()).toBe(1);
  });

  /** An outage told to the flat with a phone and an address; resolves to the parts that the network took. */
  const tellPeter = async (title: string) => {
    const before = sms.taken.length;
    await drafts({
      "Какого вида?": "Отключение",
      "Только часть дома": "кв. 47",
      ...words(title, `${title}. ${"Закройте, пожалуйста, все краны. ".repeat(4)}`),
    });
    await sends();
    await story.eventually(() => expect(sms.taken.length).toBeGreaterThan(before + 1));
    await story.settled();
    const parts = sms.taken.slice(before);
    expect(parts.length).toBe(parts[0]?.joined?.[1]);
    return parts;
  };
  const newestSms = () => read().smsMessage.findFirstOrThrow({ orderBy: { outboxId: "desc" } });

  it("has arrived by SMS when all of its parts have", async () => {
    const parts = await tellPeter("Нет холодной воды");
    expect(messageWords(card())).not.toContain("доставлено 1 из 1");
    for (const { id } of parts.slice(1)) await sms.receipt(id, "DELIVRD");
    await story.settled();
    expect(await newestSms()).toMatchObject({ state: "submitted" });
    await sms.receipt(parts[0]?.id ?? "", "DELIVRD");
    await expect.poll(newestSms).toMatchObject({ state: "delivered" });
    await later({ hours: 1 });
    expect(messageWords(card())).toContain("доставлено 1 из 1");
    expect(lettersWith("Нет холодной воды")).toEqual([]);
  });

  it("goes by the next way at once when one part has not arrived", async () => {
    const parts = await tellPeter("Нет горячей воды");
    await sms.receipt(parts[0]?.id ?? "", "UNDELIV");
    await expect.poll(newestSms).toMatchObject({ state: "failed", failure: "UNDELIV" });
    await story.settled();
    await story.eventually(() => expect(lettersWith("Нет горячей воды")).toHaveLength(1));
    for (const { id } of parts.slice(1)) await sms.receipt(id, "DELIVRD");
    await later({ hours: 1 });
    expect(await newestSms()).toMatchObject({ state: "failed" });
    expect(lettersWith("Нет горячей воды")).toHaveLength(1);
    expect(messageWords(card())).toContain("доставлено 1 из 1");
  });

  it("goes by the next way, once, when the network has said nothing within the kind's time", async () => {
    const parts = await tellPeter("Нет воды вовсе");
    await later({ minutes: 14 });
    expect(lettersWith("Нет воды вовсе")).toEqual([]);
    await later({ minutes: 2 });
    await story.eventually(() => expect(lettersWith("Нет воды вовсе")).toHaveLength(1));
    for (const { id } of parts) await sms.receipt(id, "DELIVRD");
    await expect.poll(newestSms).toMatchObject({ state: "delivered" });
    await later({ hours: 2 });
    await later({ hours: 2 });
    expect(lettersWith("Нет воды вовсе")).toHaveLength(1);
    expect(sms.taken.filter(({ text }) => text.includes("Нет воды вовсе"))).toHaveLength(1);
    expect(messageWords(card())).toContain("доставлено 1 из 1");
  });

  /** Short messages to Peter of which the network says nothing. */
  const unheard = async (count: number) => {
    const { id: chatId, companyId } = await read().contactPoint.findFirstOrThrow({
      where: { kind: "phone", personId: await holderOf("47") },
    });
    await runWork(
      core(),
      { actor: { kind: "system", name: "test", companyId }, channel: "job" },
      async (work) => {
        for (let index = 0; index < count; index += 1)
          work.send({
            address: { platform: "sms", chatId },
            lane: "notice",
            language: "ru",
            companyId,
            what: {
              kind: "message",
              content: { blocks: [{ type: "text", text: { plain: `Код ${index}` } }] },
            },
          });
      },
    );
    await story.settled();
    await expect
      .poll(() => read().smsMessage.count({ where: { state: "submitted" } }))
      .toBeGreaterThanOrEqual(count);
  };
  /** Of flat 47 in the delivery report of an announcement. */
  const reportRow = async (of: number) => {
    const files = () =>
      story.town.slack
        .thread(story.town.staffChannel, announcementCards(story).of(of).ts)
        .flatMap((message) => message.files ?? [])
        .flatMap(({ id }) => story.town.slack.file(String(id)) ?? []);
    const before = files().length;
    await vera.presses("Отчёт о доставке", announcementCards(story).of(of));
    await story.eventually(() => expect(files()).toHaveLength(before + 1));
    const rows = await readSheet(Buffer.from(files().at(-1)?.bytes ?? []));
    return rows.map((row) => row.map(String)).find((row) => row.includes("47")) ?? [];
  };

  it("counts as told by SMS alone where the gateway never sends receipts, and the report says so", async () => {
    await unheard(9);
    const parts = await tellPeter("Нет света");
    // Nine were silent: it may be chance.
    expect(await newestSms()).toMatchObject({ awaitsReceipt: true });
    expect(messageWords(card())).not.toContain("доставлено 1 из 1");
    await later({ minutes: 16 });
    await later({ hours: 1 });
    expect(lettersWith("Нет света")).toEqual([]);
    expect(messageWords(card())).toContain("доставлено 1 из 1");
    expect(messageWords(card())).toContain("Без отчёта сети о доставке: 1 SMS");
    expect((await reportRow(number)).join(" ")).toMatch(
      /передано, без отчёта сети SMS \(передано, без отчёта сети\)/,
    );

    await tellPeter("Нет газа");
    expect(await newestSms()).toMatchObject({ awaitsReceipt: false });
    expect(messageWords(card())).toContain("доставлено 1 из 1");
    await later({ hours: 1 });
    expect(lettersWith("Нет газа")).toEqual([]);
    await vera.commands("sms");
    expect(vera.toldPrivately().at(-1)).toContain("не присылает отчётов");

    // A receipt, however late, ends it.
    for (const { id } of parts) await sms.receipt(id, "DELIVRD");
    await expect.poll(() => read().smsMessage.count({ where: { state: "delivered" } })).toBe(3);
    expect((await reportRow(number - 1)).join(" ")).toMatch(/доставлено SMS \d/);
    await tellPeter("Нет лифта");
    expect(await newestSms()).toMatchObject({ awaitsReceipt: true });
    await later({ minutes: 16 });
    await story.eventually(() => expect(lettersWith("Нет лифта")).toHaveLength(1));
  });

  it("holds SMS back at the month's limit, and sends them once when the limit is raised", async () => {
    const limitIs = async (limit: string) => {
      await story.olga.commands("sms");
      await story.olga.pressesPrivate("Изменить цену и лимит");
      const saved = await story.olga.submits({ "Цена сегмента, RUB": "4,50", "Лимит на месяц, RUB": limit });
      expect(saved.result).not.toBe("errors");
      await story.settled();
      return story.olga.toldPrivately().at(-1) ?? "";
    };
    // The register has nothing but a phone of flat 46.
    const taken = () =>
      sms.taken.filter(
        ({ to, text, joined }) =>
          to === "79167654321" && text.includes("Нет напора") && (joined?.[2] ?? 1) === 1,
      ).length;
    await limitIs("0,01");
    await drafts({ "Какого вида?": "Отключение", "Только часть дома": "кв. 46", ...words("Нет напора") });
    await sends();
    await later({ minutes: 1 });
    expect(taken()).toBe(0);
    expect(messageWords(card())).toContain("доставлено 0 из 1");

    expect(await limitIs("5000")).toContain("1 SMS было задержано");
    await later({ minutes: 1 });
    await story.eventually(() => expect(taken()).toBe(1));
    await later({ minutes: 1 });
    await story.eventually(() => expect(messageWords(card())).toContain("доставлено 1 из 1"));
    expect(await limitIs("6000")).not.toContain("задержан");
    await later({ minutes: 1 });
    expect(taken()).toBe(1);
    expect(await read().auditEntry.count({ where: { act: "sms.held-back", outcome: "done" } })).toBe(1);
  });
});
