import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createMailChannel, type MailChannel } from "../../../src/adapters/email/mail-channel.ts";
import { plain, t } from "../../../src/chat/text.ts";
import { createTranslator } from "../../../src/chat/translator.ts";
import type { View } from "../../../src/chat/view.ts";
import { readToken } from "../../../src/core/contacts/contact-token.ts";
import type { OpenContact } from "../../../src/core/contacts/open-contact.ts";
import { localesFolder } from "../../../src/package-paths.ts";
import { vault } from "../../delivery/rig.ts";
import { type MailServer, startMailServer } from "../../support/mail-server.ts";

const { translate } = createTranslator(localesFolder);

const contactOf: OpenContact = async (id) =>
  id === "gone"
    ? { gone: "complaint" }
    : {
        id,
        companyId: "c",
        companyName: "Дом & сад",
        timeZone: "Europe/Moscow",
        personId: "p",
        value: `${id}@example.org`,
      };

const view: View = {
  blocks: [
    { type: "heading", text: plain("Нет воды <сегодня>") },
    { type: "text", text: plain("Стояк 3, до 18:00") },
    { type: "list", items: [plain("наберите воды"), plain("закройте краны")] },
  ],
  buttons: [
    [{ label: plain("Подробнее"), do: { url: "https://example.org/a?b=1&c=2" } }],
    [{ label: t("contacts.mail.open-chat"), do: { token: "x" } }],
  ],
  files: [{ attachmentId: "plan", kind: "document" }],
};

describe("e-mail", () => {
  let server: MailServer;
  let channel: MailChannel;
  const channelTo = (url: string): MailChannel =>
    createMailChannel({
      config: { url, from: "Управляющая компания <office@uk.example.org>" },
      translate,
      vault,
      openContact: contactOf,
      openAttachment: async () => ({ bytes: Buffer.from("план"), name: "план.txt", mime: "text/plain" }),
      publicUrl: () => "https://domovoy.example.org",
      botUrl: () => "https://t.me/house_bot",
    });
  const send = (to: string, more: object = {}) =>
    channel.send({
      address: { platform: "email", chatId: to },
      content: view,
      language: "ru",
      row: { id: 7, lane: 2 },
      ...more,
    });

  beforeAll(async () => {
    server = await startMailServer();
    channel = channelTo(server.url);
  });
  afterEach(() => {
    server.letters.length = 0;
  });
  afterAll(async () => {
    channel.stop();
    await server.stop();
  });

  it("shows a view as text and as HTML, with its files and links", async () => {
    expect(await send("anna")).toMatchObject({ ok: true });
    const [letter] = server.letters;
    expect(letter?.to).toEqual(["anna@example.org"]);
    expect(letter?.from).toBe("office@uk.example.org");
    expect(letter?.headers.get("subject")).toBe("Нет воды <сегодня>");
    expect(letter?.headers.get("from")).toBe("Управляющая компания <office@uk.example.org>");
    expect(letter?.words).toContain("• закройте краны");
    expect(letter?.words).toContain("Нет воды &lt;сегодня&gt;");
    expect(letter?.words).toContain('href="https://example.org/a?b=1&amp;c=2"');
    expect(letter?.words).toContain("Открыть чат: https://t.me/house_bot");
    expect(letter?.raw).toContain(Buffer.from("план").toString("base64"));
  });

  it("can be unsubscribed from with one click, and says in whose name it comes", async () => {
    await send("anna");
    const [letter] = server.letters;
    const link = /^<https:\/\/domovoy\.example\.org\/unsubscribe\?t=(.+)>$/.exec(
      letter?.headers.get("list-unsubscribe") ?? "",
    );
    expect(readToken(vault, "unsubscribe", link?.[1] ?? "")).toBe("anna");
    expect(readToken(vault, "mail-id", link?.[1] ?? "")).toBeUndefined();
    expect(letter?.headers.get("list-unsubscribe-post")).toBe("List-Unsubscribe=One-Click");
    expect(letter?.headers.get("auto-submitted")).toBe("auto-generated");
    expect(letter?.words).toContain("Отправитель: Дом & сад");
  });

  it("carries no such link where somebody asked for it, such as a code", async () => {
    await send("anna", { row: { id: 8, lane: 0 } });
    expect(server.letters[0]?.headers.has("list-unsubscribe")).toBe(false);
  });

  it("has the same Message-ID when it is sent again", async () => {
    await send("anna");
    await send("anna");
    const ids = server.letters.map(({ headers }) => headers.get("message-id"));
    expect(new Set(ids).size).toBe(1);
    expect(readToken(vault, "mail-id", /<(.+)@/.exec(ids[0] ?? "")?.[1] ?? "")).toBe("7.anna");
  });

  it.each([
    [550, "5.1.1 no such user", { code: "unreachable", reason: "bounced" }],
    [550, "user unknown", { code: "unreachable", reason: "bounced" }],
    [550, "5.7.1 relaying denied", { code: "rejected" }],
    [452, "4.2.2 mailbox full", { code: "transient" }],
    [552, "5.2.2 mailbox full", { code: "transient" }],
    [451, "4.7.1 greylisted", { code: "transient" }],
  ])("understands a mail server's %i %s", async (code, text, failure) => {
    server.refuse("boris@example.org", code, text);
    expect(await send("boris")).toMatchObject({ ok: false, failure });
  });

  it("blames the letter and not the mailbox when the content is refused", async () => {
    server.refuseContent(554, "5.7.1 looks like spam");
    expect(await send("anna")).toMatchObject({ ok: false, failure: { code: "rejected" } });
  });

  it("tries again when the server is down, or the password is not right any more", async () => {
    const down = channelTo("smtp://127.0.0.1:9");
    const outgoing = {
      address: { platform: "email" as const, chatId: "anna" },
      content: view,
      language: "en",
    };
    expect(await down.send(outgoing)).toMatchObject({ ok: false, failure: { code: "transient" } });
    down.stop();
    const locked = channelTo(server.url.replace("secret", "wrong"));
    expect(await locked.send(outgoing)).toMatchObject({ ok: false, failure: { code: "transient" } });
    locked.stop();
  });

  it("sends nothing to a contact that ended, and edits nothing that was sent", async () => {
    expect(await send("gone")).toEqual({ ok: false, failure: { code: "unreachable", reason: "complaint" } });
    expect(await send("anna", { editMessageId: "<1@x>" })).toEqual({
      ok: false,
      failure: { code: "unchanged" },
    });
    expect(server.letters).toEqual([]);
  });
});
