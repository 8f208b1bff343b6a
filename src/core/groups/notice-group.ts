import type { GroupLinkModel } from "../../database/types.ts";
import { can } from "../access/policy.ts";
import { soleCompany } from "../directory/sole-company.ts";
import type { ChatPlatform } from "../platform.ts";
import type { Work } from "../work/work.ts";

interface Group {
  platform: ChatPlatform;
  chatId: string;
}

/** The bot came into a group, brought by whomever: staff are asked which building's it is. Nothing goes there before. */
export const noticeGroup = async (
  work: Work,
  { platform, chatId, title }: Group & { title: string },
): Promise<GroupLinkModel | null> => {
  const { tx, actor, now, vault } = work;
  const companyId = actor.kind === "person" ? actor.companyId : (await soleCompany(tx))?.id;
  if (!companyId || !can(actor, "group.notice", { companyId })) return null;
  const titleSealed = vault.seal(title);
  const group = await tx.groupLink.upsert({
    where: { platform_chatId: { platform, chatId } },
    create: { companyId, platform, chatId, titleSealed, createdAt: now },
    // Whoever removed the bot and adds it again is asked again.
    update: { titleSealed, state: "waiting", buildingId: null, threadId: null },
  });
  work.audit({ act: "group.noticed", subjectType: "group", subjectId: group.id });
  work.announce({ type: "group.changed", act: "asked", companyId: group.companyId, groupId: group.id });
  return group;
};

/** The bot is no longer in the group: it is no building's any more. */
export const loseGroup = async (work: Work, { platform, chatId }: Group): Promise<boolean> => {
  const { tx } = work;
  const group = await tx.groupLink.findUnique({ where: { platform_chatId: { platform, chatId } } });
  if (!group || group.state === "left") return false;
  await tx.buildingChat.deleteMany({ where: { platform, chatId } });
  await tx.groupLink.update({ where: { id: group.id }, data: { state: "left", buildingId: null } });
  work.audit({ act: "group.lost", subjectType: "group", subjectId: group.id });
  work.announce({ type: "group.changed", act: "left", companyId: group.companyId, groupId: group.id });
  return true;
};

/** Somebody asks in a topic that announcements go there; staff decide on the group's card. */
export const proposeTopic = async (
  work: Work,
  { platform, chatId, threadId, by }: Group & { threadId: string; by: string },
): Promise<boolean> => {
  const group = await work.tx.groupLink.findUnique({ where: { platform_chatId: { platform, chatId } } });
  if (group?.state !== "linked") return false;
  await work.tx.groupLink.update({
    where: { id: group.id },
    data: { topicSealed: work.vault.seal(JSON.stringify({ threadId, by })) },
  });
  work.audit({ act: "group.topic-proposed", subjectType: "group", subjectId: group.id, after: { threadId } });
  work.announce({ type: "group.changed", act: "topic", companyId: group.companyId, groupId: group.id });
  return true;
};
