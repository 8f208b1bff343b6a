import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { markReachable } from "../../src/core/directory/reachability.ts";
import type { Failure } from "../../src/delivery/channel.ts";
import { databases } from "../support/databases.ts";
import { cardDraft, createRig, message, type Rig, texts } from "./rig.ts";

const busy: Failure = { code: "transient", detail: "502 Bad Gateway" };
const hour = 3_600_000;

describe.each(databases)("failed sends on $name", (kind) => {
  let rig: Rig;
  beforeEach(async () => {
    rig = await createRig(kind);
  });
  afterEach(() => rig.close());

  const rows = () => rig.database.read.outboxMessage.findMany({ orderBy: { id: "asc" } });

  it("are tried again later, and what follows in the chat waits for them", async () => {
    rig.channel.fail("1", busy);
    await rig.put(message("1", "first"), message("1", "second"), message("2", "other"));
    const delivery = rig.start();
    await delivery.idle();
    expect(texts(rig.channel.sent)).toEqual(["other"]);
    expect((await rows())[0]).toMatchObject({ state: "pending", attempts: 1, failureCode: "transient" });
    rig.clock.move(2000);
    await delivery.idle();
    expect(texts(rig.channel.sent, "1")).toEqual(["first", "second"]);
  });

  it("end as dead letters after the bounded number of tries, announced once", async () => {
    rig.channel.fail("1", ...Array.from({ length: 20 }, () => busy));
    await rig.put(message("1", "never", { subjectId: "s" }));
    const delivery = rig.start({ limits: { tries: 4 } });
    for (let i = 0; i < 6; i += 1) {
      await delivery.idle();
      rig.clock.move(2 * hour);
    }
    expect(rig.channel.calls.length).toBe(4);
    expect((await rows())[0]).toMatchObject({
      state: "dead",
      failureCode: "transient",
      failureText: "502 Bad Gateway",
    });
    expect(rig.heard.dead).toMatchObject([
      { chatId: "1", subjectId: "s", code: "transient", detail: "502 Bad Gateway" },
    ]);
    expect(rig.heard.errors.length).toBe(1);
  });

  it("wait as long as the platform says: one chat", async () => {
    rig.channel.fail("1", { code: "rate-limited", retryAfterMs: 5000, scope: "chat" });
    await rig.put(message("1", "a"), message("1", "b"), message("2", "c"));
    const delivery = rig.start();
    await delivery.idle();
    rig.clock.move(4500);
    await delivery.idle();
    expect(texts(rig.channel.sent)).toEqual(["c"]);
    rig.clock.move(500);
    await delivery.idle();
    expect(texts(rig.channel.sent)).toEqual(["c", "a", "b"]);
  });

  it("wait as long as the platform says: the whole bot, but not the other platform", async () => {
    rig.channel.fail("any", { code: "rate-limited", retryAfterMs: 3000, scope: "bot" });
    await rig.put(message("1", "a"));
    const delivery = rig.start();
    await delivery.idle();
    await rig.put(
      message("2", "b", { lane: "reply" }),
      message("C", "s", { address: { platform: "slack", chatId: "C" } }),
    );
    await delivery.idle();
    expect(texts(rig.slack.sent)).toEqual(["s"]);
    expect(rig.channel.calls.length).toBe(1);
    const refusedAt = rig.channel.calls[0]?.at ?? 0;
    await expect.poll(() => texts(rig.channel.sent).toSorted(), { timeout: 20_000 }).toEqual(["a", "b"]);
    expect(Math.min(...rig.channel.sent.map(({ at }) => at)) - refusedAt).toBeGreaterThanOrEqual(2990);
  });

  it("do not use up their tries by being told to wait", async () => {
    const wait: Failure = { code: "rate-limited", retryAfterMs: 10, scope: "chat" };
    rig.channel.fail("1", ...Array.from({ length: 12 }, () => wait));
    await rig.put(message("1", "patient"));
    rig.start({ limits: { tries: 3 } });
    await expect.poll(() => texts(rig.channel.sent)).toEqual(["patient"]);
  });

  it("are given up at once when the platform will never take them", async () => {
    rig.channel.fail("1", { code: "rejected", detail: "can't parse entities" });
    await rig.put(message("1", "<b"), message("1", "next"));
    await rig.start().idle();
    expect(texts(rig.channel.sent)).toEqual(["next"]);
    expect(rig.heard.dead).toMatchObject([{ code: "rejected", detail: "can't parse entities" }]);
    expect(rig.heard.errors).toHaveLength(1);
  });

  it("reach the administrator by what the hook returns, and never in a circle", async () => {
    rig.channel.fail("1", { code: "rejected", detail: "x" });
    rig.slack.fail("ADMIN", { code: "rejected", detail: "y" });
    await rig.put(message("1", "bad"));
    let asked = 0;
    await rig
      .start({
        onDead: async () => {
          asked += 1;
          return [message("ADMIN", "a message failed", { address: { platform: "slack", chatId: "ADMIN" } })];
        },
      })
      .idle();
    expect(texts(rig.slack.calls)).toEqual(["a message failed"]);
    expect(asked).toBe(1);
  });

  it("are recorded even when the hook throws", async () => {
    rig.channel.fail("1", { code: "rejected", detail: "x" });
    await rig.put(message("1", "bad"), message("2", "good"));
    await rig
      .start({
        onDead: async () => {
          throw new Error("hook");
        },
      })
      .idle();
    expect((await rows()).map(({ state }) => state)).toEqual(["dead", "sent"]);
  });

  it("mark a person as unreachable until they write again", async () => {
    const identity = await rig.database.transaction(async (tx) => {
      const company = await tx.company.create({ data: companyData });
      const person = await tx.person.create({ data: { companyId: company.id, ...personData } });
      return tx.identity.create({
        data: {
          companyId: company.id,
          personId: person.id,
          platform: "telegram",
          externalId: "77",
          chatId: "77",
        },
      });
    });
    rig.channel.fail("77", { code: "unreachable", reason: "blocked" });
    await rig.put(message("77", "hello"));
    await rig.start().idle();
    const marked = await rig.database.read.identity.findUniqueOrThrow({ where: { id: identity.id } });
    expect(marked.unreachableReason).toBe("blocked");
    expect((await rows())[0]).toMatchObject({
      state: "dead",
      failureCode: "unreachable",
      failureText: "blocked",
    });
    expect(rig.heard.unreachable).toMatchObject([{ chatId: "77", reason: "blocked", known: true }]);
    expect(rig.heard.dead).toEqual([]);
    await rig.database.transaction((tx) => markReachable(tx, marked.id, marked.chatId));
    const cleared = await rig.database.read.identity.findUniqueOrThrow({ where: { id: identity.id } });
    expect(cleared).toMatchObject({ unreachableSince: null, unreachableReason: null });
  });

  it("follow a chat that has moved, with all that waits for it", async () => {
    const card = await rig.database.transaction((tx) =>
      tx.card.create({
        data: {
          companyId: "c",
          kind: "request",
          subjectId: "r",
          platform: "telegram",
          chatId: "-5",
          language: "ru",
        },
      }),
    );
    rig.cards.set(card.id, "card");
    rig.channel.fail("-5", { code: "moved", toChatId: "-1005" });
    await rig.put(message("-5", "one"), message("-5", "two"), cardDraft(card.id, "-5"));
    await rig.start().idle();
    expect(rig.channel.sent.map(({ chatId, text }) => [chatId, text])).toEqual([
      ["-1005", "one"],
      ["-1005", "two"],
      ["-1005", "card"],
    ]);
    expect(rig.heard.moved).toEqual([{ platform: "telegram", fromChatId: "-5", toChatId: "-1005" }]);
    expect((await rig.database.read.card.findFirst())?.chatId).toBe("-1005");
  });

  it("by an unchanged edit are a success; of a message that is gone, they end quietly", async () => {
    const edit = (messageId: string) =>
      message("1", "", { what: { kind: "edit", messageId, content: { text: messageId } } });
    rig.channel.fail("1", { code: "unchanged" }, { code: "gone" });
    await rig.put(edit("m7"), edit("m8"));
    await rig.start().idle();
    expect(await rows()).toMatchObject([
      { state: "sent", sentMessageId: "m7" },
      { state: "dead", failureCode: "gone" },
    ]);
    expect(rig.heard).toMatchObject({ dead: [], errors: [] });
  });

  it("by a channel that throws or never answers count as transient", async () => {
    const sendTimeoutMs = 50;
    const broken = {
      platform: "telegram" as const,
      send: async ({ address }: { address: { chatId: string } }) => {
        if (address.chatId === "1") throw new Error("bug");
        return new Promise<never>(() => {});
      },
    };
    await rig.put(message("1", "a"), message("2", "b"));
    await rig.start({ channels: [broken], limits: { sendTimeoutMs } }).idle();
    expect(
      (await rows()).map(({ state, failureCode, failureText }) => [state, failureCode, failureText]),
    ).toEqual([
      ["pending", "transient", "bug"],
      ["pending", "transient", "no answer within 50 ms"],
    ]);
  });

  it("by content that cannot be read do not stop the others", async () => {
    await rig.put(message("1", "a"), message("2", "b"));
    await rig.database.transaction((tx) =>
      tx.outboxMessage.updateMany({ where: { chatId: "1" }, data: { contentSealed: "garbage" } }),
    );
    await rig.start({ limits: { tries: 1 } }).idle();
    expect((await rows()).map(({ state }) => state)).toEqual(["dead", "sent"]);
    expect(rig.heard.dead).toHaveLength(1);
  });
});

const companyData = { name: "House", language: "ru", timeZone: "Europe/Moscow" };
const personData = { nameSealed: "x" };
