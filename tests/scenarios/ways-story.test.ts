import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { endContact } from "../../src/core/contacts/end-contact.ts";
import { passOnNotice } from "../../src/core/contacts/pass-on-notice.ts";
import { runWork } from "../../src/core/work/run-work.ts";
import { databases } from "../support/databases.ts";
import { type MailServer, startMailServer } from "../support/mail-server.ts";
import { type HomeBilling, openHomeBilling } from "./support/billing.ts";
import { type MeetingDesk, meetingDesk } from "./support/meeting-desk.ts";
import { addsMeter } from "./support/meters.ts";
import type { Resident } from "./support/resident.ts";
import { openStory, type Story } from "./support/story.ts";

describe.each(databases)("notices of money and votes on $name", (database) => {
  let story: Story;
  let mail: MailServer;
  let billing: HomeBilling;
  let desk: MeetingDesk;
  let anna: Resident;
  let petr: Resident;
  beforeAll(async () => {
    mail = await startMailServer();
    story = await openStory(database, {
      letters: { mail: { url: mail.url, from: "Дом <office@example.org>" } },
    });
    anna = await story.resident({ unit: "45", name: "Анна", language: "ru" });
    petr = await story.resident({ unit: "47", name: "Pyotr", language: "en" });
    await addMail("45", "anna@example.org");
    await addMail("47", "petr@example.org");
    billing = await openHomeBilling(story);
    desk = meetingDesk(story, await story.colleague({ name: "Vera", role: "manager" }));
  });
  afterAll(async () => {
    expect(story.errors).toEqual([]);
    await story.close();
    await mail.stop();
  });

  const core = () => story.town.domovoy.core;
  const db = () => core().database.read;
  const personOf = async (unit: string): Promise<{ personId: string; companyId: string }> =>
    db().occupancy.findFirstOrThrow({ where: { unit: { number: unit } }, orderBy: { id: "asc" } });
  const addMail = async (unit: string, address: string) => {
    const { database: written, vault } = core();
    const { personId, companyId } = await personOf(unit);
    const at = new Date("2031-01-01T00:00:00Z");
    await written.transaction((tx) =>
      tx.contactPoint.create({
        data: {
          companyId,
          personId,
          kind: "email",
          valueSealed: vault.seal(address),
          valueHash: vault.hash("contact", address),
          confirmedAt: at,
          position: 5,
          createdAt: at,
        },
      }),
    );
  };
  /** Telegram refuses the next message to somebody for good. */
  const blocks = (who: Resident) =>
    story.town.telegram.fault({
      method: "sendMessage",
      chatId: who.id,
      answer: "forbidden",
      description: "Forbidden: bot was blocked by the user",
    });
  /** Whoever had blocked us is back. */
  const isBack = () =>
    core().database.transaction((tx) =>
      tx.identity.updateMany({ data: { unreachableSince: null, unreachableReason: null } }),
    );
  const lettersTo = (address: string, words: string): string[] =>
    mail.letters
      .filter(({ to, words: said }) => to[0] === address && said.includes(words))
      .map((one) => one.words);
  const both = async (russian: string, english: string): Promise<void> => {
    await story.eventually(() => {
      expect(lettersTo("anna@example.org", russian)).toHaveLength(1);
      expect(lettersTo("petr@example.org", english)).toHaveLength(1);
    });
    await story.settled();
  };

  it("bring a bill by e-mail to whom Telegram can't reach, once, without figures of others", async () => {
    blocks(anna);
    blocks(petr);
    await billing.publishes("2031-03");
    await both("Счёт за март 2031", "Bill for March 2031");
    expect(lettersTo("anna@example.org", "Счёт за март 2031")[0]).toMatch(
      /К оплате до 15 апреля 2031.*Начислено: .*Расчётный счёт: 40702810138250123017.*Назначение: Л\/с.*Лицевой счёт/s,
    );
    expect(anna.everythingRead()).not.toContain("Счёт за март");
    const notices = await db().personalNotice.findMany({ where: { kind: "bill" } });
    expect(notices.map(({ ways, failure }) => [ways, failure])).toEqual([
      ["telegram,email", null],
      ["telegram,email", null],
    ]);
  });

  it("bring the reminder of readings by e-mail", async () => {
    await isBack();
    for (const unit of ["45", "47"])
      await addsMeter(story, unit, { kind: "Газ", serial: `G-${unit}`, readings: "7" });
    blocks(anna);
    blocks(petr);
    // The bills of March are out, so that April's readings are the next that are wanted.
    story.clock.passes({ days: 38 });
    story.clock.strikes("11:04");
    await story.runs("remind-meters");
    await story.runs("remind-meters");
    await both("ждём показания", "are missing. Please send them by");
  });

  it("bring a debtor's notice by e-mail and keep the letter's id as the proof", async () => {
    await isBack();
    blocks(anna);
    blocks(petr);
    story.clock.passes({ days: 50 });
    await story.runs("notify-debtors");
    await both("Напоминаем об оплате", "A reminder to pay");
    await story.runs("notify-debtors");
    await story.runs("prove-notices");
    await both("Напоминаем об оплате", "A reminder to pay");
    const proofs = await db().debtNotice.findMany();
    expect(proofs).toHaveLength(2);
    for (const { state, way, proof } of proofs) {
      expect([state, way]).toEqual(["sent", "email"]);
      expect(proof).toMatch(/^<.+@example\.org>$/);
    }
  });

  it("take each way once, however often the same failure is told", async () => {
    const given = await db().outboxMessage.findMany({
      where: { platform: "telegram", state: "dead", dedupeKey: { startsWith: "notice:debt" } },
    });
    expect(given).toHaveLength(2);
    const again = given.flatMap(({ id: outboxId }) => [outboxId, outboxId]);
    await Promise.all(
      again.map((outboxId) =>
        runWork(
          core(),
          { actor: { kind: "system", name: "test", companyId: null }, channel: "job" },
          (work) => passOnNotice(work, { outboxId, reason: "blocked", on: new Set(["telegram", "email"]) }),
        ),
      ),
    );
    await both("Напоминаем об оплате", "A reminder to pay");
    expect(await db().personalNotice.count({ where: { kind: "debt", failure: null } })).toBe(2);
  });

  it("take the next way when a letter counts as not arrived, and say when none is left", async () => {
    const { personId, companyId } = await personOf("45");
    const notice = await db().personalNotice.findFirstOrThrow({ where: { kind: "debt", personId } });
    const letter = await db().outboxMessage.findFirstOrThrow({ where: { dedupeKey: notice.outboxKey } });
    await runWork(core(), { actor: { kind: "system", name: "mail", companyId }, channel: "email" }, (work) =>
      endContact(work, { contactPointId: letter.chatId, reason: "bounced", outboxId: letter.id }),
    );
    await story.runs("prove-notices");
    const [failed] = await db().debtNotice.findMany({ where: { personId } });
    expect([failed?.state, failed?.reason, failed?.proof]).toEqual(["failed", "bounced", null]);
    await core().database.transaction((tx) =>
      tx.contactPoint.updateMany({ data: { unreachableSince: null, unreachableReason: null } }),
    );
  });

  it("remind of a meeting by e-mail, once for each reminder", async () => {
    await isBack();
    await desk.drafts("Новый лифт", { opensIn: 11, days: 10 });
    await desk.asks("Новый лифт", "Лифт");
    blocks(anna);
    blocks(petr);
    await desk.calls("Новый лифт");
    await both("созываются", "are called to a meeting");
    expect(lettersTo("anna@example.org", "созываются")[0]).toContain("1. Лифт");
    await isBack();
    await desk.opens();
    await story.eventually(() => expect(anna.reads()).toContain("Голосование началось"));
    blocks(anna);
    blocks(petr);
    story.clock.passes({ days: 7, hours: 9 });
    await story.runs("advance-meetings");
    await story.runs("advance-meetings");
    await both("ещё не проголосовали", "have not voted yet");
  });

  it("wait for the end of the quiet hours, and leave who has turned the kind off in peace", async () => {
    await isBack();
    const { personId, companyId } = await personOf("47");
    await core().database.transaction((tx) =>
      tx.notificationSetting.createMany({
        data: ["telegram", "email"].map((way) => ({
          personId,
          companyId,
          kind: "vote",
          way,
          via: "settings",
          createdAt: core().clock.now(),
        })),
      }),
    );
    const before = petr.messages().length;
    story.clock.strikes("23:30");
    story.clock.passes({ days: 2 });
    await story.runs("advance-meetings");
    await story.settled();
    const reminders = () => anna.messages().filter(({ text }) => text.includes("ещё не проголосовали"));
    expect(reminders()).toHaveLength(0);
    story.clock.strikes("08:01");
    await anna.writes("/start");
    await story.eventually(() => expect(reminders()).toHaveLength(1));
    expect(petr.messages()).toHaveLength(before);
    expect(lettersTo("petr@example.org", "have not voted yet")).toHaveLength(1);
  });
});
