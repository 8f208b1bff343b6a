import type { Db, OccupancyKind, RequestState } from "../../../database/types.ts";
import { type CategoryTitle, categoryTitle } from "../../requests/category-title.ts";
import type { Share } from "../share.ts";

/** Somebody's time in a unit that is over. Who it was is not said: it is nobody's business any more. */
export interface PastHolding {
  kind: OccupancyKind;
  share: Share | null;
  from: Date;
  to: Date;
}

export interface UnitHistory {
  /** Newest first. */
  holdings: PastHolding[];
  requests: {
    id: string;
    number: number;
    category: CategoryTitle;
    state: RequestState;
    createdAt: Date;
  }[];
}

const mostRequests = 10;
const mostHoldings = 30;

/** What happened in a unit, without anybody's name. Does not authorise. */
export const unitHistory = async (db: Db, unitId: string, now: Date): Promise<UnitHistory> => {
  const columns = { kind: true, shareNumerator: true, shareDenominator: true, from: true, to: true } as const;
  const ended = await db.occupancy.findMany({ where: { unitId, to: { lte: now } }, select: columns });
  const past = await db.pastOccupancy.findMany({ where: { unitId }, select: columns });
  const requests = await db.request.findMany({
    where: { unitId },
    orderBy: { createdAt: "desc" },
    take: mostRequests,
    select: {
      id: true,
      number: true,
      state: true,
      createdAt: true,
      category: { select: { key: true, titles: true } },
    },
  });
  return {
    holdings: [...ended, ...past]
      .flatMap(({ kind, shareNumerator: numerator, shareDenominator: denominator, from, to }) =>
        to
          ? [
              {
                kind,
                share: numerator === null || denominator === null ? null : { numerator, denominator },
                from,
                to,
              },
            ]
          : [],
      )
      .sort((a, b) => b.to.getTime() - a.to.getTime())
      .slice(0, mostHoldings),
    requests: requests.map(({ category, ...request }) => ({ ...request, category: categoryTitle(category) })),
  };
};
