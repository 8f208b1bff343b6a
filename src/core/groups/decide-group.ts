import { can } from "../access/policy.ts";
import { refuse } from "../directory/refuse.ts";
import { done, type Outcome } from "../outcome.ts";
import type { Work } from "../work/work.ts";

export type DecideRefusal = "forbidden" | "not-found" | "gone";

/** Staff say whose group it is; null: none of ours, the bot keeps silent there. */
export const decideGroup = async (
  work: Work,
  { groupId, buildingId }: { groupId: string; buildingId: string | null },
): Promise<Outcome<null, DecideRefusal>> => {
  const { tx, actor, now } = work;
  const attempt = { act: "group.link", subjectType: "group", subjectId: groupId };
  const group = await tx.groupLink.findUnique({ where: { id: groupId } });
  if (!group) return refuse(work, attempt, "not-found");
  if (group.state === "left") return refuse(work, attempt, "gone");
  const { companyId, platform, chatId } = group;
  const building = buildingId ? await tx.building.findFirst({ where: { id: buildingId, companyId } }) : null;
  if (buildingId && !building) return refuse(work, attempt, "not-found");
  if (!mayDecide(work, companyId, building?.id ?? group.buildingId))
    return refuse(work, attempt, "forbidden");
  const decidedBy = actor.kind === "person" ? actor.personId : null;
  if (building) {
    await tx.buildingChat.upsert({
      where: { platform_chatId: { platform, chatId } },
      create: { companyId, buildingId: building.id, platform, chatId, linkedBy: decidedBy, createdAt: now },
      update: { buildingId: building.id, linkedBy: decidedBy },
    });
  } else {
    await tx.buildingChat.deleteMany({ where: { platform, chatId } });
  }
  const state = building ? "linked" : "refused";
  await tx.groupLink.update({
    where: { id: groupId },
    data: { state, buildingId: building?.id ?? null, decidedBy, threadId: null, topicSealed: null },
  });
  work.audit({
    ...attempt,
    before: { state: group.state, buildingId: group.buildingId },
    after: { state, buildingId: building?.id ?? null },
  });
  work.announce({ type: "group.changed", act: state, companyId, groupId });
  return done(null);
};

/** Of which building it is nobody knows yet: whoever decides for any building may say that it is none. */
const mayDecide = ({ actor }: Work, companyId: string, buildingId: string | null): boolean => {
  const roles = actor.kind === "person" ? actor.roles : [];
  const places = buildingId ? [buildingId] : [null, ...roles.map((role) => role.buildingId)];
  return places.some((place) => can(actor, "group.link", { companyId, buildingId: place }));
};

/** Announcements go into the proposed topic of the group from now on. */
export const takeTopic = async (
  work: Work,
  { groupId }: { groupId: string },
): Promise<Outcome<null, DecideRefusal>> => {
  const { tx, vault } = work;
  const attempt = { act: "group.link", subjectType: "group", subjectId: groupId };
  const group = await tx.groupLink.findUnique({ where: { id: groupId } });
  if (!group?.buildingId || !group.topicSealed) return refuse(work, attempt, "not-found");
  const { companyId, buildingId, platform, chatId } = group;
  if (!can(work.actor, "group.link", { companyId, buildingId })) return refuse(work, attempt, "forbidden");
  const { threadId } = JSON.parse(vault.open(group.topicSealed)) as { threadId: string };
  await tx.buildingChat.updateMany({ where: { platform, chatId }, data: { threadId } });
  await tx.groupLink.update({ where: { id: groupId }, data: { threadId, topicSealed: null } });
  work.audit({ ...attempt, after: { threadId } });
  work.announce({ type: "group.changed", act: "topic", companyId, groupId });
  return done(null);
};
