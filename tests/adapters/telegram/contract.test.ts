import { describe, expect, it } from "vitest";
import type { View } from "../../../src/chat/view.ts";
import type { SendResult } from "../../../src/delivery/channel.ts";
import { type Harness, photoBytes, startHarness, until, variants } from "./harness.ts";

const say = (...lines: string[]): View => ({
  blocks: lines.map((line) => ({ type: "text", text: { plain: line } })),
});

const withButton = (view: View, label = "Взять", token = "r.take:1"): View => ({
  ...view,
  buttons: [[{ label: { plain: label }, do: { token } }]],
});

interface World {
  harness: Harness;
  olga: { id: number };
  send(content: View, editMessageId?: string): Promise<SendResult>;
}

describe.concurrent.each(variants)("$library by $mode", (variant) => {
  const story = it.extend<{ world: World }>({
    world: async ({ task: _ }, use) => {
      const harness = await startHarness(variant);
      const olga = harness.server.addUser({ firstName: "Ольга", languageCode: "ru" });
      harness.server.privateChat(olga.id);
      const send: World["send"] = (content, editMessageId) =>
        harness.adapter.channel.send({
          address: { platform: "telegram", chatId: String(olga.id) },
          content,
          language: "ru",
          ...(editMessageId === undefined ? {} : { editMessageId }),
        });
      await use({ harness, olga, send });
      await harness.stop();
    },
  });

  story("takes texts in the order of their chat and confirms them", async ({ world: { harness, olga } }) => {
    for (const text of ["один", "два", "три"]) harness.server.say({ from: olga.id, text });
    await until(() => harness.events.length === 3);
    expect(harness.events.map((event) => event.type === "message" && event.text)).toEqual([
      "один",
      "два",
      "три",
    ]);
    await harness.adapter.stop();
    expect(harness.server.pendingUpdates()).toBe(0);
    expect(harness.logs.atLeast(40)).toEqual([]);
  });

  story(
    "gives an album as one event, and what follows it afterwards",
    async ({ world: { harness, olga } }) => {
      const items = [1, 2, 3].map(() => ({ photo: photoBytes }));
      await harness.server.sendAlbum({
        from: olga.id,
        items: [{ photo: photoBytes, caption: "течёт" }, ...items],
      });
      harness.server.say({ from: olga.id, text: "скорее" });
      await until(() => harness.events.length === 2);
      const [album, text] = harness.events;
      expect(album).toMatchObject({ type: "message", text: "течёт" });
      expect(album?.type === "message" && album.files.length).toBe(4);
      expect(album?.id).toMatch(/^telegram:\d+:album:\d+$/);
      expect(text).toMatchObject({ text: "скорее" });
    },
  );

  story("sends a group's poll, hears its answers and closes it", async ({ world: { harness, olga } }) => {
    const { id } = harness.server.createGroup({ title: "Дом", members: [olga.id] });
    await until(() => harness.events.length === 1);
    const address = { platform: "telegram", chatId: String(id) } as const;
    const poll = {
      question: { plain: "Какой цвет?" },
      options: [{ plain: "Зелёный" }, { plain: "Белый" }],
      multiple: false,
      revoting: true,
      hideResults: true,
      closed: false,
    };
    const show = (content: View, editMessageId?: string) =>
      harness.adapter.channel.send({
        address,
        content,
        language: "ru",
        ...(editMessageId === undefined ? {} : { editMessageId }),
      });
    const sent = await show({ blocks: [], poll });
    if (!sent.ok) throw new Error(`not sent: ${JSON.stringify(sent.failure)}`);
    const messageId = Number(sent.messageId);
    expect(harness.server.messages(id).at(-1)?.poll).toMatchObject({
      id: sent.reference,
      question: "Какой цвет?",
      is_anonymous: false,
      allows_revoting: true,
    });
    harness.server.vote({ from: olga.id, chat: id, messageId, options: [1] });
    await until(() => harness.events.length === 2);
    expect(harness.events[1]).toMatchObject({
      type: "poll-answered",
      poll: sent.reference,
      options: [1],
      sender: { externalId: String(olga.id) },
    });
    // A poll that runs has nothing to edit.
    expect(await show({ blocks: [], poll }, sent.messageId)).toMatchObject({
      failure: { code: "unchanged" },
    });
    const closing: View = { blocks: [], poll: { ...poll, closed: true } };
    expect(await show(closing, sent.messageId)).toMatchObject({ ok: true });
    await until(() => harness.events.length === 3);
    expect(harness.events[2]).toMatchObject({ type: "poll-closed", poll: sent.reference });
    expect(await show(closing, sent.messageId)).toMatchObject({ failure: { code: "unchanged" } });
    const tooLong = { ...poll, question: { plain: "x".repeat(301) } };
    expect(await show({ blocks: [], poll: tooLong })).toMatchObject({ failure: { code: "rejected" } });
  });

  story("answers a tap with its notice", async ({ world: { harness, olga, send } }) => {
    await send(withButton(say("Заявка")));
    harness.onEvent(async () => ({ notice: { text: { plain: "Заявка ваша" }, urgency: "alert" } }));
    const answer = await harness.server.press({ from: olga.id, text: "Взять" });
    expect(answer).toMatchObject({ answered: true, text: "Заявка ваша", showAlert: true });
    expect(harness.events[0]).toMatchObject({ type: "tap", token: "r.take:1" });
  });

  story(
    "answers a tap within 2 s even when the work takes longer; the words follow as a message",
    async ({ world: { harness, olga, send } }) => {
      await send(withButton(say("Заявка")));
      harness.onEvent(async () => {
        await new Promise((resolve) => setTimeout(resolve, 1800));
        return { notice: { text: { plain: "Готово" }, urgency: "info" } };
      });
      const answer = await harness.server.press({ from: olga.id, text: "Взять" });
      expect(answer.answered).toBe(true);
      expect(answer.text).toBeUndefined();
      expect(answer.afterMs).toBeLessThan(2000);
      await harness.server.waitForMessage(olga.id, (message) => message.text === "Готово");
    },
  );

  story("shows a notice without a tap as a message", async ({ world: { harness, olga } }) => {
    harness.onEvent(async () => ({ notice: { text: { plain: "Принято <1>" }, urgency: "info" } }));
    harness.server.say({ from: olga.id, text: "привет" });
    await harness.server.waitForMessage(olga.id, (message) => message.text === "Принято <1>");
  });

  story("downloads what people send", async ({ world: { harness, olga } }) => {
    harness.server.sendDocument({ from: olga.id, document: Buffer.from("счёт"), name: "счёт.txt" });
    const event = await until(() => harness.events[0]);
    const file = event.type === "message" ? event.files[0] : undefined;
    expect(file).toMatchObject({ kind: "document", name: "счёт.txt" });
    const { fileSource } = harness.adapter;
    const found = await fileSource.download(file?.externalId ?? "", 1000);
    expect(found.ok && found.bytes.toString()).toBe("счёт");
    expect(await fileSource.download(file?.externalId ?? "", 3)).toEqual({ ok: false, code: "too-large" });
    expect(await fileSource.download("nonsense", 1000)).toEqual({ ok: false, code: "gone" });
  });

  story(
    "sends, edits, and knows an edit that changes nothing or comes too late",
    async ({ world: { harness, olga, send } }) => {
      const sent = await send(withButton(say("Новая <&>")));
      if (!sent.ok) throw new Error(sent.failure.code);
      const shown = () => harness.server.message(olga.id, Number(sent.messageId));
      expect(shown()?.text).toBe("Новая <&>");
      expect(await send(say("В работе"), sent.messageId)).toEqual(sent);
      expect(shown()).toMatchObject({ text: "В работе" });
      expect(await send(say("В работе"), sent.messageId)).toMatchObject({ failure: { code: "unchanged" } });
      expect(await send(say("Готово"), "9999")).toMatchObject({ failure: { code: "gone" } });
    },
  );

  story(
    "sends pictures with their words, and edits the words",
    async ({ world: { harness, olga, send } }) => {
      const view = withButton(say("Заявка 1"));
      const sent = await send({ ...view, files: [{ attachmentId: "photo-1", kind: "photo" }] });
      if (!sent.ok) throw new Error(JSON.stringify(sent.failure));
      const shown = () => harness.server.message(olga.id, Number(sent.messageId));
      expect(shown()).toMatchObject({ text: "Заявка 1" });
      expect(await send(withButton(say("Заявка 1: готово")), sent.messageId)).toEqual(sent);
      expect(shown()).toMatchObject({ text: "Заявка 1: готово" });
    },
  );

  story(
    "sends albums, documents and voice apart, the words and buttons last",
    async ({ world: { harness, olga, send } }) => {
      const sent = await send({
        ...withButton(say("Отчёт")),
        files: [
          { attachmentId: "photo-1", kind: "photo" },
          { attachmentId: "doc-1", kind: "document" },
          { attachmentId: "photo-2", kind: "photo" },
          { attachmentId: "voice-1", kind: "voice" },
        ],
      });
      expect(sent).toMatchObject({ ok: true });
      const calls = harness.server.calls().map(({ method }) => method);
      expect(calls.filter((method) => method.startsWith("send"))).toEqual([
        "sendMediaGroup",
        "sendDocument",
        "sendVoice",
        "sendMessage",
      ]);
      expect(harness.server.messages(olga.id).at(-1)).toMatchObject({ text: "Отчёт" });
    },
  );

  story(
    "uploads a file once, for however many, and again when its id is refused",
    async ({ world: { harness, olga } }) => {
      const { server, adapter } = harness;
      const readers = [olga, ...["Ivan", "Petr", "Anna"].map((firstName) => server.addUser({ firstName }))];
      for (const { id } of readers) server.privateChat(id);
      const sendTo = (id: number, files: readonly { attachmentId: string; kind: "photo" | "document" }[]) =>
        adapter.channel.send({
          address: { platform: "telegram", chatId: String(id) },
          content: { ...say("План"), files: [...files] },
          language: "ru",
        });
      const uploads = (method: string) => server.calls(method).filter(({ files }) => files.length > 0).length;
      const plan = [{ attachmentId: "doc-plan", kind: "document" as const }];
      for (const sent of await Promise.all(readers.map(({ id }) => sendTo(id, plan))))
        expect(sent).toMatchObject({ ok: true });
      expect(server.calls("sendDocument")).toHaveLength(4);
      expect(uploads("sendDocument")).toBe(1);
      for (const { id } of readers)
        expect(server.messages(id).at(-1)?.raw.document).toMatchObject({ file_name: "doc-plan.bin" });

      const album = [1, 2].map((n) => ({ attachmentId: `photo-${n}`, kind: "photo" as const }));
      for (const { id } of readers) expect(await sendTo(id, album)).toMatchObject({ ok: true });
      expect(uploads("sendMediaGroup")).toBe(1);

      server.fault({
        method: "sendDocument",
        answer: "bad-request",
        description: "Bad Request: wrong file identifier/HTTP URL specified",
      });
      expect(await sendTo(olga.id, plan)).toMatchObject({ ok: true });
      expect(uploads("sendDocument")).toBe(2);
    },
  );

  story("writes to the group when the topic is closed", async ({ world: { harness, olga } }) => {
    const { server, adapter } = harness;
    const group = server.createGroup({ title: "Дом 5", members: [olga.id], type: "supergroup", forum: true });
    const topic = server.openTopic({ chat: group.id, by: olga.id, name: "Вода" });
    const sendTo = (threadId: string) =>
      adapter.channel.send({
        address: { platform: "telegram", chatId: String(group.id), threadId },
        content: say("Вода вернулась"),
        language: "ru",
      });
    const inTopic = await sendTo(String(topic.id));
    const elsewhere = await sendTo("987654");
    if (!inTopic.ok || !elsewhere.ok) throw new Error(JSON.stringify([inTopic, elsewhere]));
    const threadOf = (id: string) => server.message(group.id, Number(id))?.raw.message_thread_id;
    expect(threadOf(inTopic.messageId)).toBe(topic.id);
    expect(threadOf(elsewhere.messageId)).toBeUndefined();
  });

  story("goes on where a refusal stopped it", async ({ world: { harness, send } }) => {
    harness.server.fault({ method: "sendMessage", answer: "rate-limited", retryAfter: 3 });
    const view = { ...withButton(say("Отчёт")), files: [1, 2].map((n) => photo(n)) };
    expect(await send(view)).toMatchObject({ failure: { code: "rate-limited", retryAfterMs: 3000 } });
    expect(await send(view)).toMatchObject({ ok: true });
    expect(harness.server.calls("sendMediaGroup")).toHaveLength(1);
  });

  story("names failures in our words", async ({ world: { harness, olga, send } }) => {
    const faultThen = async (fault: Parameters<Harness["server"]["fault"]>[0]) => {
      harness.server.fault(fault);
      const result = await send(say("привет"));
      return result.ok ? undefined : result.failure;
    };
    expect(await faultThen({ method: "sendMessage", answer: "server-error" })).toMatchObject({
      code: "transient",
    });
    expect(await faultThen({ method: "sendMessage", answer: "drop" })).toMatchObject({ code: "transient" });
    expect(JSON.stringify(await faultThen({ method: "sendMessage", answer: "drop" }))).not.toContain(
      harness.server.token,
    );
    harness.server.block(olga.id);
    expect(await send(say("привет"))).toEqual({
      ok: false,
      failure: { code: "unreachable", reason: "blocked" },
    });
    await until(() => harness.events.some((event) => event.type === "membership"));
  });

  story(
    "takes an update again after its handler failed, and loses nothing",
    async ({ world: { harness, olga } }) => {
      let failures = 0;
      harness.onEvent(async () => {
        if (++failures === 1) throw new Error("the database went away");
        return undefined;
      });
      harness.server.say({ from: olga.id, text: "важное" });
      harness.server.say({ from: olga.id, text: "потом" });
      await until(() => harness.events.length === 2);
      expect(harness.events.map((event) => event.type === "message" && event.text)).toEqual([
        "важное",
        "потом",
      ]);
      expect(harness.logs.atLeast(50)).toEqual([]);
    },
  );

  story("gives up a poisoned update with an ERROR and goes on", async ({ world: { harness, olga } }) => {
    harness.onEvent(async (event) => {
      if (event.type === "message" && event.text === "яд") throw new Error("bug");
      return undefined;
    });
    harness.server.say({ from: olga.id, text: "яд" });
    harness.server.say({ from: olga.id, text: "дальше" });
    await until(() => harness.events.length === 1, 10_000);
    expect(harness.events[0]).toMatchObject({ text: "дальше" });
    expect(harness.logs.atLeast(50)).toHaveLength(1);
  });

  story(
    "finishes what is in hand when it stops, and what it did not take comes again",
    async ({ world: { harness, olga } }) => {
      let finish: () => void = () => {};
      const held = new Promise<void>((resolve) => {
        finish = resolve;
      });
      let begun = false;
      harness.onEvent(async () => {
        begun = true;
        await held;
        return undefined;
      });
      harness.server.say({ from: olga.id, text: "в работе" });
      await until(() => begun);
      const stopped = harness.adapter.stop();
      finish();
      await stopped;
      expect(harness.events).toHaveLength(1);
      expect(harness.server.pendingUpdates()).toBe(0);
      harness.server.say({ from: olga.id, text: "после" });
      await harness.again();
      await until(() => harness.events.some((event) => event.type === "message" && event.text === "после"));
    },
  );

  story(
    "takes an update that was not confirmed when the process died",
    async ({ world: { harness, olga } }) => {
      harness.onEvent(() => Promise.reject(new Error("dying")));
      harness.server.say({ from: olga.id, text: "не потеряйте" });
      await until(() => harness.logs.lines.some((line) => line.msg.startsWith("Update failed")));
      await harness.adapter.stop();
      expect(harness.server.pendingUpdates()).toBe(1);
      harness.onEvent(async () => undefined);
      await harness.again();
      await until(() => harness.events.length === 1);
    },
  );

  story(
    "can be stopped and started again, as the poller's lease comes and goes",
    async ({ world: { harness, olga } }) => {
      await harness.adapter.stop();
      await harness.server.sendAlbum({
        from: olga.id,
        items: [{ photo: photoBytes }, { photo: photoBytes }],
      });
      await harness.adapter.startIntake();
      const event = await until(() => harness.events[0]);
      expect(event.type === "message" && event.files.length).toBe(2);
    },
  );

  story(
    "takes an album whose parts were stored when the process died",
    async ({ world: { harness, olga } }) => {
      await harness.server.sendAlbum({
        from: olga.id,
        items: [{ photo: photoBytes }, { photo: photoBytes }],
      });
      await until(() => harness.server.pendingUpdates() === 0 || harness.logs.lines.length > 0);
      await harness.adapter.stop();
      expect(harness.events).toHaveLength(0);
      await harness.again();
      const event = await until(() => harness.events[0]);
      expect(event.type === "message" && event.files.length).toBe(2);
    },
  );
});

