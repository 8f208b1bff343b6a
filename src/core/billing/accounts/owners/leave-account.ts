import { can } from "../../../access/policy.ts";
import { refuse } from "../../../directory/refuse.ts";
import { done, type Outcome } from "../../../outcome.ts";
import type { Work } from "../../../work/work.ts";
import { lockUnits } from "../lock-units.ts";
import { reviewOwners } from "./review-owners.ts";

/** Somebody says that an account goes on although the register has other owners. Of two answers the first counts. */
export const leaveAccount = async (
  work: Work,
  { noticeId }: { noticeId: string },
): Promise<Outcome<null, "not-found" | "forbidden" | "owner-settled">> => {
  const { tx, actor, now } = work;
  const attempt = { act: "account.leave", subjectType: "account", subjectId: noticeId };
  const notice = await tx.ownerNotice.findUnique({ where: { id: noticeId } });
  if (!notice) return refuse(work, attempt, "not-found");
  const { companyId, accountId, unitId, day } = notice;
  if (actor.kind !== "person" || !can(actor, "account.manage", { companyId }))
    return refuse(work, attempt, "forbidden");
  await lockUnits(tx, [unitId]);
  const { count } = await tx.ownerNotice.updateMany({
    where: { id: noticeId, state: "open" },
    data: { state: "left", decidedBy: actor.personId, decidedAt: now },
  });
  if (count === 0) return refuse(work, attempt, "owner-settled");
  work.audit({ ...attempt, subjectId: accountId, after: { noticeId, day } });
  work.announce({ type: "owner-notice.changed", companyId, noticeId });
  // There may have been another change since.
  await reviewOwners(work, companyId, [unitId]);
  return done(null);
};
