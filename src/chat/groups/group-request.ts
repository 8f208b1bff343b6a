import { can } from "../../core/access/policy.ts";
import { languages } from "../../core/directory/languages.ts";
import { answerIncident } from "../../core/incidents/answer-incident.ts";
import { openIncidents } from "../../core/incidents/find-incidents.ts";
import type { Incident } from "../../core/incidents/incident.ts";
import { reaches } from "../../core/incidents/place.ts";
import { fileRequest } from "../../core/requests/file-request.ts";
import type { Work } from "../../core/work/work.ts";
import { newFiles } from "../answers.ts";
import type { ChatEvent } from "../event.ts";
import { incidentBody, incidentCategory } from "../incidents/words.ts";
import { emergencyIn } from "../requests/emergency-remark.ts";
import { newByCommand } from "../requests/new-by-command.ts";
import { refusalText } from "../requests/words.ts";
import type { CommandRoute, Turn } from "../route.ts";
import { sourceOf } from "../source-of.ts";
import { moment, type Text, type Translate, t } from "../text.ts";
import { speaksOf } from "./speaks-of.ts";

type CommandEvent = Extract<ChatEvent, { type: "command" }>;

/** `/request` on a neighbour's message in the building's group makes a request of it, about the common places. */
export const requestCommand = (translate: Translate): CommandRoute => ({
  kind: "command",
  name: "request",
  platforms: ["telegram"],
  audience: "resident",
  inGroups: "everybody",
  description: "house-chats.command.request",
  handle: async (turn, words) => {
    if (turn.event.chat.kind !== "group") return newByCommand(turn, words);
    await fileFromGroup(turn, translate, words.trim());
  },
});

const fileFromGroup = async (
  turn: Turn<CommandEvent>,
  translate: Translate,
  words: string,
): Promise<void> => {
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
  // A picture shows something in particular.
  const files = about?.files ?? [];
  const plainWords = emergencyIn(text) === null && files.length === 0;
  if (plainWords && (await answeredByIncident(turn, translate, { buildingId, text }))) return;
  const filed = await fileRequest(work, {
    buildingId,
    categoryKey: "other",
    text,
    files: newFiles(event.platform, files),
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

/**
 * Where the message says no more than what an incident of the whole house is about, the incident answers it, and the
 * asker hears of its end. Whatever else it may mean becomes a request.
 */
const answeredByIncident = async (
  { work, respond }: Turn,
  translate: Translate,
  { buildingId, text }: { buildingId: string; text: string },
): Promise<boolean> => {
  const incident = await incidentNamed(work, translate, { buildingId, text });
  if (!incident) return false;
  const answered = await answerIncident(work, { incidentId: incident.id, answer: "thanked" });
  if (!answered.ok) return false;
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

const incidentNamed = async (
  work: Work,
  translate: Translate,
  { buildingId, text }: { buildingId: string; text: string },
): Promise<Incident | null> => {
  for (const incident of await openIncidents(work.tx, work.vault, [buildingId])) {
    if (!reaches(incident, { buildingId, unit: null })) continue;
    const what = await incidentCategory(work.tx, incident);
    if (languages.some((language) => speaksOf(text, translate(what, language)))) return incident;
  }
  return null;
};
