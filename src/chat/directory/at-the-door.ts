import { joinByPhone } from "../../core/directory/join-by-phone.ts";
import { markUnreachable } from "../../core/directory/reachability.ts";
import type { MessageEvent } from "../event.ts";
import type { FallbackRoute, Turn } from "../route.ts";
import { t } from "../text.ts";
import { isOutside } from "./access.ts";
import { tellHowToJoin } from "./how-to-join.ts";
import { isCode, joinByCode } from "./join-by-code.ts";
import { welcomeView } from "./welcome.ts";
import { refusalText } from "./words.ts";

/** Someone unknown can do nothing but join: whatever they do in private is answered with how. Before other fallbacks. */
export const doorRoute: FallbackRoute = {
  kind: "fallback",
  name: "door",
  handle: async (turn) => {
    const { event, work } = turn;
    if (!isOutside(work.actor)) return false;
    if (event.chat.kind !== "private" && event.chat.kind !== "home") return false;
    if (event.type === "home-opened") tellHowToJoin(turn);
    if (event.type === "message") await answerMessage(turn, event);
    return event.type !== "membership" && event.type !== "migrated";
  },
};

/** A person who blocks the bot is sent nothing until they write again. */
export const blockedRoute: FallbackRoute = {
  kind: "fallback",
  name: "blocked",
  handle: async ({ work, event }) => {
    if (event.type !== "membership" || event.chat.kind !== "private") return false;
    if (event.change !== "blocked") return true;
    const { platform, sender } = event;
    await markUnreachable(work.tx, {
      platform,
      chatId: sender.privateChatId,
      reason: "blocked",
      now: work.now,
    });
    return true;
  },
};

const answerMessage = async (turn: Turn, message: MessageEvent): Promise<void> => {
  if (message.contact) return answerContact(turn, message.contact);
  if (isCode(message.text)) return joinByCode(turn, message.text);
  tellHowToJoin(turn);
};

const answerContact = async (
  { work, respond }: Turn,
  contact: NonNullable<MessageEvent["contact"]>,
): Promise<void> => {
  const outcome = await joinByPhone(work, contact);
  if (outcome.ok) return respond.replyPrivately(await welcomeView(work, outcome.value.personId));
  if (outcome.code !== "no-match") return respond.notice(refusalText(outcome), "alert");
  respond.replyPrivately({
    blocks: [{ type: "text", text: t("directory.refusal.no-match") }],
    keyboard: { type: "remove" },
  });
  await respond.openForm("directory.ask");
};
