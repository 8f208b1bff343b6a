import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { issueInvite } from "../../../src/core/directory/issue-invite.ts";
import { moveOut } from "../../../src/core/directory/move-out.ts";
import { good, slack, telegram } from "../../core/directory/support/town.ts";
import { databases } from "../../support/databases.ts";
import { type ChatTown, createChatTown } from "./chat-town.ts";

describe.each(databases)("joining in chat on $name", (kind) => {
  let town: ChatTown;
  let manager: Awaited<ReturnType<ChatTown["staff"]>>;
  let admin: Awaited<ReturnType<ChatTown["staff"]>>;

  beforeAll(async () => {
    town = await createChatTown(kind);
    admin = await town.staff("ANNA", "administrator");
    manager = await town.staff("Marina", "manager");
  });
  afterAll(() => town.close());

  const inviteTo = async (number: string) => {
    const { id: unitId } = await town.unit(number);
    const invitee = { to: "unit", unitId, kind: "tenant" } as const;
    const { companyId } = town;
    return good(await town.as(manager.account, (work) => issueInvite(work, { companyId, invitee }))).code;
  };
  const buttonOf = (seen: { buttons: Map<string, string> } | undefined, label: string): string => {
    const token = seen?.buttons.get(label);
    if (!token) throw new Error(`no button ${label}: ${[...(seen?.buttons.keys() ?? [])].join(", ")}`);
    return token;
  };

  it("tells a stranger who writes anything how to join, in the stranger's language", async () => {
    const guest = telegram("1");
    const { sent } = await town.write(guest, "У нас течёт крыша!");
    expect(sent).toHaveLength(2);
    expect(sent[0]?.text).toContain("пока не знаю, кто вы");
    expect([...(sent[0]?.buttons.keys() ?? [])]).toEqual(["У меня есть код", "Написать, кто я"]);
    expect(sent[1]?.keyboard).toBe("share-contact");
    const english = await town.say(
      {
        type: "message",
        text: "hello",
        message: { chatId: "1", messageId: "2" },
        files: [],
        location: null,
        contact: null,
        replyTo: null,
        sender: { externalId: "1", privateChatId: "1", name: "Ann", language: "en-US" },
      },
      guest,
    );
    expect(english.sent[0]?.text).toContain("I don't know yet who you are");
  });

  it("keeps silent to strangers in groups and in the staff channel", async () => {
    const group = { id: "-100", kind: "group", threadId: null } as const;
    const channel = { id: "C-STAFF", kind: "channel", threadId: "1.2" } as const;
    expect((await town.write(telegram("2"), "привет", { chat: group })).sent).toEqual([]);
    expect((await town.write(slack("U99"), "hello", { chat: channel })).sent).toEqual([]);
  });

  it("joins by the link of an invite, by /join and by a message that is a code", async () => {
    const byLink = await town.command(telegram("3"), "start", await inviteTo("46"));
    expect(byLink.sent).toMatchObject([{ to: "telegram:3", keyboard: "remove" }]);
    expect(byLink.sent[0]?.text).toContain("Добро пожаловать: Уют");
    expect(byLink.sent[0]?.text).toContain("• Ленина 1, 46 (арендатор)");
    const byCommand = await town.command(telegram("4"), "join", (await inviteTo("46")).toLowerCase());
    expect(byCommand.sent[0]?.text).toContain("name of 4");
    const byMessage = await town.write(telegram("5"), (await inviteTo("47")).replaceAll("-", " "));
    expect(byMessage.sent[0]?.text).toContain("Ленина 1, 47");
    const back = await town.command(telegram("5"), "start");
    expect(back.sent[0]?.text).toContain("Ленина 1, 47");
  });

  it("says how many tries are left, in words, and then how long to wait", async () => {
    const notices: (string | undefined)[] = [];
    for (let i = 0; i < 6; i += 1)
      notices.push((await town.command(telegram("6"), "join", "AAAA-AAAA-AAAA-AAAA")).sent.at(-1)?.text);
    expect(notices[0]).toContain("осталось 4 попытки");
    expect(notices[3]).toContain("осталась 1 попытка");
    expect(notices[4]).toContain("через 15 минут.");
    expect(notices[5]).toContain("через 15 минут.");
  });

  it("asks for the code step by step, and keeps asking until it is one", async () => {
    const guest = telegram("7");
    const door = await town.write(guest, "привет");
    const question = await town.tap(guest, buttonOf(door.sent[0], "У меня есть код"));
    expect(question.sent[0]?.text).toContain("Код из приглашения");
    const wrong = await town.write(guest, "не помню");
    expect(wrong.sent[0]?.text).toContain("В коде 16 букв и цифр");
    const done = await town.write(guest, await inviteTo("46"));
    expect(done.sent[0]?.text).toContain("вы вошли");
  });

  it("joins by the own number, refuses a forwarded contact", async () => {
    const guest = telegram("8");
    const forwarded = await town.share(guest, "79161234567", false);
    expect(forwarded.sent[0]?.text).toContain("чужой контакт");
    const own = await town.share(guest, "79161234567");
    expect(own.sent[0]?.text).toContain("Иванов Пётр");
    expect(own.sent[0]?.text).toContain("собственник");
  });

  it("brings somebody unknown before the staff, who let them in", async () => {
    const guest = telegram("9");
    const shared = await town.share(guest, "79998887766");
    expect(shared.sent[0]).toMatchObject({ keyboard: "remove" });
    expect(shared.sent[1]?.text).toContain("Как вас зовут?");
    await town.write(guest, "Ольга Новая");
    await town.write(guest, "Ленина 1, 47");
    const comment = await town.write(guest, "снимаю с мая");
    const thanks = comment.sent.find(({ to }) => to === "telegram:9");
    const card = comment.sent.find(({ to }) => to === "slack:C-STAFF");
    expect(thanks?.text).toContain("передал сотрудникам");
    expect(card?.text).toContain("Просится: Ольга Новая");
    expect(card?.text).toContain("Ленина 1, 47\nснимаю с мая");
    expect(card?.text).toContain("+79998887766");

    const opened = await town.tap(manager.account, buttonOf(card, "Впустить"));
    const [, id = ""] = buttonOf(card, "Впустить").split(":");
    const { modal } = opened.taken;
    if (modal?.kind !== "form") throw new Error("no modal");
    expect(modal).toMatchObject({ form: "directory.approve", args: [id] });

    const text = (value: string) => ({ kind: "text", text: value }) as const;
    const owner = { kind: "choice", value: "tenant" } as const;
    const wrong = await town.submit(manager.account, "directory.approve", [id], {
      unit: text("99"),
      kind: owner,
    });
    expect(wrong.errors.unit).toContain("«99» нет в списке");
    const decided = await town.submit(manager.account, "directory.approve", [id], {
      unit: text("47"),
      kind: owner,
    });
    expect(decided.taken.form).toEqual({ ok: true });
    expect(decided.sent.find(({ to }) => to === "telegram:9")?.text).toContain("Ленина 1, 47 (арендатор)");
    const closed = decided.sent.find(({ to }) => to === "slack:C-STAFF");
    expect(closed?.text).toContain("Marina: впустить, Ленина 1, 47");
    expect(closed?.buttons.size).toBe(0);
    const late = await town.tap(manager.account, `dr.no:${id}`);
    expect(late.taken.modal).toMatchObject({ kind: "refusal" });
  });

  it("tells a refused person the reason", async () => {
    const guest = telegram("10");
    const door = await town.write(guest, "привет");
    await town.tap(guest, buttonOf(door.sent[0], "Написать, кто я"));
    await town.write(guest, "Пётр");
    const comment = await town.write(guest, "дом напротив");
    const asked = await town.tap(guest, buttonOf(comment.sent[0], "Пропустить"));
    const card = asked.sent.find(({ to }) => to === "slack:C-STAFF");
    const [, id = ""] = buttonOf(card, "Отказать").split(":");
    const outsider = await town.submit(slack("U77"), "directory.refuse", [id], {
      reason: { kind: "text", text: "нет" },
    });
    expect(outsider.taken.form).toMatchObject({ ok: false });
    const refused = await town.submit(manager.account, "directory.refuse", [id], {
      reason: { kind: "text", text: "Этот дом не наш" },
    });
    const told = refused.sent.find(({ to }) => to === "telegram:10");
    expect(told?.text).toContain("Вас пока не впустили\nЭтот дом не наш");
  });

  it("shows the door again to who moved out", async () => {
    const guest = telegram("11");
    await town.command(guest, "start", await inviteTo("46"));
    const { personId } = await town.database.read.identity.findFirstOrThrow({ where: { externalId: "11" } });
    const { id: unitId } = await town.unit("46");
    good(await town.as(manager.account, (work) => moveOut(work, { personId, unitId })));
    expect((await town.write(guest, "привет")).sent[0]?.text).toContain("пока не знаю, кто вы");
  });

  it("invites to a unit with a link, by the register or as somebody new", async () => {
    const listed = await town.command(manager.account, "invite", "45");
    expect(listed.shown?.text).toContain("Ленина 1, 45");
    expect([...(listed.shown?.buttons.keys() ?? [])]).toEqual([
      "Иванова Анна — собственник",
      "Другой собственник",
      "Другой арендатор",
      "Другой член семьи",
    ]);
    const issued = await town.tap(manager.account, buttonOf(listed.shown, "Иванова Анна — собственник"));
    const [, code = ""] = /start=([0-9A-Z-]+)/.exec(issued.shown?.text ?? "") ?? [];
    const joined = await town.command(telegram("12"), "start", code);
    expect(joined.sent[0]?.text).toContain("Иванова Анна");
    const other = await town.tap(manager.account, buttonOf(listed.shown, "Другой арендатор"));
    expect(other.shown?.text).toMatch(/https:\/\/t\.me\/uyut_bot\?start=/);

    expect((await town.command(manager.account, "invite", "99")).notice).toContain("нет в списке");
    expect((await town.command(manager.account, "invite")).notice).toContain("/domovoy invite 45");
    expect((await town.command(slack("U98"), "invite", "45")).shown?.text).toContain("не знаю вас");
    expect((await town.command(manager.account, "invite", "подрядчик")).notice).toContain("нет прав");
    const forContractor = await town.command(admin.account, "invite", "подрядчик");
    const [, contractorCode = ""] = /start=([0-9A-Z-]+)/.exec(forContractor.shown?.text ?? "") ?? [];
    const contractor = await town.command(telegram("14"), "start", contractorCode);
    expect(contractor.sent[0]?.text).toContain("роль: подрядчик");
    expect(contractor.sent[0]?.text).toContain("заявки, которые вам поручат");
  });

  it("gives and takes roles by mention, and tells the person", async () => {
    const granted = await town.command(admin.account, "role", "<@U55|olga> диспетчер Ленина 1");
    expect(granted.notice).toBe("olga: диспетчер (Ленина 1).");
    expect(granted.sent).toMatchObject([{ to: "slack:U55" }]);
    expect((await town.command(slack("U55"), "invite", "45")).shown?.text).toContain("Ленина 1, 45");
    expect(
      (await town.command(admin.account, "role", "<@U55|olga> диспетчер Ленина 1 снять")).notice,
    ).toContain("больше не диспетчер");
    expect((await town.command(slack("U55"), "invite", "45")).shown?.text).toContain("не знаю вас");
    expect((await town.command(admin.account, "role", "@olga диспетчер")).notice).toContain("Напишите так");
    expect((await town.command(admin.account, "role", "<@U55> менеджер Мира")).notice).toContain(
      "«Мира» нет в списке",
    );
    expect((await town.command(manager.account, "role", "<@U55> менеджер")).notice).toContain("нет прав");
    expect((await town.command(admin.account, "role", "<@UANNA> администратор снять")).notice).toContain(
      "последний администратор",
    );
  });

  it("goes on call, and tells the staff channel", async () => {
    const { notice, sent } = await town.command(manager.account, "oncall");
    expect(notice).toBe("Дежурит Marina.");
    expect(sent).toMatchObject([{ to: "slack:C-STAFF", text: "Дежурит Marina." }]);
    expect((await town.command(manager.account, "oncall", "<@U777>")).notice).toContain("Сначала дайте роль");
    expect((await town.command(manager.account, "oncall", "кто-то")).notice).toContain("/domovoy oncall");
  });

  it("changes the language and answers in it", async () => {
    const asked = await town.command(manager.account, "language");
    const chosen = await town.tap(manager.account, buttonOf(asked.shown, "English"));
    expect(chosen.notice).toBe("From now on I write to you in English.");
    expect((await town.command(manager.account, "oncall")).notice).toBe("Marina is on call.");
    await town.command(manager.account, "language", "ru");
    expect((await town.command(slack("U97"), "language", "en")).notice).toBe(
      "From now on I write to you in English.",
    );
  });

  it("tells future staff in Slack how to come in, also in App Home", async () => {
    expect((await town.command(slack("U96"), "join")).shown?.text).toContain("/domovoy join КОД");
    const home = await town.say(
      { type: "home-opened", chat: { id: "home", kind: "home", threadId: null } },
      slack("U96"),
    );
    expect(home.taken.home?.blocks).toHaveLength(2);
  });

  it("sends nothing to who blocked the bot, until they write again", async () => {
    const guest = telegram("13");
    await town.command(guest, "start", await inviteTo("46"));
    await town.say({ type: "membership", change: "blocked" }, guest);
    const identity = () => town.database.read.identity.findFirstOrThrow({ where: { externalId: "13" } });
    expect((await identity()).unreachableReason).toBe("blocked");
    await town.command(guest, "start");
    expect((await identity()).unreachableReason).toBeNull();
  });
});
