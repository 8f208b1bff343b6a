import type { Contestant } from "./contestant.ts";
import { stubbedBot } from "./stub-telegram.ts";

/** A bare grammY bot: answers every update through the stub, remembers nothing. */
export const bareBot = (): Contestant => {
  const { bot, calls } = stubbedBot();
  bot.on("callback_query:data", async (ctx) => {
    await ctx.answerCallbackQuery();
    await ctx.editMessageText("Готово");
  });
  bot.on(["message", "edited_message"], (ctx) => ctx.reply("Готово"));
  return {
    name: "bare grammY",
    tokens: {
      photosReady: () => "ready",
      category: (key) => key,
      detail: (key) => key,
      answer: (id) => id,
      show: (id) => id,
    },
    take: (update) => bot.handleUpdate(update),
    drained: async () => {},
    sends: calls,
    close: async () => {},
  };
};
