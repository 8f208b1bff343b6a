import type { OccupancyKind } from "../../database/types.ts";
import type { Work } from "../work/work.ts";

/** From when to when somebody holds a unit. */
export interface Held {
  from: Date;
  to: Date | null;
}

/** What one holding of a unit was before, and what it is; null: it is none. */
export interface HoldingChange {
  unitId: string;
  kind: OccupancyKind;
  before: Held | null;
  after: Held | null;
}

/** Holdings in one event: whoever hears it looks them all up at once. */
const atOnce = 500;

/** Tells what became of holdings; nothing of those that are as they were. */
export const holdingsChanged = (
  { announce }: Pick<Work, "announce">,
  companyId: string,
  all: readonly HoldingChange[],
): void => {
  const changes = all.filter(({ before, after }) => !sameTime(before, after));
  for (let from = 0; from < changes.length; from += atOnce)
    announce({ type: "holdings.changed", companyId, changes: changes.slice(from, from + atOnce) });
};

const sameTime = (a: Held | null, b: Held | null): boolean =>
  a?.from.getTime() === b?.from.getTime() && a?.to?.getTime() === b?.to?.getTime();
