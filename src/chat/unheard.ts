import type { FallbackRoute } from "./route.ts";
import { t } from "./text.ts";

/** What nobody else has taken of what is said in private: a place, a sticker, a word to a bot that expects none. The last. */
export const unheardRoute: FallbackRoute = {
  kind: "fallback",
  name: "unheard",
  handle: async ({ event, respond }) => {
    if (event.type !== "message" || event.chat.kind !== "private") return false;
    respond.notice(t("chat.unheard"), "alert");
    return true;
  },
};
