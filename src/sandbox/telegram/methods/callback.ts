import { compact } from "../compact.ts";
import { LIMITS } from "../limits.ts";
import { badRequest } from "../refusal.ts";
import type { CallbackAnswer } from "../world/events.ts";
import type { MethodTable } from "./method.ts";

export const callbackMethods: MethodTable = {
  answerCallbackQuery: {
    params: ["callback_query_id", "text", "show_alert", "url", "cache_time"],
    run({ world, args }) {
      const text = args.text("text");
      if (text.length > LIMITS.callbackAnswer) throw badRequest("MESSAGE_TOO_LONG");
      const query = world.queries.get(args.text("callback_query_id"));
      const afterMs = query ? world.clock.now() - query.pressedAt : 0;
      if (!query || query.answer || afterMs > world.limits.callbackAnswerMs) {
        throw badRequest("query is too old and response timeout expired or query ID is invalid");
      }
      const url = args.text("url");
      if (url !== "" && !url.startsWith(`https://t.me/${world.bot.username}?start=`)) {
        throw badRequest("URL_INVALID");
      }
      query.answer = compact<CallbackAnswer>({
        queryId: query.id,
        text: text === "" ? undefined : text,
        showAlert: args.flag("show_alert"),
        url: url === "" ? undefined : url,
        afterMs,
      });
      world.journal.emit({ type: "callback-answered", answer: query.answer });
      return true;
    },
  },
};
