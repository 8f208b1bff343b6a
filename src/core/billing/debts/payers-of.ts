import type { Db } from "../../../database/db.ts";
import type { Day } from "../calendar.ts";

interface Days {
  opened: Day;
  closed: Day | null;
}

/**
 * Whether somebody who held a unit from `from` to `to` is among those whose account it is: of an account in use who
 * holds the unit now, of one that a change of owner has closed who held it on its days.
 */
export const isOfAccount = (
  { from, to }: { from: Date; to: Date | null },
  { opened, closed }: Days,
  now: Date,
): boolean =>
  closed === null
    ? from <= now && (to === null || to > now)
    : dayOf(from) <= closed && (to === null || dayOf(to) > opened);

/** The verified owners whose account it is, also those who have moved out since it was closed: it is their debt. */
export const payersOf = async (db: Db, accountId: string, now: Date): Promise<string[]> => {
  const account = await db.billingAccount.findUniqueOrThrow({ where: { id: accountId } });
  const owners = await db.occupancy.findMany({
    where: { unitId: account.unitId, kind: "owner", verifiedAt: { not: null } },
    select: { personId: true, from: true, to: true },
    orderBy: { id: "asc" },
  });
  return owners.filter((owner) => isOfAccount(owner, account, now)).map(({ personId }) => personId);
};

const dayOf = (at: Date): Day => at.toISOString().slice(0, 10);
