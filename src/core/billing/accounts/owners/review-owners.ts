import type { BillingAccountModel, OwnerNoticeModel } from "../../../../database/types.ts";
import { groupBy } from "../../../group-by.ts";
import type { Work } from "../../../work/work.ts";
import { type Day, dayAt, daysBetween } from "../../calendar.ts";
import { lockUnits } from "../lock-units.ts";
import { type Owned, ownerChanges } from "./owner-changes.ts";

/** So near to a day on which the account was changed, or left as it is, the register tells of the same change. */
const nearDays = 14;

/**
 * Looks whether the accounts of units still belong to those whom the register has there. Of each change staff are asked once;
 * what they are asked follows the register as long as they have not answered.
 */
export const reviewOwners = async (
  work: Work,
  companyId: string,
  unitIds: readonly string[],
): Promise<void> => {
  const { tx } = work;
  const has = await tx.billingAccount.findMany({
    where: { unitId: { in: [...unitIds] } },
    select: { unitId: true },
    distinct: ["unitId"],
  });
  const ids = has.map(({ unitId }) => unitId);
  if (ids.length === 0) return;
  await lockUnits(tx, ids);
  const where = { unitId: { in: ids } };
  const accounts = groupBy(
    await tx.billingAccount.findMany({ where, orderBy: { opened: "asc" } }),
    ({ unitId }) => unitId,
  );
  const notices = groupBy(await tx.ownerNotice.findMany({ where }), ({ unitId }) => unitId);
  const owned = groupBy(
    await tx.occupancy.findMany({ where: { ...where, kind: "owner" } }),
    ({ unitId }) => unitId,
  );
  const units = await tx.unit.findMany({
    where: { id: { in: ids } },
    select: { id: true, building: { select: { timeZone: true } } },
  });
  for (const { id, building } of units) {
    const all = accounts.get(id) ?? [];
    const account = all.at(-1);
    if (!account) continue;
    const asked = notices.get(id) ?? [];
    const held = (owned.get(id) ?? []).map(({ from, to }) => ({
      from: dayAt(from, building.timeZone),
      to: to && dayAt(to, building.timeZone),
    }));
    const answered = asked.filter(({ state, accountId, nextAccountId }) =>
      state === "left" ? accountId === account.id : nextAccountId === account.id,
    );
    const settled = [...(all.length > 1 ? [account.opened] : []), ...answered.map(({ day }) => day)];
    const open = asked.find(({ state }) => state === "open");
    await follow(work, { companyId, account, open, day: dayToAsk(held, account.opened, settled) });
  }
};

/** The first day on which the unit passed to others, of which staff have not been asked or decided anything. */
const dayToAsk = (owned: readonly Owned[], opened: Day, settled: readonly Day[]): Day | undefined =>
  ownerChanges(owned, opened).find((day) =>
    settled.every((known) => Math.abs(daysBetween(known, day)) > nearDays),
  );

interface Following {
  companyId: string;
  account: BillingAccountModel;
  open: OwnerNoticeModel | undefined;
  day: Day | undefined;
}

const follow = async (
  { tx, now, audit, announce }: Work,
  { companyId, account, open, day }: Following,
): Promise<void> => {
  if (open?.day === day) return;
  const { id: accountId, unitId } = account;
  const attempt = { subjectType: "account", subjectId: accountId, before: { day: open?.day ?? null } };
  if (!open && day !== undefined) {
    const data = { companyId, unitId, accountId, day, createdAt: now };
    const { id: noticeId } = await tx.ownerNotice.create({ data, select: { id: true } });
    audit({ act: "account.owners-changed", ...attempt, after: { day, noticeId } });
    announce({ type: "owner-notice.changed", companyId, noticeId });
  } else if (open) {
    const data = day === undefined ? { state: "withdrawn" as const, decidedAt: now } : { day };
    await tx.ownerNotice.update({ where: { id: open.id }, data });
    audit({ act: "account.owners-changed", ...attempt, after: { day: day ?? null, noticeId: open.id } });
    announce({ type: "owner-notice.changed", companyId, noticeId: open.id });
  }
};
