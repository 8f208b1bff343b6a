import type { AnnouncementKind, AnnouncementModel, Tx } from "../../database/types.ts";
import {
  type GroupRule,
  groupRules,
  manners,
  notificationKindOf,
  type SeenRule,
  seenRules,
} from "./manners.ts";

/** What an announcement keeps from the day on which it was written, whatever the company changes later. */
export interface KindRules {
  groupRule: GroupRule;
  seenRule: SeenRule;
}

/** How the company's announcements of a kind go into groups and ask for a word: as the company said, else as the kind does. */
export const kindRules = async (
  tx: Pick<Tx, "notificationDefault">,
  { companyId, kind }: { companyId: string; kind: AnnouncementKind },
): Promise<KindRules> => {
  const row = await tx.notificationDefault.findUnique({
    where: { companyId_kind: { companyId, kind: notificationKindOf(kind) } },
    select: { groupRule: true, seenRule: true },
  });
  return {
    groupRule: groupRules.find((rule) => rule === row?.groupRule) ?? manners[kind].group,
    seenRule: seenRules.find((rule) => rule === row?.seenRule) ?? manners[kind].seen,
  };
};

export const groupRuleOf = ({ groupRule, kind }: Pick<AnnouncementModel, "groupRule" | "kind">): GroupRule =>
  groupRules.find((rule) => rule === groupRule) ?? manners[kind].group;

export const seenRuleOf = ({ seenRule, kind }: Pick<AnnouncementModel, "seenRule" | "kind">): SeenRule =>
  seenRules.find((rule) => rule === seenRule) ?? manners[kind].seen;
