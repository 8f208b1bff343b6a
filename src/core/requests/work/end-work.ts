import type { Work } from "../../work/work.ts";

/**
 * What was under way with whoever had a request ends when it goes to somebody else or into another request: visits are
 * dropped, quotes that wait withdrawn. What was approved and done stays.
 */
export const endWork = async (
  { tx }: Work,
  requestId: string,
  { butOf }: { butOf?: string } = {},
): Promise<void> => {
  const others = butOf === undefined ? {} : { contractorId: { not: butOf } };
  await tx.visit.updateMany({
    where: { requestId, state: { in: ["proposed", "agreed"] }, ...others },
    data: { state: "dropped" },
  });
  await tx.quote.updateMany({
    where: { requestId, state: "waiting", ...others },
    data: { state: "withdrawn" },
  });
};
