import type { Db } from "../../../database/db.ts";
import type { Day } from "../calendar.ts";

/** A debt that was given up, as the office sees it. */
export interface GivenUp {
  id: string;
  date: Day;
  /** Minor units. */
  amount: bigint;
  reason: string;
  reversed: boolean;
}

/** The newest write-offs of an account, also those that were taken back. */
export const writeOffsOf = async (db: Db, accountId: string, most: number): Promise<GivenUp[]> => {
  const writeOffs = await db.writeOff.findMany({
    where: { accountId },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: most,
  });
  const entries = await db.ledgerEntry.findMany({
    where: { id: { in: writeOffs.map(({ entryId }) => entryId) } },
    select: { id: true, reason: true },
  });
  const reasonOf = new Map(entries.map(({ id, reason }) => [id, reason]));
  return writeOffs.map(({ id, date, amount, entryId, reversedAt }) => ({
    id,
    date,
    amount,
    reason: reasonOf.get(entryId) ?? "",
    reversed: reversedAt !== null,
  }));
};
