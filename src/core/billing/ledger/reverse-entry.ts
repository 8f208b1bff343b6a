import { done, type Outcome, refused } from "../../outcome.ts";
import type { Work } from "../../work/work.ts";
import type { Day } from "../calendar.ts";
import { postEntries } from "./post-entries.ts";

/** Takes an entry back by its exact opposite; the entry itself stays. A second reversal gives the first. */
export const reverseEntry = async (
  work: Work,
  { entryId, date, reason }: { entryId: string; date: Day; reason: string },
): Promise<Outcome<{ entryId: string }, "not-found" | "month-closed">> => {
  const entry = await work.tx.ledgerEntry.findUnique({
    where: { id: entryId },
    include: { lines: { orderBy: { position: "asc" } } },
  });
  if (!entry) return refused("not-found");
  const key = `reversal:${entryId}`;
  const posted = await postEntries(work, entry.companyId, [
    {
      key,
      kind: "reversal",
      date,
      reverses: entryId,
      reason,
      lines: entry.lines.map(({ account, debit, credit }) =>
        debit > 0n ? { account, credit: debit } : { account, debit: credit },
      ),
    },
  ]);
  return posted.ok ? done({ entryId: posted.value.get(key)?.entryId ?? "" }) : posted;
};
