import type { Work } from "../work/work.ts";
import { kindDefaults, notificationKinds, type WayName } from "./kinds.ts";

/** Kinds that a person may turn off. */
export const mutableKinds = notificationKinds.filter((kind) => kindDefaults[kind].optOut);

/** Turns a way off for every kind that may be; emergencies still come by it. Resolves to whether anything changed. */
export const muteWay = async (
  work: Work,
  { companyId, personId, way, via }: { companyId: string; personId: string; way: WayName; via: string },
): Promise<boolean> => {
  const { tx, now } = work;
  const known = await tx.notificationSetting.findMany({ where: { personId, way }, select: { kind: true } });
  const missing = mutableKinds.filter((kind) => !known.some((one) => one.kind === kind));
  if (missing.length === 0) return false;
  await tx.notificationSetting.createMany({
    data: missing.map((kind) => ({ personId, companyId, kind, way, via, createdAt: now })),
  });
  work.audit({
    act: "notifications.mute",
    subjectType: "person",
    subjectId: personId,
    after: { way, via, kinds: missing },
  });
  return true;
};