const photo = (n: number) => ({ attachmentId: `photo-${n}`, kind: "photo" as const });

describe.concurrent.each(["grammy", "telegraf"] as const)("%s: what ends receiving", (library) => {
  it("a second poller: an instruction", async () => {
    const harness = await startHarness({ library, mode: "polling" });
    try {
      // A poll is told of only when it ends; the first one waits by now.
      await new Promise((resolve) => setTimeout(resolve, 100));
      const pollAsAnother = () => fetch(`${harness.server.apiRoot}/bot${harness.server.token}/getUpdates`);
      await pollAsAnother();
      await until(() => harness.logs.atLeast(40).length > 0);
      await new Promise((resolve) => setTimeout(resolve, 2200));
      await pollAsAnother();
      const fault = await until(() => harness.faults[0]);
      expect(fault.message).toMatch(/Another process is polling this bot; stop it/);
    } finally {
      await harness.stop();
    }
  });

  it("a token that Telegram does not know: an instruction", async () => {
    const harness = await startHarness({ library, mode: "webhook" });
    try {
      await expect(harness.again("1:wrong-token")).rejects.toThrow(/TELEGRAM_BOT_TOKEN: .*@BotFather/);
    } finally {
      await harness.stop();
    }
  });

  it("network faults are endured", async () => {
    const harness = await startHarness({ library, mode: "polling" });
    try {
      const olga = harness.server.addUser();
      harness.server.fault({ method: "getUpdates", answer: "server-error" });
      await new Promise((resolve) => setTimeout(resolve, 50));
      harness.server.disconnectPollers();
      harness.server.say({ from: olga.id, text: "живы?" });
      await until(() => harness.events.length === 1);
      expect(harness.logs.atLeast(50)).toEqual([]);
      expect(JSON.stringify(harness.logs.lines)).not.toContain(harness.server.token);
      expect(harness.faults).toEqual([]);
    } finally {
      await harness.stop();
    }
  });

  it("a wrong secret is refused with 401, too long a body with 413, nonsense with 400", async () => {
    const harness = await startHarness({ library, mode: "webhook" });
    const post = async (given: string | undefined, body = '{"update_id":1}') => {
      const headers = given === undefined ? {} : { "x-telegram-bot-api-secret-token": given };
      return (await fetch(harness.webhookUrl, { method: "POST", headers, body })).status;
    };
    try {
      expect(await post(undefined)).toBe(401);
      expect(await post("wrong")).toBe(401);
      expect(await post("s3cret-Of_tests")).toBe(200);
      expect(await post("s3cret-Of_tests", "no json")).toBe(400);
      expect(await post("s3cret-Of_tests", `{"update_id":1,"a":"${"x".repeat(1_100_000)}"}`)).toBe(413);
      expect((await fetch(harness.webhookUrl)).status).toBe(405);
      expect(harness.events).toEqual([]);
    } finally {
      await harness.stop();
    }
  });
});
