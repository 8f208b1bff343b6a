import type {
  AttachmentKind,
  AttachmentState,
  Db,
  Priority,
  RequestModel,
  RequestState,
  UnitKind,
  Visibility,
} from "../../database/types.ts";
import type { Vault } from "../crypto/vault.ts";
import type { CategoryTitle } from "./category-title.ts";
import { type OpenHome, openHomes } from "./open-homes.ts";

export interface Named {
  id: string;
  name: string;
}

export interface CardAttachment {
  id: string;
  eventId: number | null;
  kind: AttachmentKind;
  state: AttachmentState;
  visibility: Visibility;
  /** Why it was refused: see FileRefusal. */
  refusal: string | null;
}

/** All that a card of a request shows, in plain; whoever renders it leaves out what its reader may not see. */
export interface RequestCard {
  id: string;
  companyId: string;
  number: number;
  version: number;
  state: RequestState;
  priority: Priority;
  category: CategoryTitle;
  building: { id: string; address: string; timeZone: string };
  unit: { id: string; number: string; kind: UnitKind; entrance: string | null; floor: number | null } | null;
  /** Those that it may be about while the author has not said which; mostly none. */
  homes: OpenHome[];
  /** Without a name where they moved out of the place that the request is about. */
  author: Named & { gone: boolean };
  assignee: Named | null;
  text: string;
  access: string | null;
  location: { latitude: number; longitude: number } | null;
  reactDueAt: Date;
  fixDueAt: Date;
  pausedAt: Date | null;
  /** A PauseReason, or "deferred". */
  pauseReason: string | null;
  deferredUntil: Date | null;
  takenAt: Date | null;
  doneAt: Date | null;
  closedAt: Date | null;
  escalatedAt: Date | null;
  returnCount: number;
  rating: number | null;
  ratingReasons: string[];
  /** The number of the request that this one goes on in. */
  mergedInto: number | null;
  /** How many have joined it. */
  subscribers: number;
  attachments: CardAttachment[];
  createdAt: Date;
}

/** A request with its names and texts in plain; null when there is none. Does not authorise. */
export const requestCard = async (read: Db, vault: Vault, requestId: string): Promise<RequestCard | null> => {
  const [[row], attachments] = await Promise.all([
    cardRows(read, requestId),
    read.$queryRaw<CardAttachment[]>`
      SELECT "id", "eventId", CAST("kind" AS TEXT) AS "kind", CAST("state" AS TEXT) AS "state",
        CAST("visibility" AS TEXT) AS "visibility", "refusal"
      FROM "Attachment" WHERE "requestId" = ${requestId} AND "replacedAt" IS NULL ORDER BY "id"`,
  ]);
  if (!row) return null;
  const { latitude, longitude } = row;
  return {
    id: row.id,
    companyId: row.companyId,
    number: Number(row.number),
    version: Number(row.version),
    state: row.state,
    priority: row.priority,
    category: { key: row.categoryKey, titles: titlesIn(row.categoryTitles) },
    building: { id: row.buildingId, address: row.address, timeZone: row.timeZone },
    unit: unitIn(row),
    homes: row.unitId === null && row.priority === "emergency" ? await openHomes(read, requestId) : [],
    author: authorIn(vault, row),
    assignee:
      row.assigneeId === null ? null : { id: row.assigneeId, name: nameIn(vault, row.assigneeSealed) },
    text: vault.open(row.textSealed),
    access: row.accessSealed === null ? null : vault.open(row.accessSealed),
    location: latitude === null || longitude === null ? null : { latitude, longitude },
    reactDueAt: new Date(row.reactDueAt),
    fixDueAt: new Date(row.fixDueAt),
    pausedAt: dateIn(row.pausedAt),
    pauseReason: row.pauseReason,
    deferredUntil: dateIn(row.deferredUntil),
    takenAt: dateIn(row.takenAt),
    doneAt: dateIn(row.doneAt),
    closedAt: dateIn(row.closedAt),
    escalatedAt: dateIn(row.escalatedAt),
    returnCount: Number(row.returnCount),
    rating: row.rating === null ? null : Number(row.rating),
    ratingReasons: row.ratingReason?.split(",") ?? [],
    mergedInto: row.mergedInto === null ? null : Number(row.mergedInto),
    subscribers: Number(row.subscribers),
    attachments,
    createdAt: new Date(row.createdAt),
  };
};

