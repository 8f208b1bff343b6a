import { Bot } from "grammy";
import { bot as account } from "./day.ts";

/** Hears every call that the bot makes. */
export type HearCall = (method: string, payload: Readonly<Record<string, unknown>>) => void;

/** A grammY bot whose calls are answered at once, without any network: the same for all that are compared. */
export const stubbedBot = (hear: HearCall = () => {}): { bot: Bot; calls(): number } => {
  const bot = new Bot("110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw", {
    botInfo: {
      ...account,
      can_join_groups: true,
      can_read_all_group_messages: false,
      supports_inline_queries: false,
      can_connect_to_business: false,
      has_main_web_app: false,
    } as never,
  });
  let calls = 0;
  bot.api.config.use(async (_previous, method, payload) => {
    calls += 1;
    hear(method, payload as Readonly<Record<string, unknown>>);
    const result = method.startsWith("send") ? { message_id: 1_000_000_000 + calls } : true;
    return { ok: true, result } as never;
  });
  return { bot, calls: () => calls };
};
