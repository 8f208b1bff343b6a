import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { verifyAudit } from "../../src/core/audit/verify-audit.ts";
import { databases } from "../support/databases.ts";
import { pastTheGuards } from "../support/past-the-guards.ts";
import type { Resident } from "./support/resident.ts";
import { openStory, type Story } from "./support/story.ts";

describe.each(databases)("who may do what on $name", (database) => {
  let story: Story;
  let anna: Resident;
  let john: Resident;
  let annas: { id: string; number: number };
  beforeAll(async () => {
    story = await openStory(database, { library: "telegraf", telegram: "webhook" });
    anna = await story.resident({ unit: "45", name: "Анна", language: "ru" });
    john = await story.resident({ unit: "46", name: "John", language: "en" });
    await anna.sendsPhoto("Разбита плитка у входа");
    await anna.taps("Другое");
    await anna.taps("Пропустить");
    annas = await read().request.findFirstOrThrow();
    await story.olga.presses("Взять", story.card(annas.number));
    await story.olga.writes("Ключ у консьержа", story.card(annas.number));
    await story.olga.writes("! Начнём завтра", story.card(annas.number));
  });
  afterAll(async () => {
    expect(story.errors).toEqual([]);
    await story.close();
  });

  const read = () => story.town.domovoy.core.database.read;
  const rows = async () => ({
    request: await read().request.findUniqueOrThrow({ where: { id: annas.id } }),
    events: await read().requestEvent.count(),
  });

  it.each([
    "show",
    "files",
    "answer",
    "confirm",
    "return",
    "take",
    "start",
    "done",
    "ask",
    "reply",
    "defer",
    "decline",
    "assign",
    "pause",
    "resume",
  ])("a neighbour with a made-up button can't %s somebody else's request", async (act) => {
    const before = await rows();
    const read = john.everythingRead().length;
    const { text } = await john.forges(`rq.${act}:${annas.id}`);
    expect(text).toMatch(/right|files/i);
    expect(await rows()).toEqual(before);
    expect(john.everythingRead()).toHaveLength(read);
  });

  it("nor rate it, nor go on with a form about it, nor find it", async () => {
    const before = await rows();
    await john.forges(`rq.rate:${annas.id}:5`);
    await john.forges("f:o:0:yes");
    await john.writes(`/find #${annas.number}`);
    expect(john.reads()).toContain("Nothing here");
    await john.forges("rq.list:open:1");
    expect(john.reads()).not.toContain("Разбита");
    await john.forges("rq.find:1:плитка");
    expect(john.everythingRead()).not.toContain("Разбита");
    expect(await rows()).toEqual(before);
  });

  it("a reply to the same message number in another chat reaches nobody's request", async () => {
    const said = anna.message("Начнём завтра");
    const before = await rows();
    story.town.telegram.rawUpdate({
      message: {
        message_id: 900,
        date: Math.floor(story.clock.now().getTime() / 1000),
        chat: { id: john.id, type: "private", first_name: "John" },
        from: { id: john.id, is_bot: false, first_name: "John", language_code: "en" },
        text: "I say this in her name",
        reply_to_message: said.raw as never,
      },
    });
    await story.settled();
    expect((await rows()).events).toBe(before.events);
    expect(story.thread(annas.number).join()).not.toContain("in her name");
    await john.writes("/cancel");
  });

  it("the author sees the request and its pictures, and no internal note", async () => {
    await anna.writes("/requests");
    await anna.taps(`#${annas.number}`);
    expect(anna.reads()).toContain("Разбита плитка");
    await anna.taps("Файлы");
    await story.eventually(() => expect(anna.messages().at(-1)?.media?.kind).toBe("photo"));
    expect(anna.everythingRead()).not.toContain("консьержа");
    expect((await anna.forges(`rq.take:${annas.id}`)).text).toContain("нет права");
    expect((await anna.forges(`rq.decline:${annas.id}`)).text).toContain("нет права");
  });

  it("staff can't rate, and who has no role in Slack can do nothing", async () => {
    await story.olga.presses("Готово", story.card(annas.number));
    await story.olga.submits({ "Что сделано? Это прочтёт житель.": "Плитка на месте" });
    const before = await rows();
    const guest = await story.colleague({ name: "Guest" });
    const forgePress = (user: string, token: string) =>
      story.town.slack.rawInteraction({
        type: "block_actions",
        trigger_id: `${Math.random()}.1.forged`,
        user: { id: user },
        team: { id: "T1" },
        container: {
          type: "message",
          message_ts: story.card(annas.number).ts,
          channel_id: story.town.staffChannel,
        },
        channel: { id: story.town.staffChannel },
        message: { ts: story.card(annas.number).ts },
        actions: [{ type: "button", action_id: "b0_0", block_id: "x", value: token }],
      });
    await forgePress(story.olga.id, `rq.rate:${annas.id}:5`);
    await forgePress(story.olga.id, `rq.confirm:${annas.id}`);
    for (const act of ["take", "confirm", "resume", "reply", "show"])
      await forgePress(guest.id, `rq.${act}:${annas.id}`);
    await guest.writes("! Я тут никто", story.card(annas.number));
    await guest.commands("open");
    expect(guest.toldPrivately().at(-1)).toContain("не знаю вас");
    await story.settled();
    expect(await rows()).toEqual(before);
    expect(anna.everythingRead()).not.toContain("Я тут никто");
    await anna.taps("Да, сделано", anna.message("Плитка на месте"));
    await anna.taps("5 ★");
  });

  it("every act is in the audit log with who, as what and from where", async () => {
    const { id } = annas;
    const entries = await read().auditEntry.findMany({ where: { subjectId: id }, orderBy: { id: "asc" } });
    const done = entries
      .filter(({ outcome }) => outcome === "done")
      .map(({ act, role, channel }) => `${act} ${role} ${channel}`);
    expect(done).toEqual([
      "request.filed resident telegram",
      "request.taken administrator slack",
      "request.noted administrator slack",
      "request.asked administrator slack",
      expect.stringMatching(/attach\.view .* telegram/),
      "request.done administrator slack",
      "request.confirmed resident telegram",
      "request.rated resident telegram",
    ]);
    const refused = entries.filter(({ outcome }) => outcome === "forbidden");
    expect(refused.length).toBeGreaterThan(5);
    const { vault } = story.town.domovoy.core;
    const taken = entries.find(({ act }) => act === "request.taken");
    const detail = JSON.parse(vault.open(taken?.detailSealed ?? ""));
    expect(detail).toMatchObject({ before: { state: "new" }, after: { state: "taken" } });
  });

  it("the chain of the log verifies, and a changed row is found", async () => {
    await story.runs("seal-audit");
    expect(await read().auditEntry.count({ where: { hash: null } })).toBe(0);
    expect(await verifyAudit(read())).toEqual([]);
    const { database } = story.town.domovoy.core;
    const victim = await read().auditEntry.findFirstOrThrow({ where: { act: "request.rated" } });
    await pastTheGuards(database, (tx) =>
      tx.auditEntry.update({ where: { id: victim.id }, data: { actorId: "somebody-else" } }),
    );
    expect(await verifyAudit(read())).toEqual([{ companyId: victim.companyId, entryId: victim.id }]);
    await pastTheGuards(database, (tx) =>
      tx.auditEntry.update({ where: { id: victim.id }, data: { actorId: victim.actorId } }),
    );
    expect(await verifyAudit(read())).toEqual([]);
  });
});
