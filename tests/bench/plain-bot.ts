import { type Context, InlineKeyboard } from "grammy";
import type { Vault } from "../../src/core/crypto/vault.ts";
import { emergencyInText } from "../../src/core/requests/emergency.ts";
import { emergencyWords } from "../../src/core/requests/emergency-words.ts";
import type { Contestant } from "./contestant.ts";
import { answerRequest, editRequest, fileRequest } from "./plain-bot-writes.ts";
import { openPlainPrisma } from "./plain-prisma.ts";
import { stubbedBot } from "./stub-telegram.ts";

/** Where somebody stands in a dialogue; kept in the database, as grammY's session with a storage does. */
export interface Session {
  step: "photos" | "category" | "detail" | "access" | "answer";
  source: string;
  text: string;
  photos: string[];
  category: string;
  requestId: string;
}

const staffChat = -1_001_234_567_890;

/**
 * The same house run by a plain grammY and Prisma bot: the same questions, the same rows of the domain in the same
 * tables with the same encryption, messages sent straight from the handler. No inbox, outbox, audit or cards.
 */
export const plainBot = async (url: string, vault: Vault): Promise<Contestant> => {
  const prisma = await openPlainPrisma(url);
  const { bot, calls } = stubbedBot();

  const residentOf = async (ctx: Context) => {
    const identity = await prisma.identity.findUniqueOrThrow({
      where: { platform_externalId: { platform: "telegram", externalId: String(ctx.from?.id) } },
      select: {
        person: {
          select: {
            id: true,
            companyId: true,
            language: true,
            occupancies: {
              where: { OR: [{ to: null }, { to: { gt: new Date() } }] },
              select: { unit: { select: { id: true, number: true, building: true } } },
            },
          },
        },
      },
    });
    const unit = identity.person.occupancies[0]?.unit;
    if (!unit) throw new Error("the bench gives everybody a flat");
    return { ...identity.person, unit };
  };
  const sessions = {
    read: async (id: string): Promise<Session | undefined> => {
      const row = await prisma.conversation.findUnique({ where: { id } });
      return row ? (JSON.parse(vault.open(row.valuesSealed)) as Session) : undefined;
    },
    write: async (id: string, session: Session): Promise<void> => {
      const data = {
        form: "plain",
        step: 0,
        valuesSealed: vault.seal(JSON.stringify(session)),
        updatedAt: new Date(),
      };
      await prisma.conversation.upsert({ where: { id }, create: { id, ...data }, update: data });
    },
    delete: async (id: string): Promise<void> => {
      await prisma.conversation.deleteMany({ where: { id } });
    },
  };
  const keyOf = (ctx: Context) => String(ctx.chat?.id);
  const edit = async (ctx: Context, text: string, keyboard: InlineKeyboard): Promise<void> => {
    await ctx.answerCallbackQuery();
    await ctx.editMessageText(text, { reply_markup: keyboard });
  };
  const goOn = async (ctx: Context, change: Partial<Session>): Promise<void> => {
    const session = await sessions.read(keyOf(ctx));
    if (session) await sessions.write(keyOf(ctx), { ...session, ...change });
  };
  const categories = async (companyId: string, parent: string | null) => {
    const rows = await prisma.category.findMany({
      where: { companyId, active: true, parent: parent === null ? null : { key: parent } },
      orderBy: { position: "asc" },
    });
    const keyboard = new InlineKeyboard();
    for (const { key } of rows) keyboard.text(key, `${parent === null ? "c" : "d"}:${key}`).row();
    return keyboard;
  };
  const answered = async (ctx: Context, requestId: string, text: string, source: string): Promise<void> => {
    const resident = await residentOf(ctx);
    const request = await answerRequest(prisma, vault, { resident, requestId, text, source });
    await bot.api.sendMessage(staffChat, `Заявка №${request.number}: жилец отвечает: ${text}`);
    await ctx.reply("Спасибо, передали мастеру.");
  };

  bot.command("requests", async (ctx) => {
    const resident = await residentOf(ctx);
    const found = await prisma.request.findMany({
      where: { authorId: resident.id },
      orderBy: { createdAt: "desc" },
      take: 8,
      include: { category: true },
    });
    const keyboard = new InlineKeyboard();
    for (const { id, number } of found) keyboard.text(`№${number}`, `show:${id}`);
    const lines = found.map((one) => `№${one.number} · ${one.state} · ${vault.open(one.textSealed)}`);
    await ctx.reply(["Ваши заявки", ...lines].join("\n"), { reply_markup: keyboard });
  });
  bot.callbackQuery(/^show:(.+)$/, async (ctx) => {
    const resident = await residentOf(ctx);
    const request = await prisma.request.findFirst({
      where: { id: ctx.match[1] ?? "", authorId: resident.id },
      include: { category: true, attachments: true },
    });
    if (!request) return;
    const keyboard = new InlineKeyboard().text("Ответить", `answer:${request.id}`);
    await edit(ctx, `Заявка №${request.number}\n${vault.open(request.textSealed)}`, keyboard);
  });
  bot.callbackQuery("ready", async (ctx) => {
    const resident = await residentOf(ctx);
    await goOn(ctx, { step: "category" });
    await edit(ctx, "О чём заявка?", await categories(resident.companyId, null));
  });
  bot.callbackQuery(/^c:(.+)$/, async (ctx) => {
    const resident = await residentOf(ctx);
    const category = ctx.match[1] ?? "";
    await goOn(ctx, { step: "detail", category });
    await edit(ctx, "Что именно?", await categories(resident.companyId, category));
  });
  bot.callbackQuery(/^d:(.+)$/, async (ctx) => {
    await goOn(ctx, { step: "access", category: ctx.match[1] ?? "" });
    await edit(ctx, "Когда можно прийти?", new InlineKeyboard().text("Пропустить", "skip"));
  });
  bot.callbackQuery(/^answer:(.+)$/, async (ctx) => {
    const session: Session = {
      step: "answer",
      source: "",
      text: "",
      photos: [],
      category: "",
      requestId: ctx.match[1] ?? "",
    };
    await sessions.write(keyOf(ctx), session);
    await ctx.answerCallbackQuery();
    await ctx.reply("Напишите ответ");
  });
  bot.on("message:photo", async (ctx) => {
    const session = await sessions.read(keyOf(ctx));
    const photos = [...(session?.photos ?? []), ctx.message.photo.at(-1)?.file_id ?? ""];
    await goOn(ctx, { photos });
    await ctx.reply(`Фото: ${photos.length}`, {
      reply_markup: new InlineKeyboard().text("Готово", "ready"),
    });
  });
  bot.on("message:text", async (ctx) => {
    const { text } = ctx.message;
    const source = `telegram:${ctx.chat.id}:${ctx.message.message_id}`;
    const session = await sessions.read(keyOf(ctx));
    if (session?.step === "answer") {
      await sessions.delete(keyOf(ctx));
      return answered(ctx, session.requestId, text, source);
    }
    if (session?.step === "access") {
      const resident = await residentOf(ctx);
      const filed = await fileRequest(prisma, vault, { resident, session, access: text });
      await sessions.delete(keyOf(ctx));
      const card = `Заявка №${filed.number}\n${session.text}\nИсправим до ${filed.fixDueAt.toISOString()}`;
      await bot.api.sendMessage(staffChat, `${card}\nкв. ${resident.unit.number}`, {
        reply_markup: new InlineKeyboard().text("Взять", `take:${filed.id}`),
      });
      return void (await ctx.reply(card, {
        reply_markup: new InlineKeyboard().text("Ответить", `answer:${filed.id}`),
      }));
    }
    const number = /№(\d+)/.exec(ctx.message.reply_to_message?.text ?? "")?.[1];
    if (number) {
      const { companyId } = await residentOf(ctx);
      const request = await prisma.request.findUniqueOrThrow({
        where: { companyId_number: { companyId, number: Number(number) } },
        select: { id: true },
      });
      return answered(ctx, request.id, text, source);
    }
    if (emergencyInText(emergencyWords(), text)) return void (await ctx.reply("Звоните 112"));
    const begun: Session = { step: "photos", source, text, photos: [], category: "", requestId: "" };
    await sessions.write(keyOf(ctx), begun);
    await ctx.reply("Пришлите фото", { reply_markup: new InlineKeyboard().text("Пропустить", "ready") });
  });
  bot.on("edited_message:text", async (ctx) => {
    const resident = await residentOf(ctx);
    const source = `telegram:${ctx.chat.id}:${ctx.editedMessage.message_id}`;
    const { text } = ctx.editedMessage;
    const request = await editRequest(prisma, vault, { resident, source, text });
    if (request) await bot.api.sendMessage(staffChat, `Заявка №${request.number} исправлена: ${text}`);
  });

  return {
    name: "plain grammY + Prisma",
    tokens: {
      photosReady: () => "ready",
      category: (key) => `c:${key}`,
      detail: (key) => `d:${key}`,
      answer: (id) => `answer:${id}`,
      show: (id) => `show:${id}`,
    },
    take: (update) => bot.handleUpdate(update),
    drained: async () => {},
    sends: calls,
    close: () => prisma.$disconnect(),
  };
};
