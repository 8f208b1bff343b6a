import { closeTalk } from "../../core/messages/reply-in-talk.ts";
import type { Route } from "../route.ts";
import type { ChatSettings } from "../settings.ts";
import { sourceOf } from "../source-of.ts";
import { t } from "../text.ts";
import { talkFallbacks } from "./incoming.ts";
import { conversationsCommand } from "./talk-card.ts";
import { officeForm, replyForm } from "./talk-forms.ts";
import { unitLetterRoutes } from "./unit-letter.ts";
import { refusalText } from "./words.ts";

/** Conversations of residents and the office outside of requests. Its fallbacks go before those of requests. */
export const messageRoutes = (settings: ChatSettings): Route[] => [
  ...[officeForm, replyForm(settings)].map((form): Route => ({ kind: "form", form })),
  {
    kind: "command",
    name: "office",
    platforms: ["telegram"],
    audience: "resident",
    description: "messages.command.office",
    handle: async ({ respond, event }, words) => {
      if (event.chat.kind !== "private") return respond.notice(t("messages.say.privately"));
      const source = sourceOf(event, event.message);
      await respond.openFormWith(
        officeForm.id,
        [],
        words.trim()
          ? { text: { kind: "text", text: words.trim(), source }, photos: { kind: "skipped" } }
          : {},
      );
    },
  },
  conversationsCommand,
  {
    kind: "action",
    name: "ms.say",
    opens: officeForm.id,
    handle: ({ respond }, [talkId = ""]) => respond.openForm(officeForm.id, talkId),
  },
  {
    kind: "action",
    name: "ms.reply",
    opens: "talk.reply",
    handle: ({ respond }, args) => respond.openForm("talk.reply", ...args),
  },
  {
    kind: "action",
    name: "ms.close",
    handle: async ({ work, respond }, [talkId = ""]) => {
      const closed = await closeTalk(work, { talkId });
      respond.notice(
        closed.ok ? t("messages.closed", { number: closed.value.number }) : refusalText(closed),
        closed.ok ? "info" : "alert",
      );
    },
  },
  ...unitLetterRoutes(settings),
  ...talkFallbacks(settings),
];
