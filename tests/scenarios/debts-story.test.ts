import { readSheet } from "read-excel-file/node";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databases } from "../support/databases.ts";
import { type MailServer, startMailServer } from "../support/mail-server.ts";
import { type SmsCentre, startSmsCentre } from "../support/sms-centre.ts";
import { type HomeBilling, openHomeBilling } from "./support/billing.ts";
import type { Resident } from "./support/resident.ts";
import { openStory, type Story } from "./support/story.ts";

describe.each(databases)("debts on $name", (database) => {
  let story: Story;
  let mail: MailServer;
  let sms: SmsCentre;
  let billing: HomeBilling;
  let anna: Resident;
  let petr: Resident;
  beforeAll(async () => {
    [mail, sms] = await Promise.all([startMailServer(), startSmsCentre()]);
    story = await openStory(database, {
      letters: {
        mail: { url: mail.url, from: "Дом <office@example.org>" },
        sms: {
          kind: "smpp",
          host: "127.0.0.1",
          port: sms.port,
          tls: false,
          systemId: "office",
          password: "secret",
          from: "DOMOVOY",
        },
      },
    });
    anna = await story.resident({ unit: "45", name: "Анна", language: "ru" });
    petr = await story.resident({ unit: "47", name: "Pyotr", language: "en" });
    billing = await openHomeBilling(story);
    await addContact("45", { kind: "phone", value: "79161234567", position: 1 });
    await addContact("45", { kind: "email", value: "anna@example.org", position: 2 });
    await billing.publishes("2031-03");
    story.clock.passes({ days: 28 });
    await billing.publishes("2031-04");
    // March was due on the 15th of April, April on the 15th of May.
    story.clock.passes({ days: 44 });
  });
  afterAll(async () => {
    expect(story.errors).toEqual([]);
    await story.close();
    await Promise.all([mail.stop(), sms.stop()]);
  });

  const core = () => story.town.domovoy.core;
  const db = () => core().database.read;
  const personOf = (unit: string) =>
    db().occupancy.findFirstOrThrow({ where: { unit: { number: unit } }, orderBy: { id: "asc" } });
  const addContact = async (
    unit: string,
    { kind, value, position }: { kind: "phone" | "email"; value: string; position: number },
  ) => {
    const { database: written, vault } = core();
    const { personId, companyId } = await personOf(unit);
    const at = new Date("2031-01-01T00:00:00Z");
    const where = { personId, kind };
    await written.transaction(async (tx) => {
      await tx.contactPoint.deleteMany({ where });
      await tx.contactPoint.create({
        data: {
          companyId,
          personId,
          kind,
          valueSealed: vault.seal(value),
          valueHash: vault.hash("contact", value),
          confirmedAt: at,
          position,
          createdAt: at,
        },
      });
    });
  };
  /** The newest file with this in its name that came into the staff channel. */
  const fileNamed = async (words: RegExp): Promise<Buffer> => {
    const { slack, staffChannel } = story.town;
    let bytes: Buffer | undefined;
    await story.eventually(() => {
      const found = slack
        .messages(staffChannel)
        .flatMap(({ ts }) => slack.thread(staffChannel, ts))
        .flatMap(({ files }) => files ?? [])
        .map(({ id }) => slack.file(String(id)))
        .findLast((file) => file && words.test(file.name));
      if (!found) throw new Error(`no file ${words}`);
      bytes = Buffer.from(found.bytes);
    });
    if (!bytes) throw new Error("no file");
    return bytes;
  };
  const inEnglish = (language: string) =>
    core().database.transaction((tx) => tx.company.updateMany({ data: { language } }));
  const noticesOf = async (unit: string) =>
    db().debtNotice.findMany({
      where: { personId: (await personOf(unit)).personId },
      orderBy: { createdAt: "asc" },
    });
  const sums = async (unit: string) => {
    const account = await db().billingAccount.findFirstOrThrow({
      where: { unitId: (await personOf(unit)).unitId },
    });
    return db().receipt.findMany({
      where: { accountId: account.id },
      orderBy: { month: "asc" },
    });
  };

  it("are listed for the staff: who, how old, and how much is collected; of a house too", async () => {
    await story.olga.commands("debtors");
    const list = story.olga.toldPrivately().at(-1) ?? "";
    expect(list).toMatch(/Должники на \d\d\.05\.2031/);
    expect(list).toMatch(/\d+ должник(а|ов)?, всего/);
    expect(list).toMatch(/Ленина, 1, 45/);
    expect(list).toMatch(/1–30 дней.*31–60 дней.*больше 180 дней/s);
    expect(list).toMatch(/март 2031.*0 %.*апрель 2031.*0 %/s);
    expect(list).not.toContain("Смирнова");
    await story.olga.commands("debtors Ленина 1");
    expect(story.olga.toldPrivately().at(-1)).toMatch(/Должники на \d\d\.05\.2031: .*Ленина/);
    const guard = await story.colleague({ name: "Виктор", role: "dispatcher" });
    await guard.commands("debtors");
    expect(guard.toldPrivately().at(-1)).toContain("нет прав");
  });

  it("come as a table and as a chart in the company's language", async () => {
    const [march, april] = await sums("45");
    const overdue = ((march?.charged ?? 0n) + (april?.charged ?? 0n)) as bigint;
    const makes = async (name: RegExp, picture: RegExp) => {
      await billing.boris.commands("debtors");
      await billing.boris.pressesPrivate("Все должники XLSX");
      const rows = await readSheet(await fileNamed(name));
      await billing.boris.commands("debtors");
      await billing.boris.pressesPrivate("График");
      const png = await fileNamed(picture);
      const { format, width = 0 } = await sharp(png).metadata();
      expect([format, width > 600]).toEqual(["png", true]);
      return rows;
    };
    const russian = await makes(/^Должники.*xlsx$/, /^Долги по срокам.*png$/);
    const head = russian.findIndex((row) => row.includes("Лицевой счёт"));
    expect(russian[head]).toEqual(
      expect.arrayContaining([
        "Дом",
        "Помещение",
        "Лицевой счёт",
        "Долг",
        "Пени",
        "С даты",
        "Дней",
        "Рассрочка",
      ]),
    );
    const anna45 = russian.find((row) => row[1] === "45");
    expect(anna45?.[3]).toBeCloseTo(Number(overdue) / 100, 2);
    expect(anna45?.[6]).toBe((await debtDays()).march);
    await inEnglish("en");
    const english = await makes(/^Debtors.*xlsx$/, /^Age of debts.*png$/);
    expect(english[head]).toEqual(expect.arrayContaining(["Building", "Account", "Debt", "Penalty"]));
    await inEnglish("ru");
  });
  const debtDays = async () => {
    const today = Date.parse(story.day(0));
    const [march] = await sums("45");
    return { march: Math.round((today - Date.parse(march?.due ?? "")) / 86_400_000) };
  };

  it("explain their penalty day by day on the next bill", async () => {
    await billing.publishes("2031-05");
    const month = story.channel().findLast((said) => said.startsWith("Начисления: май"));
    expect(month).toMatch(/Начислено с пенями.*Пени\s+\d+,\d\d.*В т. ч. пени/s);
    const [march] = await sums("47");
    const may = await db().receipt.findFirstOrThrow({
      where: { accountId: march?.accountId ?? "", month: "2031-05" },
    });
    expect(may.penalty).toBeGreaterThan(0n);
    await petr.writes("/bills");
    await petr.taps("Why this sum");
    const why = petr.reads();
    expect(why).toContain("For the late bill of March 2031: ");
    // The first thirty days cost nothing.
    expect(why).toMatch(
      /× 16 days × 1\/300 × \d+(\.\d+)? % = .* \(from May 16, 2031 to May 31, 2031, days overdue 31–46\)/,
    );
    expect(why).toMatch(new RegExp(`Late payment: RUB.${(Number(may.penalty) / 100).toFixed(2)}`));
  });

  it("are reminded of on the days that the office sets", async () => {
    await story.olga.commands("debtors");
    await billing.boris.commands("debtors");
    await billing.boris.pressesPrivate("Когда напоминать");
    const set = { "Не напоминать о долге меньше": "100,00" };
    expect(
      JSON.stringify(await billing.boris.submits({ ...set, "На какой день просрочки": "10, никогда" })),
    ).toContain("от 1 до 1095");
    await billing.boris.submits({ ...set, "На какой день просрочки": "14; 7" });
    const [settings] = await db().billingSettings.findMany();
    expect(settings).toMatchObject({ noticeDays: [7, 14], leastDebt: 10_000n, bic: "044525225" });
  });

  it("are reminded of by the next way when a way does not tell of delivery in time, and proved by the one that did", async () => {
    story.town.telegram.fault({
      method: "sendMessage",
      chatId: anna.id,
      answer: "forbidden",
      description: "Forbidden: bot was blocked by the user",
    });
    await story.runs("notify-debtors");
    await story.eventually(() =>
      expect(sms.taken.map(({ text }) => text).join("")).toContain("Напоминаем об оплате"),
    );
    await story.settled();
    await story.runs("hurry-notices");
    await story.runs("prove-notices");
    // The gateway took it, and the network is silent: that is no proof.
    expect(await noticesOf("45")).toMatchObject([{ state: "queued", proof: null }]);
    expect(await noticesOf("47")).toMatchObject([{ state: "sent", way: "telegram" }]);
    expect(mail.letters).toHaveLength(0);
    story.clock.passes({ days: 1, minutes: 10 });
    await story.runs("hurry-notices");
    await story.eventually(() => expect(mail.letters).toHaveLength(1));
    await story.settled();
    await story.runs("hurry-notices");
    await story.runs("prove-notices");
    expect(mail.letters).toHaveLength(1);
    expect(mail.letters[0]?.words).toContain("Напоминаем об оплате");
    const [proved] = await noticesOf("45");
    expect(proved).toMatchObject({ state: "sent", way: "email", reason: null });
    expect(proved?.proof).toMatch(/^<.+@example\.org>$/);
    await story.olga.commands("debtors 45");
    expect(story.olga.toldPrivately().at(-1)).toMatch(/Напоминания о долге.*эл\. почта.*подтверждение <.+>/s);
    await story.olga.commands("debtors Ленина 1");
    expect(story.olga.toldPrivately().at(-1)).toMatch(/Напоминания: доставлено [1-9]/);
    await story.town.domovoy.core.database.transaction((tx) =>
      tx.building.create({
        data: { companyId: story.town.company.id, address: "Тихая ул., 8", timeZone: "UTC", language: "ru" },
      }),
    );
    await story.olga.commands("debtors Тихая 8");
    expect(story.olga.toldPrivately().at(-1)).toContain(
      "Напоминания: доставлено 0, отправляется 0, не дошло 0",
    );
  });

  it("are reminded of in private only", async () => {
    expect(story.channel().join("\n")).not.toContain("Напоминаем об оплате");
    const told = await db().outboxMessage.findMany({ where: { dedupeKey: { startsWith: "notice:debt" } } });
    const own = new Set([
      String(anna.id),
      String(petr.id),
      ...(await db().contactPoint.findMany()).map(({ id }) => id),
    ]);
    expect(told.length).toBeGreaterThan(2);
    // What can be done about it is under it.
    const reminder = petr.message("A reminder to pay");
    expect(reminder.text).toMatch(/was to be paid by April 15, 2031\..*ask the accountant/s);
    await petr.taps("My debt", reminder);
    expect(petr.reads()).toMatch(/March 2031 .*April 2031 /s);
    await petr.taps("Pay", reminder);
    expect(petr.message("To pay: ").text).toContain("40702810138250123017");
    await petr.taps("Question", reminder);
    expect(petr.reads()).toContain("What would you like to know?");
    await petr.writes("/cancel");
    for (const { chatId } of told) expect(own.has(chatId)).toBe(true);
  });

  it("are paid in parts by a plan, of which the resident hears and sees what is paid", async () => {
    const { boris } = billing;
    await boris.commands("debtors 47");
    await boris.pressesPrivate("Рассрочка");
    expect(JSON.stringify(await boris.submits({ "На сколько месяцев": "1" }))).toContain("от 2 до 36");
    await boris.submits({ "На сколько месяцев": "2" });
    expect(petr.reads()).toMatch(/A plan to pay in parts is agreed: .*47/s);
    const plan = await db().instalmentPlan.findFirstOrThrow();
    const [first] = plan.parts as unknown as { due: string; amount: string }[];
    await boris.commands("payments 47");
    await boris.pressesPrivate("Внести платёж");
    const sum = `${first?.amount.slice(0, -2)},${first?.amount.slice(-2)}`;
    await boris.submits({ Сумма: sum, "День платежа": story.day(0), "Как оплачено": "банк" });
    await petr.writes("/bills");
    await petr.taps("My debt");
    expect(petr.reads()).toMatch(/Plan to pay in parts.*: paid\n.*by /s);
    expect(petr.reads()).not.toContain("overdue and unpaid");
    const before = (await noticesOf("47")).length;
    story.clock.passes({ days: 16 });
    await story.runs("notify-debtors");
    expect(await noticesOf("47")).toHaveLength(before);
    story.clock.passes({ days: 60 });
    await story.runs("notify-debtors");
    await story.eventually(() => petr.message("A part did not come in time"));
    expect((await db().instalmentPlan.findFirstOrThrow()).state).toBe("broken");
  });

  it("say on which days the plan stopped their penalty", async () => {
    const why = async (month: string): Promise<string> => {
      await billing.publishes(month);
      await petr.writes("/bills");
      await petr.taps("Why this sum");
      return petr.reads();
    };
    // The plan was agreed when May's bill was out, and is broken since; one day on which March was owed fell into it.
    expect(await db().instalmentPlan.findFirst()).toMatchObject({ from: "2031-05-24", ended: "2031-08-08" });
    expect(await why("2031-06")).toMatch(
      /May 23, 2031, days overdue 31–38\)\nMay 24, 2031: nothing was added because a plan to pay in parts was in force\./,
    );
    // In July it stopped the whole of it, once May was paid in time: the bill says so too, and charges nothing.
    const may = (await sums("47")).find(({ month }) => month === "2031-05");
    await billing.boris.commands("payments 47");
    await billing.boris.pressesPrivate("Внести платёж");
    await billing.boris.submits({
      Сумма: `${Number(may?.charged) / 100}`.replace(".", ","),
      "День платежа": "2031-07-10",
      "Как оплачено": "банк",
      "За какой месяц": "05.2031",
    });
    expect(await why("2031-07")).toMatch(
      /Late payment: RUB.0\.00\n.*late bill of April 2031: RUB.0\.00\nFrom June 15, 2031 to July 31, 2031: nothing was added because/s,
    );
    expect(petr.message("Bill for July 2031").text).toMatch(
      /For late payment nothing is added\. From July 1, 2031 to July 31, 2031: a plan to pay in parts was in force\./,
    );
    expect(await why("2031-08")).toMatch(
      /late bill of April 2031.*\nFrom June 15, 2031 to August 8, 2031: nothing was added because a plan .*\n.*\(from August 9, 2031/,
    );
  });

  it("come back when a payment was none, and the resident sees so", async () => {
    const { boris } = billing;
    await petr.writes("/bills");
    const owed = petr.reads();
    await boris.commands("payments 47");
    const cancel = boris.privateButtons().find((label) => label.startsWith("Отменить")) ?? "";
    await boris.pressesPrivate(cancel);
    await boris.submits({ Причина: "чужой платёж" });
    await petr.writes("/bills");
    expect(petr.reads()).not.toBe(owed);
    await petr.taps("History");
    expect(petr.message("The last 12 months").text).toMatch(/Payments.*cancelled/s);
    expect(await db().payment.count({ where: { state: "reversed" } })).toBe(1);
    await story.runs("notify-debtors");
    expect(petr.everythingRead()).not.toContain("чужой платёж");
  });
});
