import { addDays, type Day } from "../../calendar.ts";

/** From which day somebody owns a unit, and the first day on which they don't any more. */
export interface Owned {
  from: Day;
  to: Day | null;
}

/**
 * Who has owned a unit for so long beside another goes on when that one leaves; who came later than that is the one to whom it
 * passed, whichever of both was written down first.
 */
const besideDays = 90;

/**
 * The days since a first one on which a unit was no longer anybody's who had owned it before. Where one of several owners
 * stays, nothing has passed that the account would have to follow.
 */
export const ownerChanges = (owned: readonly Owned[], since: Day): Day[] => {
  const ends = [...new Set(owned.flatMap(({ to }) => (to !== null && to > since ? [to] : [])))].sort();
  return ends.filter((end) => {
    const before = ownersBefore(owned, end, since);
    return before.length > 0 && before.every(({ to }) => to !== null && to <= end);
  });
};

/** Those of some time before, or else the first that were known. */
const ownersBefore = (owned: readonly Owned[], end: Day, since: Day): Owned[] => {
  const earlier = addDays(end, -besideDays);
  const then = earlier > since ? earlier : since;
  const held = owned.filter(({ from, to }) => from <= then && (to === null || to > then));
  if (held.length > 0) return held;
  const [first] = owned.flatMap(({ from }) => (from < end && from > then ? [from] : [])).sort();
  return owned.filter(({ from, to }) => from === first && (to === null || to > then));
};
