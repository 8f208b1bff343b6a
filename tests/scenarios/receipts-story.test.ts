import { extractText, getDocumentProxy } from "unpdf";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { decodeGost } from "../../src/core/payments-qr/decode-gost.ts";
import { samplePhoto } from "../../src/sandbox/telegram/files/sample-photo.ts";
import { databases } from "../support/databases.ts";
import { scanQr } from "../support/scan-qr.ts";
import { type HomeBilling, openHomeBilling } from "./support/billing.ts";
import { addsMeter } from "./support/meters.ts";
import type { Resident } from "./support/resident.ts";
import { messageWords } from "./support/slack-words.ts";
import { openStory, type Story } from "./support/story.ts";

const words = async (pdf: Buffer): Promise<string> => {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(pdf)), { mergePages: true });
  return text.replace(/\s+/g, " ");
};

describe.each(databases)("bills on $name", (database) => {
  let story: Story;
  let billing: HomeBilling;
  let anna: Resident;
  let john: Resident;
  let petr: Resident;
  beforeAll(async () => {
    story = await openStory(database);
    anna = await story.resident({ unit: "45", name: "Анна", language: "ru" });
    john = await story.resident({ unit: "46", name: "John", language: "en" });
    petr = await story.resident({ unit: "47", name: "Pyotr", language: "en" });
    billing = await openHomeBilling(story);
    await addsMeter(story, "45", { kind: "Холодная вода", serial: "A-1", readings: "120" });
    story.clock.passes({ days: 10 });
    await anna.writes("127,415");
    await billing.publishes("2031-03");
  });
  afterAll(async () => {
    expect(story.errors).toEqual([]);
    await story.close();
  });

  const db = () => story.town.domovoy.core.database.read;
  /** The newest file of a kind that somebody got from the bot. */
  const fileOf = (who: Resident, kind: "photo" | "document"): Promise<Buffer> =>
    eventually(() => {
      const media = who.messages().findLast((each) => each.media?.kind === kind)?.media;
      if (!media) throw new Error(`no ${kind} yet`);
      return Buffer.from(story.town.telegram.fileBytes(media.fileId));
    });
  const eventually = async <T>(find: () => T): Promise<T> => {
    let found: T | undefined;
    await story.eventually(() => {
      found = find();
    });
    return found as T;
  };

  it("come by themselves to the verified owners only, as a short text in their language", async () => {
    const text = anna.message("Счёт за март 2031").text;
    expect(text).toMatch(/К оплате до 15 апреля 2031/);
    expect(text).toContain("Лицевой счёт № ");
    expect(petr.reads()).toMatch(/Bill for March 2031.*To pay by April 15, 2031: /s);
    // A tenant does not get the owner's bill, but may look at it.
    expect(john.everythingRead()).not.toContain("Bill for");
    await john.writes("/bills");
    expect(john.reads()).toContain("Bill for March 2031");
    expect(anna.buttons()).toEqual(["Оплатить", "Почему столько", "PDF", "История", "Вопрос"]);
  });

  it("answer why: formula, inputs, the reading and the price's days", async () => {
    await anna.taps("Почему столько");
    const text = anna.reads();
    expect(text).toContain("52,4 м² × 28,17 = 1");
    expect(text).toMatch(/7,415 м³ × 45,67 = 338,64/);
    expect(text).toMatch(/По показаниям: 127,415 \(22 марта 2031 г\.\) − 120 \(12 марта 2031 г\.\)/);
    expect(text).toContain("Тариф действует с 1 января 2031");
    expect(text).toContain("По нормативу на каждого жителя");
    expect(text).toMatch(/Норматив — 90 кВт·ч в месяц на каждого, жителей — [12]\./);
    await petr.taps("Why this sum");
    expect(petr.reads()).toContain("By the norm for each resident");
    expect(petr.reads()).toContain("The norm is 6.935 m³ a month for each resident; residents: 1.");
  });

  it("come as PDF with names for verified people, and without them for others", async () => {
    await anna.taps("PDF", anna.message("Счёт за март 2031 ·"));
    const pdf = await fileOf(anna, "document");
    const text = await words(pdf);
    expect(text).toContain("Анна Смирнова");
    expect(text).toContain("Содержание жилья");
    expect(text).toContain("40702810138250123017");
    expect(text).toMatch(/A-1 .*120 .*127,415 .*7,415 м³/);
    const occupancy = await db().occupancy.findFirstOrThrow({ where: { unit: { number: "46" } } });
    await story.town.domovoy.core.database.transaction((tx) =>
      tx.occupancy.update({ where: { id: occupancy.id }, data: { verifiedAt: null } }),
    );
    await john.writes("/bills");
    await john.taps("PDF");
    const plain = await words(await fileOf(john, "document"));
    expect(plain).toContain("Bill for March 2031");
    expect(plain).not.toContain("Miller");
  });

  it("are paid by a QR that a bank reads, and by requisites to be copied", async () => {
    await anna.taps("Оплатить", anna.message("Счёт за март 2031 ·"));
    expect(anna.message("К оплате:").text).toMatch(
      /Корр\. счёт:\s30101810400000000225\s.*Назначение:\sЛ\/с/s,
    );
    const picture = await fileOf(anna, "photo");
    const decoded = decodeGost(await scanQr(picture));
    const receipt = await db().receipt.findFirstOrThrow({ where: { number: 1 } });
    const account = await db().billingAccount.findUniqueOrThrow({ where: { id: receipt.accountId } });
    expect(decoded).toMatchObject({
      ok: true,
      value: { read: "utf-8", sum: receipt.total, missing: [], accountKeyFits: true },
    });
    expect(decoded.ok && decoded.value.fields).toMatchObject({
      Name: "ТСЖ «На Ленина»",
      PersAcc: account.number,
      PaymPeriod: "032031",
      TechCode: "02",
    });
  });

  it("are asked about in a thread with the accountant, where notes stay inside", async () => {
    await anna.taps("Вопрос", anna.message("Счёт за март 2031 ·"));
    await anna.writes("Почему так много за отходы?");
    expect(anna.reads()).toContain("Отправлено бухгалтеру");
    const { slack, staffChannel } = story.town;
    const card = () => {
      const found = slack
        .messages(staffChannel)
        .find((each) => messageWords(each).includes("Вопрос по счёту"));
      if (!found) throw new Error("no card of the question");
      return found;
    };
    expect(messageWords(card())).toContain("Почему так много за отходы?");
    await billing.boris.writes("она уже спрашивала в прошлом году", card());
    await billing.boris.writes("! Тариф подняли с января", card());
    expect(anna.reads()).toContain("Тариф подняли с января");
    expect(anna.everythingRead()).not.toContain("в прошлом году");
    await anna.repliesTo(anna.message("Бухгалтер отвечает"), "А на сколько?");
    const thread = () => slack.thread(staffChannel, card().ts).map(messageWords).join("\n");
    expect(thread()).toContain("А на сколько?");
    await billing.boris.presses("Ответить", card());
    await billing.boris.submits({ "Ваш ответ": "На 5 процентов" });
    expect(anna.reads()).toContain("На 5 процентов");
    expect(thread()).toContain("На 5 процентов");
    // What came by a form stands nowhere to be edited: a button opens it again, for who gave it.
    const answered = () => {
      const found = slack
        .thread(staffChannel, card().ts)
        .findLast((each) => messageWords(each).includes("процентов"));
      if (!found) throw new Error("the answer is not in the thread");
      return found;
    };
    await story.olga.presses("Исправить мой ответ", answered());
    expect(story.olga.modal()).toContain("только тот, кто его дал");
    await story.olga.closesModal();
    await billing.boris.presses("Исправить мой ответ", answered());
    expect(slack.openView(billing.boris.id)?.view).toMatchObject({
      blocks: [{ element: { initial_value: "На 5 процентов" } }],
    });
    await billing.boris.submits({ "Ваш ответ": "На 15 процентов" });
    expect(anna.reads()).toMatch(/Бухгалтер исправил свой ответ:.*На 15 процентов/s);
    expect(messageWords(answered())).toMatch(/Исправлено для жителя:.*На 15 процентов/s);
    const [corrected] = await db().receiptMessage.findMany({
      where: { kind: "reply", source: null },
      include: { revisions: true },
    });
    expect(corrected?.revisions).toHaveLength(1);
    expect(
      await db().auditEntry.count({
        where: { act: "bill.edit-message", subjectId: corrected?.questionId ?? "" },
      }),
    ).toBe(1);
    const files = () => slack.thread(staffChannel, card().ts).flatMap((each) => each.files ?? []).length;
    const received = () => anna.messages().filter(({ media }) => media !== undefined).length;
    const before = { files: files(), received: received() };
    const photo = await anna.repliesToWithPhoto(anna.message("Бухгалтер отвечает"));
    await story.eventually(() => expect(files()).toBe(before.files + 1));
    await anna.swapsPhoto(photo, undefined, { width: 333 });
    await story.eventually(() => expect(files()).toBe(before.files + 2));
    expect(await db().request.count()).toBe(0);
    await billing.boris.sendsPhotos("! Вот письмо поставщика", [await samplePhoto()], card());
    await story.eventually(() => expect(received()).toBe(before.received + 1));
    await billing.boris.sendsPhotos("только для нас", [await samplePhoto()], card());
    await story.settled();
    expect(received()).toBe(before.received + 1);
    await billing.boris.presses("Закрыть вопрос", card());
    expect(messageWords(card())).toContain("Ответ дан");
    const said = await db().receiptMessage.findMany({ orderBy: { id: "asc" } });
    expect(said.map(({ kind, visibility }) => `${kind} ${visibility}`)).toEqual([
      "question shared",
      "note internal",
      "reply shared",
      "question shared",
      "reply shared",
      "question shared",
      "reply shared",
      "note internal",
    ]);
  });

  it("are asked about in words that may be corrected or taken back", async () => {
    const { slack, staffChannel } = story.town;
    const { vault } = story.town.domovoy.core;
    const { boris } = billing;
    await petr.writes("/bills");
    await petr.taps("Question");
    const asked = await petr.writes("Why is wotter so dear?");
    const card = () => {
      const found = slack
        .messages(staffChannel)
        .findLast((each) => messageWords(each).startsWith("Вопрос по счёту"));
      if (!found) throw new Error("no card of the question");
      return found;
    };
    const thread = () => slack.thread(staffChannel, card().ts).map(messageWords).join("\n");
    await petr.edits(asked, "Why is water so dear?");
    expect(messageWords(card())).toContain("Why is water so dear?");
    expect(thread()).toMatch(/Житель исправил сообщение:.*Why is water so dear\?/s);

    const answer = await boris.writes("! Тариф вырос на 15 %", card());
    const note = await boris.writes("проверить тариф", card());
    await boris.edits(answer, "! Тариф вырос на 5 %");
    expect(petr.reads()).toMatch(/The accountant corrected the answer:.*на 5 %/s);
    const more = await petr.repliesTo(petr.message("The accountant corrected"), "Since wen?");
    await petr.edits(more, "Since when?");
    expect(thread()).toMatch(/Since wen\?.*Житель исправил сообщение:.*Since when\?/s);
    const read = petr.everythingRead();
    await boris.edits(answer, "Тариф вырос, но ей не говорить");
    expect(boris.toldPrivately().at(-1)).toContain("начните сообщение с «!»");
    await boris.edits(note, "! проверить тариф");
    expect(boris.toldPrivately().at(-1)).toContain("Заметка остаётся заметкой");
    await boris.edits(note, "проверил тариф");
    expect(petr.everythingRead()).toBe(read);

    await boris.presses("Закрыть вопрос", card());
    await boris.deletes(answer);
    await boris.deletes(note);
    expect(petr.messages().filter(({ text }) => text.includes("Тариф вырос"))).toEqual([]);
    expect(petr.messages().filter(({ text }) => text.includes("took the answer back"))).toHaveLength(2);
    expect(thread()).toContain("Борис: ответ отозван.");
    expect(messageWords(card())).toContain("Ждёт ответа");
    const { id: questionId } = await db().receiptQuestion.findFirstOrThrow({
      orderBy: { createdAt: "desc" },
    });
    const said = await db().receiptMessage.findMany({
      where: { questionId },
      include: { revisions: { orderBy: { id: "asc" } } },
      orderBy: { id: "asc" },
    });
    const open = ({ textSealed }: { textSealed: string }) => vault.open(textSealed);
    expect(
      said.map((each) => [each.kind, open(each), each.withdrawnAt !== null, each.revisions.map(open)]),
    ).toEqual([
      ["question", "Why is water so dear?", false, ["Why is wotter so dear?"]],
      ["reply", "", true, ["Тариф вырос на 15 %", "Тариф вырос на 5 %"]],
      ["note", "проверил тариф", false, ["проверить тариф", "! проверить тариф"]],
      ["question", "Since when?", false, ["Since wen?"]],
    ]);
    const audited = await db().auditEntry.findMany({
      where: { subjectId: questionId },
      orderBy: { id: "asc" },
    });
    expect(audited.map(({ act }) => act)).toEqual([
      "bill.edit-message",
      "bill.reply",
      "bill.note",
      "bill.edit-message",
      "bill.question",
      "bill.edit-message",
      "bill.edit-message",
      "bill.edit-message",
      "bill.close-question",
      "bill.withdraw-answer",
    ]);
  });

  it("are shown to nobody else", async () => {
    const receipt = await db().receipt.findFirstOrThrow({ where: { number: 1 } });
    for (const name of ["bill", "why", "pay", "pdf", "history", "debt", "ask"])
      expect((await john.forges(`rc.${name}:${receipt.id}`)).text).toContain("no right");
    const refused = await db().auditEntry.count({ where: { act: "bill.view", outcome: "forbidden" } });
    expect(refused).toBe(7);
  });

  it("are paid by hand by the accountant alone, once, and the money can be taken back", async () => {
    const { boris } = billing;
    await story.olga.commands("payments 45");
    await story.olga.pressesPrivate("Внести платёж");
    expect(story.olga.modal()).toContain("нет прав");
    await story.olga.closesModal();
    await boris.commands("payments 45");
    await boris.pressesPrivate("Внести платёж");
    const payment = { Сумма: "ноль", "День платежа": "2031-03-22", "Как оплачено": "наличные" };
    expect(JSON.stringify(await boris.submits(payment))).toContain("больше нуля");
    await boris.submits({ ...payment, Сумма: "5 000,00" });
    const { total, accountId } = await db().receipt.findFirstOrThrow({ where: { number: 1 } });
    const [paid] = await db().payment.findMany();
    expect(paid).toMatchObject({ accountId, amount: 500_000n, method: "cash", state: "posted" });
    await anna.writes("/bills");
    expect(anna.reads()).toContain("Оплачено, и внесён аванс");
    expect(anna.buttons()).not.toContain("Оплатить");

    await boris.commands("payments 45");
    const back = boris.privateButtons().find((label) => label.startsWith("Вернуть")) ?? "";
    await boris.pressesPrivate(back);
    expect(boris.modal()).toContain("22.03.2031");
    expect(await boris.submits({ Сумма: "5000", Причина: "ошибся" })).toMatchObject({
      errors: { sum: expect.stringContaining("только аванс") },
    });
    await boris.submits({ Сумма: "100", Причина: "ошибся" });
    expect((await db().payment.findFirstOrThrow()).refunded).toBe(10_000n);
    await boris.commands("payments 45");
    expect(boris.toldPrivately().at(-1)).toContain("возвращено 100,00");
    expect(boris.privateButtons().some((label) => label.startsWith("Отменить"))).toBe(false);
    await boris.pressesPrivate(back);
    await boris.submits({ Сумма: "50", Причина: "ещё осталось" });
    expect((await db().payment.findFirstOrThrow()).refunded).toBe(15_000n);
    // A bill that was paid is shown as paid, whenever the money came.
    await anna.writes("/bills");
    await anna.taps("История");
    const { charged } = await db().receipt.findFirstOrThrow({ where: { number: 1 } });
    const sum = new Intl.NumberFormat("ru", { minimumFractionDigits: 2 }).format(Number(charged) / 100);
    const row = anna.message("Последние 12 месяцев").text.replace(/\s+/g, " ");
    expect(row).toContain(`март 2031 ${sum.replace(/\s/g, " ")} ₽ ${sum.replace(/\s/g, " ")} ₽`);
    expect(500_000n - 15_000n).toBeGreaterThan(total);
  });

  it("are told of to their owners alone, whenever money comes, is taken back or given back", async () => {
    const { boris } = billing;
    const mistakenFor = async (unit: string) => {
      await boris.commands(`payments ${unit}`);
      await boris.pressesPrivate("Внести платёж");
      await boris.submits({ Сумма: "7", "День платежа": "2031-03-22", "Как оплачено": "банк" });
      await boris.commands(`payments ${unit}`);
      const cancel = boris.privateButtons().find((label) => label.startsWith("Отменить")) ?? "";
      await boris.pressesPrivate(cancel);
      await boris.submits({ Причина: "не тот плательщик" });
    };
    await mistakenFor("45");
    await mistakenFor("46");
    const { total } = await db().receipt.findFirstOrThrow({ where: { number: 1 } });
    const rubles = (minor: bigint) =>
      new Intl.NumberFormat("ru", { minimumFractionDigits: 2, maximumFractionDigits: 2 })
        .format(Number(minor) / 100)
        .replaceAll(/\s/g, " ");
    const ahead = (minor: bigint) =>
      `Всё оплачено, и ${rubles(minor)} ₽ — вперёд: они пойдут в следующий счёт.`;
    const heard = () =>
      anna
        .messages()
        .map(({ text }) => text.replaceAll(/[^\S\n]/g, " ").replaceAll(/ — .*, 45, лицевой счёт \d+/g, ""))
        .filter((text) => /Оплата (получена|снята)|возвращено: /.test(text))
        .map((text) => text.split(/\n+/));
    await story.eventually(() =>
      expect(heard()).toEqual([
        ["Оплата получена: 5 000,00 ₽, 22 марта 2031 г.. Спасибо!", ahead(500_000n - total)],
        ["Из вашей оплаты возвращено: 100,00 ₽.", ahead(490_000n - total)],
        ["Из вашей оплаты возвращено: 50,00 ₽.", ahead(485_000n - total)],
        ["Оплата получена: 7,00 ₽, 22 марта 2031 г.. Спасибо!", ahead(485_700n - total)],
        ["Оплата снята: 7,00 ₽, 22 марта 2031 г.. Она была записана по ошибке.", ahead(485_000n - total)],
      ]),
    );
    // A tenant, the owner of another unit and the staff channel hear nothing of it.
    for (const other of [john, petr])
      expect(other.everythingRead()).not.toMatch(/Payment (received|taken back)|Given back/);
    expect(story.channel().join("\n")).not.toMatch(/Оплата (получена|снята)|возвращено/);
  });

  it("are printed for a whole house in one file, without names", async () => {
    await story.olga.commands("receipt Ленина 1 2031-03");
    const { slack, staffChannel } = story.town;
    const file = await eventually(() => {
      const found = slack
        .messages(staffChannel)
        .flatMap(({ ts }) => slack.thread(staffChannel, ts))
        .flatMap(({ files }) => files ?? [])
        .map(({ id }) => slack.file(String(id)))
        .findLast((each) => each?.name.includes("Счета"));
      if (!found) throw new Error("no file");
      return Buffer.from(found.bytes);
    });
    const text = await words(file);
    expect(text.match(/Счёт за март 2031/g)?.length).toBeGreaterThanOrEqual(3);
    expect(text).not.toContain("Смирнова");
  });

  it("have a history with a chart, and debts by month", async () => {
    story.clock.passes({ days: 25 });
    await billing.publishes("2031-04");
    await petr.writes("/bills");
    expect(petr.reads()).toContain("Debt of earlier months");
    await petr.taps("My debt");
    expect(petr.reads()).toMatch(/March 2031 .*April 2031 /s);
    await petr.writes("/bills");
    await petr.taps("History");
    expect(petr.message("The last 12 months").text).toMatch(/March 2031.*April 2031/s);
    expect((await fileOf(petr, "photo")).length).toBeGreaterThan(1000);
    await anna.writes("/bills");
    await anna.taps("История");
    expect(anna.message("Последние 12 месяцев").text).toMatch(/22 марта 2031.*5.000,00.*возвращено.*150,00/s);
    await petr.writes("/bills");
    await petr.taps("Why this sum");
    expect(petr.reads()).toContain("Debt of earlier months");
  });
});
