/** What becomes of a month whose receipts are drafted anew, after its run so far. */
export const draftedAnew = (run: number) => ({
  state: "charging" as const,
  run: run + 1,
  done: 0,
  changes: [],
  approvedBy: null,
  approvedAt: null,
});
