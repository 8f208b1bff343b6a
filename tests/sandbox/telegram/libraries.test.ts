import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Bot, type Context, InlineKeyboard, InputFile, Keyboard, webhookCallback } from "grammy";
import { Input, Markup, Telegraf, type Context as TelegrafContext } from "telegraf";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { samplePhoto } from "../../../src/sandbox/telegram/files/sample-photo.ts";
import { startTelegramServer, type TelegramServer } from "../../../src/sandbox/telegram/server.ts";

const secret = "a-secret_token";

interface Running {
  stop(): Promise<void>;
}

/** The same small bot in both libraries: greets, takes a photo back as an album, answers a button, asks a number. */
function grammyBot(server: TelegramServer): Bot {
  const bot = new Bot(server.token, { client: { apiRoot: server.apiRoot } });
  bot.command("start", (ctx: Context) =>
    ctx.reply("<b>Привет</b> 👋", {
      parse_mode: "HTML",
      reply_markup: new InlineKeyboard().text("Take", "take:1"),
    }),
  );
  bot.on("message:photo", async (ctx) => {
    const file = await ctx.getFile();
    const bytes = await (
      await fetch(`${server.apiRoot}/file/bot${server.token}/${file.file_path}`)
    ).arrayBuffer();
    const photo = new InputFile(Buffer.from(bytes), "leak.jpg");
    await ctx.replyWithMediaGroup([
      { type: "photo", media: photo, caption: "copy" },
      { type: "photo", media: ctx.message.photo[0]?.file_id ?? "" },
    ]);
  });
  bot.callbackQuery(/take:(\d+)/, async (ctx) => {
    await ctx.answerCallbackQuery({ text: "Taken", show_alert: true });
    await ctx.editMessageText("Taken by you");
  });
  bot.command("phone", (ctx) =>
    ctx.reply("?", { reply_markup: new Keyboard().requestContact("My number").resized().oneTime() }),
  );
  bot.on("message:contact", (ctx) => ctx.reply(ctx.message.contact.phone_number));
  bot.catch(() => undefined);
  return bot;
}

function telegrafBot(server: TelegramServer): Telegraf {
  const bot = new Telegraf(server.token, { telegram: { apiRoot: server.apiRoot } });
  bot.start((ctx) =>
    ctx.replyWithHTML("<b>Привет</b> 👋", Markup.inlineKeyboard([Markup.button.callback("Take", "take:1")])),
  );
  bot.command("phone", (ctx) =>
    ctx.reply("?", Markup.keyboard([Markup.button.contactRequest("My number")]).oneTime()),
  );
  bot.action(/take:(\d+)/, async (ctx) => {
    await ctx.answerCbQuery("Taken", { show_alert: true });
    await ctx.editMessageText("Taken by you");
  });
  bot.on("contact", (ctx) => ctx.reply(ctx.message.contact.phone_number));
  bot.on("photo", async (ctx: TelegrafContext) => {
    if (!ctx.message || !("photo" in ctx.message)) return;
    const sizes = ctx.message.photo;
    const link = await ctx.telegram.getFileLink(sizes.at(-1)?.file_id ?? "");
    const bytes = Buffer.from(await (await fetch(link)).arrayBuffer());
    await ctx.replyWithMediaGroup([
      { type: "photo", media: Input.fromBuffer(bytes, "leak.jpg"), caption: "copy" },
      { type: "photo", media: sizes[0]?.file_id ?? "" },
    ]);
  });
  bot.catch(() => undefined);
  return bot;
}

async function listen(handler: Parameters<typeof createServer>[1]): Promise<{ http: Server; url: string }> {
  const http = createServer(handler);
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  return { http, url: `http://127.0.0.1:${(http.address() as AddressInfo).port}` };
}

function close(http: Server): Promise<void> {
  http.closeAllConnections();
  return new Promise((resolve) => http.close(() => resolve()));
}

const transports: Record<string, (server: TelegramServer) => Promise<Running>> = {
  "grammY, polling": async (server) => {
    const bot = grammyBot(server);
    void bot.start();
    await server.waitForCall("deleteWebhook");
    return { stop: () => bot.stop() };
  },
  "grammY, webhook": async (server) => {
    const bot = grammyBot(server);
    const { http, url } = await listen(webhookCallback(bot, "http", { secretToken: secret }));
    await bot.api.setWebhook(url, { secret_token: secret });
    return { stop: () => close(http) };
  },
  "Telegraf, polling": async (server) => {
    const bot = telegrafBot(server);
    const launched = bot.launch();
    await server.waitFor((event) => event?.type === "call" && event.call.method === "deleteWebhook");
    return {
      async stop() {
        bot.stop();
        await launched;
      },
    };
  },
  "Telegraf, webhook": async (server) => {
    const bot = telegrafBot(server);
    const { http, url } = await listen(bot.webhookCallback("/hook", { secretToken: secret }));
    bot.botInfo = await bot.telegram.getMe();
    await bot.telegram.setWebhook(`${url}/hook`, { secret_token: secret });
    return { stop: () => close(http) };
  },
};

describe.each(Object.keys(transports))("%s", (name) => {
  let server: TelegramServer;
  let bot: Running;
  beforeEach(async () => {
    server = await startTelegramServer();
    const start = transports[name];
    if (!start) throw new Error(name);
    bot = await start(server);
  });
  afterEach(async () => {
    await bot.stop();
    await server.stop();
  });

  it("carries a conversation of texts, buttons, photos and a phone number", async () => {
    const anna = server.addUser({ firstName: "Анна", languageCode: "ru" });
    server.start({ from: anna.id, payload: "invite_1" });
    const greeting = await server.waitForMessage(anna.chatId);
    expect(greeting).toMatchObject({
      text: "Привет 👋",
      entities: [{ type: "bold", offset: 0, length: 6 }],
      buttons: [[{ text: "Take", callback_data: "take:1" }]],
    });

    const pressed = await server.press({ from: anna.id, text: "Take" });
    expect(pressed).toMatchObject({ answered: true, text: "Taken", showAlert: true });
    const edited = await server.waitForMessage(anna.chatId, (message) => message.editedAt !== undefined);
    expect(edited).toMatchObject({ id: greeting.id, text: "Taken by you", buttons: [] });
    expect(edited.history).toMatchObject([{ text: "Привет 👋" }]);

    await server.sendPhoto({ from: anna.id, photo: await samplePhoto(), caption: "Течёт" });
    const copy = await server.waitForMessage(
      anna.chatId,
      (message) => message.albumId !== undefined && message.text === "",
    );
    const album = server.messages(anna.chatId).filter((message) => message.albumId === copy.albumId);
    expect(album.map((message) => message.text)).toEqual(["copy", ""]);
    const bytes = server.fileBytes(album[0]?.media?.fileId ?? "");
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xff, 0xd8, 0xff]));

    server.say({ from: anna.id, text: "/phone" });
    await server.waitForMessage(anna.chatId, (message) => message.text === "?");
    server.pressKey({ from: anna.id, text: "My number" });
    await server.waitForMessage(anna.chatId, (message) => message.text === anna.phone);
    expect(server.keyboardOf(anna.chatId)).toBeUndefined();
    expect(server.calls().filter((call) => call.status !== 200)).toEqual([]);
  });
});