/** As the drivers give it: whole numbers may be bigints, times texts, and JSON text. */
interface CardRow
  extends Omit<
    RequestModel,
    "number" | "version" | "returnCount" | "rating" | "categoryId" | "updatedAt" | "unitId"
  > {
  number: number | bigint;
  version: number | bigint;
  returnCount: number | bigint;
  rating: number | bigint | null;
  categoryKey: string;
  categoryTitles: unknown;
  address: string;
  timeZone: string;
  unitId: string | null;
  unitNumber: string | null;
  unitKind: UnitKind | null;
  entrance: string | null;
  floor: number | bigint | null;
  mergedInto: number | bigint | null;
  subscribers: number | bigint;
  authorSealed: string | null;
  /** 1: all that the author held there is over; null: they never held anything there. */
  authorGone: number | bigint | null;
  assigneeSealed: string | null;
}

/** One statement, since every change of a request draws its cards: with Prisma's own reading it would be six. */
const cardRows = (read: Db, requestId: string): Promise<CardRow[]> =>
  read.$queryRaw<CardRow[]>`
    SELECT r."id", r."companyId", r."number", r."version", CAST(r."state" AS TEXT) AS "state",
      CAST(r."priority" AS TEXT) AS "priority", r."buildingId", r."authorId", r."assigneeId", r."textSealed",
      r."accessSealed", r."latitude", r."longitude", r."reactDueAt", r."fixDueAt", r."pausedAt", r."pauseReason",
      r."deferredUntil", r."takenAt", r."doneAt", r."closedAt", r."escalatedAt", r."returnCount", r."rating",
      r."ratingReason", r."createdAt", c."key" AS "categoryKey", c."titles" AS "categoryTitles",
      b."address", b."timeZone", u."id" AS "unitId", u."number" AS "unitNumber", CAST(u."kind" AS TEXT) AS "unitKind",
      u."entrance", u."floor",
      (SELECT m."number" FROM "Request" m WHERE m."id" = r."mergedIntoId") AS "mergedInto",
      (SELECT count(*) FROM "RequestSubscriber" s WHERE s."requestId" = r."id") AS "subscribers",
      (SELECT MIN(CASE WHEN o."to" IS NOT NULL AND e."occupancyId" IS NULL THEN 1 ELSE 0 END)
        FROM "Occupancy" o
        LEFT JOIN "EndingOccupancy" e ON e."occupancyId" = o."id" AND e."to" = o."to"
        WHERE o."personId" = r."authorId"
          AND (o."unitId" = r."unitId" OR (r."unitId" IS NULL AND r."buildingId" =
            (SELECT held."buildingId" FROM "Unit" held WHERE held."id" = o."unitId")))) AS "authorGone",
      author."nameSealed" AS "authorSealed", assignee."nameSealed" AS "assigneeSealed"
    FROM "Request" r
    JOIN "Category" c ON c."id" = r."categoryId"
    JOIN "Building" b ON b."id" = r."buildingId"
    LEFT JOIN "Unit" u ON u."id" = r."unitId"
    LEFT JOIN "Person" author ON author."id" = r."authorId"
    LEFT JOIN "Person" assignee ON assignee."id" = r."assigneeId"
    WHERE r."id" = ${requestId}`;

/** An end that is still to come has a row that tells it when it comes. */
const authorIn = (
  vault: Vault,
  { authorId: id, authorSealed, authorGone }: CardRow,
): RequestCard["author"] => {
  const gone = authorGone !== null && Number(authorGone) === 1;
  return { id, name: gone ? "" : nameIn(vault, authorSealed), gone };
};

const nameIn = (vault: Vault, sealed: string | null): string => (sealed === null ? "" : vault.open(sealed));

const dateIn = (value: Date | null): Date | null => (value === null ? null : new Date(value));

const titlesIn = (value: unknown): CategoryTitle["titles"] =>
  (typeof value === "string" ? JSON.parse(value) : value) as CategoryTitle["titles"];

const unitIn = ({ unitId, unitNumber, unitKind, entrance, floor }: CardRow): RequestCard["unit"] =>
  unitId === null || unitNumber === null || unitKind === null
    ? null
    : {
        id: unitId,
        number: unitNumber,
        kind: unitKind,
        entrance,
        floor: floor === null ? null : Number(floor),
      };
