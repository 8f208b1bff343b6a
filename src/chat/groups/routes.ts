import { decideGroup, takeTopic } from "../../core/groups/decide-group.ts";
import { loseGroup, noticeGroup, proposeTopic } from "../../core/groups/notice-group.ts";
import type { Outcome } from "../../core/outcome.ts";
import type { ActionRoute, FallbackRoute, Route, Turn } from "../route.ts";
import type { ChatSettings } from "../settings.ts";
import { type Translate, t } from "../text.ts";
import { chooseForm, rulesForm } from "./group-forms.ts";
import { requestCommand } from "./group-request.ts";
import { newcomersRoute } from "./newcomers.ts";

const formButton = (name: string, form: string): ActionRoute => ({
  kind: "action",
  name,
  opens: form,
  handle: ({ respond }, args) => respond.openForm(form, ...args),
});

const tell = ({ respond }: Turn, outcome: Outcome<null, string>): void => {
  if (!outcome.ok) respond.notice(t(`house-chats.refusal.${outcome.code}`), "alert");
};

/** `/topic` in a topic of the group: announcements shall go there, if staff agree. */
const topicCommand: Route = {
  kind: "command",
  name: "topic",
  platforms: ["telegram"],
  audience: "resident",
  inGroups: "administrators",
  description: "house-chats.command.topic",
  handle: async ({ work, event, respond }) => {
    const { platform, chat, sender } = event;
    const threadId = chat.threadId;
    const proposed =
      chat.kind === "group" &&
      threadId !== null &&
      (await proposeTopic(work, { platform, chatId: chat.id, threadId, by: sender.name }));
    respond.notice(t(proposed ? "house-chats.topic.asked" : "house-chats.topic.how"));
  },
};

const membershipRoute: FallbackRoute = {
  kind: "fallback",
  name: "group-membership",
  handle: async ({ work, event }) => {
    if (event.type !== "membership" || event.chat.kind !== "group") return false;
    const group = { platform: event.platform, chatId: event.chat.id };
    if (event.change === "removed") await loseGroup(work, group);
    if (event.change === "added") await noticeGroup(work, { ...group, title: event.title ?? event.chat.id });
    return true;
  },
};

/** The Telegram groups of buildings: which is whose, its manners, and requests made of what neighbours say. */
export const groupRoutes = (settings: ChatSettings, translate: Translate): Route[] => [
  ...[chooseForm, rulesForm].map((form): Route => ({ kind: "form", form })),
  {
    kind: "action",
    name: "gr.link",
    handle: async (turn, [groupId = "", buildingId = ""]) =>
      tell(turn, await decideGroup(turn.work, { groupId, buildingId: buildingId || null })),
  },
  {
    kind: "action",
    name: "gr.topic",
    handle: async (turn, [groupId = ""]) => tell(turn, await takeTopic(turn.work, { groupId })),
  },
  formButton("gr.choose", chooseForm.id),
  formButton("gr.rules", rulesForm.id),
  requestCommand(translate),
  topicCommand,
  membershipRoute,
  newcomersRoute(settings),
];
