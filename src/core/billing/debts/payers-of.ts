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

/**
 * Whom to remind of a debt since a day: the account's payers. Where an owner of that day has moved out and nobody has
 * ended the account yet, only owners of that day: who bought the unit since then doesn't owe it.
 */
export const debtorsOf = async (db: Db, accountId: string, since: Day, now: Date): Promise<string[]> => {
  const account = await db.billingAccount.findUniqueOrThrow({ where: { id: accountId } });
  const owners = await verifiedOwners(db, account.unitId);
  const payers = owners.filter((owner) => isOfAccount(owner, account, now));
  const idsOf = (some: typeof owners): string[] => [...new Set(some.map(({ personId }) => personId))];
  if (account.closed !== null) return idsOf(payers);
  const then = owners.filter(({ from, to }) => dayOf(from) <= since && (to === null || dayOf(to) >= since));
  const still = then.filter((owner) => payers.includes(owner));
  if (then.length === still.length) return idsOf(payers);
  return idsOf(still.length > 0 ? still : then);
};

/** The verified owners whose account it is, also those who have moved out since it was closed: it is their debt. */
export const payersOf = async (db: Db, accountId: string, now: Date): Promise<string[]> => {
  const account = await db.billingAccount.findUniqueOrThrow({ where: { id: accountId } });
  const owners = await verifiedOwners(db, account.unitId);
  return owners.filter((owner) => isOfAccount(owner, account, now)).map(({ personId }) => personId);
};

const verifiedOwners = (db: Db, unitId: string) =>
  db.occupancy.findMany({
    where: { unitId, kind: "owner", verifiedAt: { not: null } },
    select: { personId: true, from: true, to: true },
    orderBy: { id: "asc" },
  });

const dayOf = (at: Date): Day => at.toISOString().slice(0, 10);
