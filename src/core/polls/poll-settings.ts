import type { Db } from "../../database/types.ts";
import { can } from "../access/policy.ts";
import { refuse } from "../directory/refuse.ts";
import { done, type Outcome } from "../outcome.ts";
import type { Work } from "../work/work.ts";

export interface PollSettings {
  /** Residents may propose polls. */
  proposals: boolean;
  /** Hours before the end at which those who have not voted are reminded of a proposed poll; 0: never. */
  remindHours: number;
}

/** What a building allows; nothing until somebody allows it. */
export const pollSettings = async (read: Db, buildingId: string): Promise<PollSettings> =>
  (await read.pollSettings.findUnique({ where: { buildingId } })) ?? { proposals: false, remindHours: 24 };

export const changePollSettings = async (
  work: Work,
  { buildingId, ...settings }: PollSettings & { buildingId: string },
): Promise<Outcome<PollSettings, "forbidden" | "no-place">> => {
  const { tx, actor } = work;
  const attempt = { act: "poll.settings", subjectType: "building", subjectId: buildingId };
  const building = await tx.building.findUnique({ where: { id: buildingId }, select: { companyId: true } });
  if (!building) return refuse(work, attempt, "no-place");
  const { companyId } = building;
  if (!can(actor, "poll.settings", { companyId, buildingId })) return refuse(work, attempt, "forbidden");
  const before = await pollSettings(tx, buildingId);
  await tx.pollSettings.upsert({
    where: { buildingId },
    create: { buildingId, companyId, ...settings },
    update: settings,
  });
  work.audit({
    ...attempt,
    before: { proposals: before.proposals, remindHours: before.remindHours },
    after: { ...settings },
  });
  return done(settings);
};
