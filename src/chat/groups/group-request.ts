import { can } from "../../core/access/policy.ts";
import { incidentBehind, openIncidents } from "../../core/incidents/find-incidents.ts";
import { fileRequest } from "../../core/requests/file-request.ts";
import type { Work } from "../../core/work/work.ts";
import { newFiles } from "../answers.ts";
import type { ChatEvent } from "../event.ts";
import { incidentBody } from "../incidents/words.ts";
import { emergencyIn } from "../requests/emergency-remark.ts";
import { sourceOf } from "../requests/source-of.ts";
import { refusalText } from "../requests/words.ts";
import type { CommandRoute, Turn } from "../route.ts";
import { moment, type Text, t } from "../text.ts";

type CommandEvent = Extract<ChatEvent, { type: "command" }>;

/** `/request` on a neighbour's message in the building's group makes a request of it, about the common places. */
export const requestCommand: CommandRoute = {
  kind: "command",
  name: "request",
  platforms: ["telegram"],
  audience: "resident",
  description: "house-chats.command.request",
  handle: async (turn, words) => {
    if (turn.event.chat.kind !== "group") return turn.respond.openForm("request.new");
    await fileFromGroup(turn, words.trim());
  },
};

const fileFromGroup = async (turn: Turn<CommandEvent>, words: string): Promise<void> => {
  const { work, event, respond } = turn;
  const privately = (text: Text) => respond.replyPrivately({ blocks: [{ type: "text", text }] });
  const chat = await work.tx.buildingChat.findUnique({
    where: { platform_chatId: { platform: event.platform, chatId: event.chat.id } },
  });
  if (!chat) return privately(t("house-chats.request.no-building"));
  const { companyId, buildingId } = chat;
  if (!can(work.actor, "request.file", { companyId, buildingId }))
    return privately(t("house-chats.request.not-here"));
  const { about } = event;
  const text = [about?.text.trim() ?? "", words].filter(Boolean).join("\n");
  if (text === "") return privately(t("house-chats.request.how"));
  const source = sourceOf(event, about?.message ?? event.message);
  const known = await filedFrom(work, source);
  if (known !== null)
    return respond.reply({
      blocks: [{ type: "text", text: t("house-chats.request.known", { number: known }) }],
    });
  if (emergencyIn(text) === null && (await answeredByIncident(turn, buildingId, text))) return;
  const filed = await fileRequest(work, {
    buildingId,
    categoryKey: "other",
    text,
    files: newFiles(event.platform, about?.files ?? []),
    source,
  });
  if (!filed.ok) return privately(refusalText(filed));
  const { number, emergency } = filed.value;
  respond.reply({ blocks: [{ type: "text", text: t("house-chats.request.filed", { number }) }] });
  if (emergency?.call112) privately(t(`requests.emergency.${emergency.kind}`));
};

const filedFrom = async ({ tx }: Work, source: string): Promise<number | null> => {
  const event = await tx.requestEvent.findUnique({
    where: { source },
    select: { request: { select: { number: true } } },
  });
  return event?.request.number ?? null;
};

/** Of one's own words nothing tells the category: an incident of the whole house is shown beside the request. */
const answeredByIncident = async (
  { work, respond }: Turn,
  buildingId: string,
  text: string,
): Promise<boolean> => {
  const incidents = await openIncidents(work.tx, work.vault, [buildingId]);
  const named = incidents.filter(({ texts }) =>
    Object.values(texts).some(({ title }) => sharesWord(title, text)),
  );
  const [incident] = named;
  if (!incident || !incidentBehind(named, { buildingId, unit: null }, incident.categoryKey)) return false;
  const { timeZone } = await work.tx.building.findUniqueOrThrow({ where: { id: buildingId } });
  respond.reply({
    blocks: [
      { type: "text", text: t("incidents.question.title") },
      { type: "quote", text: incidentBody(incident) },
      {
        type: "text",
        text: t("incidents.question.expected", { until: moment(incident.expectedEndAt, timeZone) }),
      },
      { type: "note", text: t("house-chats.request.different") },
    ],
  });
  return true;
};

const longWord = 4;

/** Whether a word of the incident's title, by its stem, is in the text: "вода" and "воды нет". */
const sharesWord = (title: string, text: string): boolean => {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  return (title.toLowerCase().match(/\p{L}+/gu) ?? [])
    .filter((word) => word.length >= longWord)
    .some((word) => words.some((said) => said.startsWith(word.slice(0, Math.max(3, word.length - 1)))));
};
