import type { Db } from "../../../database/db.ts";
import type { Day } from "../calendar.ts";

/** The verified owners of the unit on the account's days, also those who have moved out since: it is their debt. */
export const payersOf = async (db: Db, accountId: string): Promise<string[]> => {
  const { unitId, opened, closed } = await db.billingAccount.findUniqueOrThrow({ where: { id: accountId } });
  const owners = await db.occupancy.findMany({
    where: { unitId, kind: "owner", verifiedAt: { not: null } },
    select: { personId: true, from: true, to: true },
    orderBy: { id: "asc" },
  });
  const overlaps = (from: Date, to: Date | null): boolean =>
    (closed === null || dayOf(from) <= closed) && (to === null || dayOf(to) > opened);
  return owners.filter(({ from, to }) => overlaps(from, to)).map(({ personId }) => personId);
};

const dayOf = (at: Date): Day => at.toISOString().slice(0, 10);
