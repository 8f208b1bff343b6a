import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createPushChannel } from "../../../src/adapters/push/push-channel.ts";
import { plain } from "../../../src/chat/text.ts";
import { createTranslator } from "../../../src/chat/translator.ts";
import { readPushSubscription } from "../../../src/core/contacts/push-subscription.ts";
import { localesFolder } from "../../../src/package-paths.ts";
import { type PushService, startPushService, vapid } from "../../support/push-service.ts";

const { translate } = createTranslator(localesFolder);

describe("push", () => {
  let service: PushService;
  beforeAll(async () => {
    service = await startPushService();
  });
  afterAll(() => service.stop());

  const send = (text: string, more: { lane?: number; value?: string } = {}) => {
    const value = more.value ?? JSON.stringify(service.subscribe());
    const channel = createPushChannel({
      config: { ...vapid, contact: "mailto:office@example.org", hosts: [service.host] },
      translate,
      openContact: async (id) => ({
        id,
        companyId: "c",
        companyName: "House",
        timeZone: "Europe/Moscow",
        personId: "p",
        value,
      }),
      botUrl: () => "https://t.me/house_bot",
    });
    return channel.send({
      address: { platform: "push", chatId: "device" },
      content: {
        blocks: [
          { type: "heading", text: plain("Нет воды") },
          { type: "text", text: plain(text) },
        ],
      },
      language: "ru",
      row: { id: 5, lane: more.lane ?? 2 },
    });
  };

  it("reaches the device sealed, with what to show and where a tap leads", async () => {
    expect(await send("до 18:00")).toMatchObject({ ok: true });
    expect(service.pushed.at(-1)).toMatchObject({
      payload: { title: "Нет воды", body: "до 18:00", url: "https://t.me/house_bot", language: "ru" },
      headers: { "content-encoding": "aes128gcm", urgency: "normal", topic: "d5", ttl: "86400" },
    });
    await send("огонь", { lane: 1 });
    expect(service.pushed.at(-1)?.headers.urgency).toBe("high");
  });

  it("is cut to what a push service takes", async () => {
    expect(await send("длинно ".repeat(2000))).toMatchObject({ ok: true });
    expect(service.pushed.at(-1)?.payload.body).toMatch(/…$/);
  });

  it.each([
    [404, {}, { code: "unreachable", reason: "ended" }],
    [410, {}, { code: "unreachable", reason: "ended" }],
    [429, { "retry-after": "7" }, { code: "rate-limited", retryAfterMs: 7000 }],
    [503, {}, { code: "transient" }],
    [413, {}, { code: "rejected" }],
    [302, { location: "http://127.0.0.1:1/" }, { code: "transient" }],
  ])("understands a push service's %i", async (status, headers, failure) => {
    service.refuse(status, headers);
    expect(await send("text")).toMatchObject({ ok: false, failure });
  });
});

describe("a subscription", () => {
  const keys = { p256dh: "BAAA", auth: "AAAA" };
  it.each([
    "https://fcm.googleapis.com/fcm/send/abc",
    "https://updates.push.services.mozilla.com/wpush/v2/abc",
    "https://web.push.apple.com/abc",
  ])("of a browser's push service is taken: %s", (endpoint) => {
    expect(readPushSubscription({ endpoint, keys })).toEqual({ endpoint, keys });
  });
  it.each([
    "http://fcm.googleapis.com/abc",
    "https://fcm.googleapis.com.evil.example/abc",
    "https://evilpush.apple.com/abc",
    "http://127.0.0.1:9/",
    "https://169.254.169.254/latest",
    "not an address",
  ])("of anybody else is not: %s", (endpoint) => {
    expect(readPushSubscription({ endpoint, keys })).toBeUndefined();
  });
  it("may be of a host that the operator named", () => {
    const endpoint = "http://127.0.0.1:9/x";
    expect(readPushSubscription({ endpoint, keys }, ["127.0.0.1:9"])).toEqual({ endpoint, keys });
  });
});
