import type { Db, OccupancyKind } from "../../database/types.ts";
import { heldAt } from "./occupancy.ts";

/** What people are told of because they own or live in a unit. */
export const noticeKinds = ["outage", "repair", "booking", "news", "meter", "bill", "vote"] as const;

export type NoticeKind = (typeof noticeKinds)[number];

export const occupantKinds = ["owner", "tenant", "household"] as const satisfies OccupancyKind[];

/** Until a company says otherwise: who lives there hears what touches daily life, who owns it what touches property. */
const defaults: Readonly<Record<NoticeKind, readonly OccupancyKind[]>> = {
  outage: ["owner", "tenant", "household"],
  repair: ["owner", "tenant", "household"],
  booking: ["owner", "tenant"],
  news: ["owner", "tenant", "household"],
  meter: ["owner", "tenant"],
  bill: ["owner"],
  vote: ["owner"],
};

/** Which occupants of a company's units get notices of this kind. Never empty. */
export const audienceOf = async (
  db: Db,
  companyId: string,
  kind: NoticeKind,
): Promise<readonly OccupancyKind[]> => {
  const rule = await db.noticeRule.findUnique({ where: { companyId_kind: { companyId, kind } } });
  return rule ? occupantKinds.filter((occupant) => rule[occupant]) : defaults[kind];
};

/** All of a company's rules, in the order of noticeKinds. */
export const audiences = async (
  db: Db,
  companyId: string,
): Promise<{ kind: NoticeKind; audience: readonly OccupancyKind[] }[]> => {
  const rules = await db.noticeRule.findMany({ where: { companyId } });
  return noticeKinds.map((kind) => {
    const rule = rules.find((each) => each.kind === kind);
    return { kind, audience: rule ? occupantKinds.filter((occupant) => rule[occupant]) : defaults[kind] };
  });
};

export interface Recipients {
  companyId: string;
  kind: NoticeKind;
  now: Date;
  /** Left out: every building of the company. */
  buildingId?: string;
  /** Parts of the building, where only they are touched. */
  entrance?: string;
  riser?: string;
  unitIds?: readonly string[];
  /** The last person of the page before. */
  after?: string;
  /** People on a page; the whole of a company's people does not fit into one answer. */
  size: number;
}

/** The people who get a notice of this kind there, each once, page by page in the order of their ids. */
export const peopleWhoGet = async (
  db: Db,
  { companyId, kind, now, buildingId, entrance, riser, unitIds, after, size }: Recipients,
): Promise<string[]> => {
  const audience = await audienceOf(db, companyId, kind);
  const unit = {
    ...(buildingId === undefined ? {} : { buildingId }),
    ...(entrance === undefined ? {} : { entrance }),
    ...(riser === undefined ? {} : { riser }),
    ...(unitIds === undefined ? {} : { id: { in: [...unitIds] } }),
  };
  const people = await db.person.findMany({
    where: {
      companyId,
      ...(after === undefined ? {} : { id: { gt: after } }),
      occupancies: { some: { kind: { in: [...audience] }, ...heldAt(now), unit } },
    },
    orderBy: { id: "asc" },
    take: size,
    select: { id: true },
  });
  return people.map(({ id }) => id);
};
