import type { AnnouncementModel, BuildingChatModel } from "../../database/types.ts";
import { newId } from "../directory/new-id.ts";
import type { Platform } from "../platform.ts";
import type { Work } from "../work/work.ts";
import { audienceIn } from "./announcement.ts";
import { isForWholeBuildings } from "./audience.ts";
import { deliveryRows } from "./delivery-rows.ts";
import { drawnGroup } from "./drawn.ts";
import { groupRuleOf } from "./kind-rules.ts";
import { manners } from "./manners.ts";

/** Puts an announcement into the groups of its buildings; resolves to how many. */
export const postToGroups = async (work: Work, announcement: AnnouncementModel): Promise<number> => {
  const { tx, now } = work;
  const { id: announcementId, companyId, kind, textVersion } = announcement;
  const audience = audienceIn(announcement);
  if (groupRuleOf(announcement) === "none" || !isForWholeBuildings(audience)) return 0;
  const found = await tx.buildingChat.findMany({
    where: {
      companyId,
      ...(audience.buildingIds.length > 0 ? { buildingId: { in: [...audience.buildingIds] } } : {}),
    },
    orderBy: { id: "asc" },
  });
  const chats = await whereHeard(work, announcement, found);
  const buildings = await tx.building.findMany({
    where: { id: { in: chats.map(({ buildingId }) => buildingId) } },
    select: { id: true, language: true },
  });
  const languages = new Map(buildings.map(({ id, language }) => [id, language]));
  const rows = chats.map(({ id, buildingId, platform, chatId, threadId }) => {
    const deliveryId = newId(now);
    const language = languages.get(buildingId) ?? "ru";
    return { id: deliveryId, target: `group:${id}`, platform, chatId, threadId, language };
  });
  await deliveryRows.insert(
    tx,
    rows.map((row) => ({
      ...row,
      companyId,
      announcementId,
      personId: null,
      way: "group",
      outboxKey: `an:${row.id}`,
      textVersion,
      queuedAt: now,
    })),
  );
  for (const { id, platform, chatId, threadId, language } of rows)
    work.send({
      address: { platform: platform as Platform, chatId, ...(threadId === null ? {} : { threadId }) },
      lane: manners[kind].lane === "emergency" ? "emergency" : "notice",
      language,
      companyId,
      subjectId: announcementId,
      dedupeKey: `an:${id}`,
      what: { kind: "drawn", from: drawnGroup(announcementId) },
    });
  return rows.length;
};

/** That something is off stands only where it was announced. */
const whereHeard = async (
  { tx }: Work,
  { followsId }: AnnouncementModel,
  chats: readonly BuildingChatModel[],
): Promise<readonly BuildingChatModel[]> => {
  if (!followsId) return chats;
  const followed = await tx.announcement.findUnique({ where: { id: followsId }, select: { state: true } });
  if (followed?.state !== "cancelled") return chats;
  const posted = await tx.delivery.findMany({
    where: { announcementId: followsId, way: "group", state: "sent" },
    select: { target: true },
  });
  return chats.filter(({ id }) => posted.some(({ target }) => target === `group:${id}`));
};
