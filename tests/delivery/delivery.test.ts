import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { writeOutbox } from "../../src/core/outbox/enqueue.ts";
import { deliveryLimits, unpaced } from "../../src/delivery/limits.ts";
import { purgeOutbox } from "../../src/delivery/purge.ts";
import { databases } from "../support/databases.ts";
import { cardDraft, createRig, message, type Rig, texts, vault } from "./rig.ts";

describe.each(databases)("delivery on $name", (kind) => {
  let rig: Rig;
  beforeEach(async () => {
    rig = await createRig(kind);
  });
  afterEach(() => rig.close());

  it("sends what was committed and remembers the message's id", async () => {
    await rig.put(message("1", "hello", { subjectId: "s1" }));
    await rig.start().idle();
    expect(texts(rig.channel.sent)).toEqual(["hello"]);
    const [row] = await rig.database.read.outboxMessage.findMany();
    expect(row).toMatchObject({ state: "sent", sentMessageId: "m1", attempts: 1, subjectId: "s1" });
    expect(row?.contentSealed).toBeNull();
  });

  it("keeps the texts sealed in the table", async () => {
    await rig.put(message("1", "flat 12, Ivanov"));
    const [row] = await rig.database.read.outboxMessage.findMany();
    expect(row?.contentSealed).not.toContain("Ivanov");
  });

  it("keeps the order within a chat", async () => {
    const numbers = Array.from({ length: 20 }, (_, index) => String(index));
    await rig.put(...numbers.flatMap((n) => [message("1", n), message("2", n)]));
    await rig.start().idle();
    expect(texts(rig.channel.sent, "1")).toEqual(numbers);
    expect(texts(rig.channel.sent, "2")).toEqual(numbers);
    expect(rig.channel.peak.chat).toBe(1);
    expect(rig.channel.peak.all).toBeGreaterThan(1);
  });

  it("lets urgent lanes go first, and a reply overtake only bulk in its own chat", async () => {
    await rig.put(
      message("1", "bulk 1", { lane: "bulk" }),
      message("1", "notice", { lane: "notice" }),
      message("1", "reply", { lane: "reply" }),
      message("2", "bulk 2", { lane: "bulk" }),
      message("3", "emergency", { lane: "emergency" }),
      message("4", "reply 4", { lane: "reply" }),
    );
    await rig.start({ limits: { slots: { interactive: 3, emergency: 1, bulk: 1 } } }).idle();
    expect(texts(rig.channel.sent, "1")).toEqual(["notice", "reply", "bulk 1"]);
    const order = texts(rig.channel.calls);
    expect(order.indexOf("reply 4")).toBeLessThan(order.indexOf("emergency"));
    expect(order.indexOf("emergency")).toBeLessThan(order.indexOf("reply"));
  });

  it("lets all others pass what a schedule draws anew, and that pass a newsletter", async () => {
    await rig.put(
      ...["1", "2", "3"].flatMap((chatId) => [
        message(chatId, "news", { lane: "bulk" }),
        message(chatId, "late", { lane: "routine" }),
      ]),
      message("1", "answer", { lane: "reply" }),
      message("2", "notice"),
    );
    await rig.start().idle();
    expect(texts(rig.channel.sent, "1")).toEqual(["answer", "news", "late"]);
    expect(texts(rig.channel.sent, "2")).toEqual(["notice", "news", "late"]);
    await rig.put(message("4", "news", { lane: "bulk" }), message("5", "late", { lane: "routine" }));
    await rig.start({ limits: { slots: { interactive: 3, emergency: 1, bulk: 1 } } }).idle();
    expect(texts(rig.channel.sent).slice(-2)).toEqual(["late", "news"]);
  });

  it("has emergencies in hand whatever answers people wait for", async () => {
    await rig.put(...Array.from({ length: 20 }, (_, i) => message(`p${i}`, "answer", { lane: "reply" })));
    const release = rig.channel.hold();
    const delivery = rig.start();
    await expect.poll(() => rig.channel.calls.length).toBe(deliveryLimits.slots.interactive);
    await rig.put(message("e", "fire", { lane: "emergency" }));
    delivery.nudge();
    await expect.poll(() => texts(rig.channel.calls)).toContain("fire");
    release();
    await delivery.idle();
  });

  it("answers people while bulk is under way", async () => {
    await rig.put(...Array.from({ length: 50 }, (_, i) => message(`b${i}`, "news", { lane: "bulk" })));
    const release = rig.channel.hold();
    const delivery = rig.start();
    await expect.poll(() => rig.channel.calls.length).toBe(deliveryLimits.slots.bulk);
    await rig.put(message("p", "answer", { lane: "reply" }));
    delivery.nudge();
    await expect.poll(() => texts(rig.channel.calls)).toContain("answer");
    expect(rig.channel.calls.length).toBe(deliveryLimits.slots.bulk + 1);
    release();
    await delivery.idle();
    expect(rig.channel.sent.length).toBe(51);
  });

  it("drops a repeated sending, also after it was sent", async () => {
    await rig.put(message("1", "once", { dedupeKey: "k" }), message("1", "twice", { dedupeKey: "k" }));
    await rig.put(message("1", "thrice", { dedupeKey: "k" }));
    const delivery = rig.start();
    await delivery.idle();
    await rig.put(message("1", "again", { dedupeKey: "k" }));
    await delivery.idle();
    expect(texts(rig.channel.sent)).toEqual(["once"]);
  });

  it("joins waiting edits with the same key: the newest content is shown", async () => {
    const edit = (text: string) =>
      message("1", "", { what: { kind: "edit", messageId: "m9", content: { text } }, dedupeKey: "e" });
    await rig.put(edit("10 %"));
    await rig.put(edit("20 %"), edit("30 %"));
    const delivery = rig.start();
    await delivery.idle();
    await rig.put(edit("100 %"));
    await delivery.idle();
    expect(texts(rig.channel.sent)).toEqual(["30 %", "100 %"]);
    expect(rig.channel.sent[0]?.editMessageId).toBe("m9");
  });

  it("does not let a message of tomorrow hold up those of today", async () => {
    const tomorrow = new Date(rig.clock.now().getTime() + 86_400_000);
    await rig.put(message("1", "tomorrow", { notBefore: tomorrow }), message("1", "today"));
    const delivery = rig.start();
    await delivery.idle();
    expect(texts(rig.channel.sent)).toEqual(["today"]);
    rig.clock.move(86_400_000);
    await delivery.idle();
    expect(texts(rig.channel.sent)).toEqual(["today", "tomorrow"]);
  });

  it("sends a message of the near future in time, without being told", async () => {
    const soon = new Date(rig.clock.now().getTime() + 150);
    await rig.put(message("1", "soon", { notBefore: soon }));
    rig.start({ limits: { pollMs: 400 } });
    const sentAt = async () => (await rig.database.read.outboxMessage.findFirst())?.sentAt?.getTime() ?? 0;
    await expect.poll(sentAt).not.toBe(0);
    const late = await sentAt();
    expect(late - soon.getTime()).toBeLessThan(200);
    expect(late).toBeGreaterThanOrEqual(soon.getTime());
  });

  it("leaves alone what is for a platform that is switched off", async () => {
    await rig.put(
      message("C1", "later", { address: { platform: "slack", chatId: "C1" } }),
      message("1", "now"),
    );
    await rig.start({ channels: [rig.channel] }).idle();
    expect(texts(rig.channel.sent)).toEqual(["now"]);
    await rig.start().idle();
    expect(texts(rig.slack.sent)).toEqual(["later"]);
  });

  it("paces each chat, and all of them together with replies first", async () => {
    const paces = {
      ...unpaced,
      telegram: { chat: () => [{ count: 1, ms: 50 }], bot: { count: 3, ms: 300 } },
    };
    await rig.put(
      ...["a", "b", "c"].map((text) => message("1", text, { lane: "reply" })),
      ...["2", "3", "4", "5", "6"].map((chatId) => message(chatId, "news", { lane: "bulk" })),
    );
    await rig.start({ limits: { paces } }).idle();
    const all = rig.channel.calls.map(({ at }) => at);
    for (const from of all)
      expect(all.filter((at) => at >= from && at < from + 299).length).toBeLessThanOrEqual(3);
    const replies = rig.channel.calls.filter(({ text }) => text !== "news").map(({ at }) => at);
    for (const [index, at] of replies.slice(1).entries())
      expect(at - (replies[index] ?? 0)).toBeGreaterThan(40);
    expect(Math.max(...replies)).toBeLessThan(Math.max(...all));
    expect(rig.channel.sent.length).toBe(8);
  });

  it("forgets what ended long ago, and nothing else", async () => {
    const delivery = rig.start();
    await rig.put(message("1", "old"));
    await delivery.idle();
    rig.clock.move(40 * 86_400_000);
    await rig.put(message("1", "new"));
    await delivery.idle();
    await delivery.stop();
    await rig.put(message("1", "waiting"));
    const before = new Date(rig.clock.now().getTime() - 30 * 86_400_000);
    expect(await purgeOutbox(rig.database, before)).toBe(1);
    expect((await rig.database.read.outboxMessage.findMany()).map(({ state }) => state).toSorted()).toEqual([
      "pending",
      "sent",
    ]);
  });

  it("finishes what is in hand when stopped, and claims nothing more", async () => {
    await rig.put(message("1", "first"), message("1", "second"));
    const release = rig.channel.hold();
    const delivery = rig.start();
    await expect.poll(() => rig.channel.calls.length).toBe(1);
    const stopped = delivery.stop();
    release();
    await stopped;
    const states = (await rig.database.read.outboxMessage.findMany({ orderBy: { id: "asc" } })).map(
      (row) => row.state,
    );
    expect(states).toEqual(["sent", "pending"]);
    expect(rig.channel.calls.length).toBe(1);
  });

  describe("cards", () => {
    const createCard = (chatId: string, subjectId = "r1") =>
      rig.database.transaction((tx) =>
        tx.card.create({
          data: { companyId: "c1", kind: "request", subjectId, platform: "telegram", chatId, language: "ru" },
        }),
      );
    const show = (id: string, text: string) => rig.cards.set(id, text);

    it("posts first, then edits, and joins changes that come together", async () => {
      const { id } = await createCard("5");
      show(id, "new");
      await rig.put(cardDraft(id, "5"), cardDraft(id, "5"));
      await rig.put(cardDraft(id, "5"));
      const delivery = rig.start();
      await delivery.idle();
      show(id, "taken");
      await rig.put(cardDraft(id, "5"));
      await delivery.idle();
      expect(rig.channel.sent.map(({ text, editMessageId }) => [text, editMessageId])).toEqual([
        ["new", undefined],
        ["taken", "m1"],
      ]);
      const card = await rig.database.read.card.findUniqueOrThrow({ where: { id } });
      expect(card.messageId).toBe("m1");
      expect(card.shown).not.toBeNull();
    });

    it("does not send what is shown already", async () => {
      const { id } = await createCard("5");
      show(id, "same");
      await rig.put(cardDraft(id, "5"));
      const delivery = rig.start();
      await delivery.idle();
      show(id, "same");
      await rig.put(cardDraft(id, "5"));
      await delivery.idle();
      expect(rig.channel.calls.length).toBe(1);
    });

    it("makes a new row for a change that comes while the card is being sent", async () => {
      const { id } = await createCard("5");
      show(id, "one");
      await rig.put(cardDraft(id, "5"));
      const release = rig.channel.hold();
      const delivery = rig.start();
      await expect.poll(() => rig.channel.calls.length).toBe(1);
      await rig.put(cardDraft(id, "5"));
      release();
      await expect.poll(async () => (await rig.database.read.card.findFirst())?.messageId).toBe("m1");
      show(id, "two");
      await rig.put(cardDraft(id, "5"));
      await delivery.idle();
      expect(texts(rig.channel.sent).at(-1)).toBe("two");
      expect(rig.channel.sent.at(-1)?.editMessageId).toBe("m1");
    });

    it("becomes as urgent as the most urgent change that waits", async () => {
      const { id } = await createCard("5");
      await rig.put(cardDraft(id, "5", { lane: "bulk" }));
      await rig.put(cardDraft(id, "5", { lane: "reply" }));
      expect((await rig.database.read.outboxMessage.findMany()).map(({ lane }) => lane)).toEqual([0]);
    });

    it("is posted anew when its message is gone", async () => {
      const { id } = await createCard("5");
      show(id, "old");
      await rig.put(cardDraft(id, "5"));
      const delivery = rig.start();
      await delivery.idle();
      show(id, "changed");
      rig.channel.fail("5", { code: "gone" });
      await rig.put(cardDraft(id, "5"));
      await delivery.idle();
      expect(rig.channel.sent.map(({ text, editMessageId }) => [text, editMessageId])).toEqual([
        ["old", undefined],
        ["changed", undefined],
      ]);
      expect((await rig.database.read.card.findFirst())?.messageId).toBe("m2");
      expect(rig.heard.dead).toEqual([]);
    });

    it("is not sent when its subject is gone", async () => {
      await rig.put(cardDraft("nothing", "5"));
      await rig.start().idle();
      expect(rig.channel.calls).toEqual([]);
      expect((await rig.database.read.outboxMessage.findFirst())?.state).toBe("cancelled");
    });

    it("waits for the transaction that changed it, even when its row waited already", async () => {
      const { id } = await createCard("5");
      show(id, "before");
      await rig.put(cardDraft(id, "5"));
      let delivery: ReturnType<Rig["start"]> | undefined;
      await rig.database.transaction(async (tx) => {
        await writeOutbox(tx, vault, rig.clock.now(), [cardDraft(id, "5")]);
        delivery = rig.start();
        await new Promise((resolve) => setTimeout(resolve, 150));
        expect(rig.channel.calls).toEqual([]);
        show(id, "after");
      });
      await delivery?.idle();
      expect(texts(rig.channel.sent)).toEqual(["after"]);
    });
  });
});
