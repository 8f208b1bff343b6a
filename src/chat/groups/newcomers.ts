import { groupRulesOf } from "../../core/groups/group-rules.ts";
import type { FallbackRoute } from "../route.ts";
import type { ChatSettings } from "../settings.ts";
import { type Text, t } from "../text.ts";

/** One greeting serves for all who come in so many minutes: a chat is not to be flooded by its own rules. */
const togetherMs = 10 * 60_000;

/** Newcomers of a building's group read its rules, and how to reach the office. */
export const newcomersRoute = (settings: ChatSettings): FallbackRoute => ({
  kind: "fallback",
  name: "newcomers",
  handle: async ({ work, event }) => {
    if (event.type !== "newcomers") return false;
    const { platform, chat } = event;
    const linked = await work.tx.buildingChat.findUnique({
      where: { platform_chatId: { platform, chatId: chat.id } },
    });
    if (!linked) return true;
    const [rules, building] = await Promise.all([
      groupRulesOf(work, linked.buildingId),
      work.tx.building.findUniqueOrThrow({ where: { id: linked.buildingId }, select: { language: true } }),
    ]);
    if (!rules.greets) return true;
    const words: Text =
      Object.keys(rules.texts).length > 0
        ? { byLanguage: { ...rules.texts } }
        : t("house-chats.greeting.rules");
    work.send({
      address: { platform, chatId: chat.id },
      lane: "notice",
      language: building.language,
      companyId: linked.companyId,
      dedupeKey: `newcomers:${chat.id}:${Math.floor(work.now.getTime() / togetherMs)}`,
      what: {
        kind: "message",
        content: {
          blocks: [
            { type: "heading", text: t("house-chats.greeting.title") },
            { type: "text", text: words },
            { type: "note", text: t("house-chats.greeting.request") },
          ],
          buttons: settings.botUsername
            ? [
                [
                  {
                    label: t("house-chats.greeting.open-bot"),
                    do: { url: `https://t.me/${settings.botUsername}?start` },
                  },
                ],
              ]
            : [],
        },
      },
    });
    return true;
  },
});
