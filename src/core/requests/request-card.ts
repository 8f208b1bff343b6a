import type {
  AttachmentKind,
  AttachmentState,
  Db,
  Priority,
  RequestState,
  UnitKind,
  Visibility,
} from "../../database/types.ts";
import type { Vault } from "../crypto/vault.ts";
import { type CategoryTitle, categoryTitle } from "./category-title.ts";
import { personNames } from "./person-name.ts";

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
  author: Named;
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
  attachments: CardAttachment[];
  createdAt: Date;
}

/** A request with its names and texts in plain; null when there is none. Does not authorise. */
export const requestCard = async (read: Db, vault: Vault, requestId: string): Promise<RequestCard | null> => {
  const request = await read.request.findUnique({
    where: { id: requestId },
    include: {
      category: true,
      attachments: {
        select: { id: true, eventId: true, kind: true, state: true, visibility: true },
        orderBy: { id: "asc" },
      },
    },
  });
  if (!request) return null;
  const building = await read.building.findUniqueOrThrow({
    where: { id: request.buildingId },
    select: { id: true, address: true, timeZone: true },
  });
  const unit = request.unitId
    ? await read.unit.findUnique({
        where: { id: request.unitId },
        select: { id: true, number: true, kind: true, entrance: true, floor: true },
      })
    : null;
  const names = await personNames(read, vault, [request.authorId, request.assigneeId]);
  const named = (id: string): Named => ({ id, name: names.get(id) ?? "" });
  const { latitude, longitude } = request;
  return {
    id: request.id,
    companyId: request.companyId,
    number: request.number,
    version: request.version,
    state: request.state,
    priority: request.priority,
    category: categoryTitle(request.category),
    building,
    unit,
    author: named(request.authorId),
    assignee: request.assigneeId === null ? null : named(request.assigneeId),
    text: vault.open(request.textSealed),
    access: request.accessSealed === null ? null : vault.open(request.accessSealed),
    location: latitude === null || longitude === null ? null : { latitude, longitude },
    reactDueAt: request.reactDueAt,
    fixDueAt: request.fixDueAt,
    pausedAt: request.pausedAt,
    pauseReason: request.pauseReason,
    deferredUntil: request.deferredUntil,
    takenAt: request.takenAt,
    doneAt: request.doneAt,
    closedAt: request.closedAt,
    escalatedAt: request.escalatedAt,
    returnCount: request.returnCount,
    rating: request.rating,
    ratingReasons: request.ratingReason?.split(",") ?? [],
    attachments: request.attachments,
    createdAt: request.createdAt,
  };
};
