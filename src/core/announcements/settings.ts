import type { AnnouncementKind, Tx } from "../../database/types.ts";
import { can } from "../access/policy.ts";
import { refuse } from "../directory/refuse.ts";
import { done, type Outcome } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { manners, notificationKindOf } from "./manners.ts";

export const secondPersonRules = ["never", "company-wide", "always"] as const;

export type SecondPersonRule = (typeof secondPersonRules)[number];

export interface AnnouncementSettings {
  /** Which announcements a second person confirms. */
  secondPerson: SecondPersonRule;
  /** Minute of the day at which digests go out. */
  digestAt: number;
}

const defaults: AnnouncementSettings = { secondPerson: "company-wide", digestAt: 18 * 60 };

export const announcementSettings = async (
  tx: Pick<Tx, "announcementSettings">,
  companyId: string,
): Promise<AnnouncementSettings> => {
  const row = await tx.announcementSettings.findUnique({ where: { companyId } });
  if (!row) return defaults;
  const secondPerson = secondPersonRules.find((rule) => rule === row.secondPerson) ?? defaults.secondPerson;
  return { secondPerson, digestAt: row.digestAt };
};

/** The rule for a kind: its own where the company set one, else the one for all. */
export const secondPersonFor = async (
  tx: Pick<Tx, "announcementSettings" | "notificationDefault">,
  { companyId, kind }: { companyId: string; kind: AnnouncementKind },
): Promise<SecondPersonRule> => {
  const own = await tx.notificationDefault.findUnique({
    where: { companyId_kind: { companyId, kind: notificationKindOf(kind) } },
    select: { secondPerson: true },
  });
  const rule = secondPersonRules.find((one) => one === own?.secondPerson);
  return rule ?? (await announcementSettings(tx, companyId)).secondPerson;
};

/** Whether the rule asks for two persons; `isForAll`: it goes to every building. What is urgent is never held up. */
export const needsSecond = (
  rule: SecondPersonRule,
  { kind, isForAll }: { kind: AnnouncementKind; isForAll: boolean },
): boolean => !manners[kind].urgent && (rule === "always" || (rule === "company-wide" && isForAll));

/** Changes the company's rules for announcements. */
export const changeAnnouncementSettings = async (
  work: Work,
  input: AnnouncementSettings,
): Promise<Outcome<AnnouncementSettings, "forbidden" | "bad-time">> => {
  const { tx, actor } = work;
  const companyId = actor.kind === "person" ? actor.companyId : null;
  const attempt = { act: "announcement.settings", subjectType: "company", subjectId: companyId };
  if (!companyId || !can(actor, "announcement.settings", { companyId }))
    return refuse(work, attempt, "forbidden");
  const { secondPerson, digestAt } = input;
  if (!Number.isInteger(digestAt) || digestAt < 0 || digestAt >= 24 * 60)
    return refuse(work, attempt, "bad-time");
  const before = await announcementSettings(tx, companyId);
  const data = { secondPerson, digestAt };
  await tx.announcementSettings.upsert({
    where: { companyId },
    create: { companyId, ...data },
    update: data,
  });
  work.audit({ ...attempt, before: { ...before }, after: data });
  return done(data);
};
