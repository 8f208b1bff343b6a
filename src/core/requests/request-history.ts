import type { Db, RequestEventModel, Visibility } from "../../database/types.ts";
import type { Vault } from "../crypto/vault.ts";
import type { EventData } from "./change-request.ts";
import type { RequestAct } from "./events.ts";
import { personNames } from "./person-name.ts";
import type { CardAttachment, Named } from "./request-card.ts";

export interface HistoryRow {
  id: number;
  requestId: string;
  act: RequestAct;
  visibility: Visibility;
  /** Null: the system. */
  actor: Named | null;
  text: string | null;
  data: EventData;
  at: Date;
  attachments: CardAttachment[];
  /** What the message said before it was edited, oldest first. */
  revisions: { text: string; replacedAt: Date }[];
}

const withParts = {
  attachments: {
    select: { id: true, eventId: true, kind: true, state: true, visibility: true },
    orderBy: { id: "asc" },
  },
  revisions: { orderBy: { id: "asc" } },
} as const;

type EventWithParts = RequestEventModel & {
  attachments: CardAttachment[];
  revisions: { textSealed: string; replacedAt: Date }[];
};

/** What happened to a request, oldest first. Without `internal` only what the resident may see. Does not authorise. */
export const requestHistory = async (
  read: Db,
  vault: Vault,
  requestId: string,
  { internal }: { internal: boolean },
): Promise<HistoryRow[]> => {
  const events = await read.requestEvent.findMany({
    where: { requestId, ...(internal ? {} : { visibility: "shared" }) },
    include: withParts,
    orderBy: { id: "asc" },
  });
  return rowsOf(read, vault, events);
};

/** One row of the history, for whoever announces it; null when there is none. Does not authorise. */
export const historyRow = async (read: Db, vault: Vault, eventId: number): Promise<HistoryRow | null> => {
  const event = await read.requestEvent.findUnique({ where: { id: eventId }, include: withParts });
  if (!event) return null;
  return (await rowsOf(read, vault, [event]))[0] ?? null;
};

const rowsOf = async (read: Db, vault: Vault, events: EventWithParts[]): Promise<HistoryRow[]> => {
  const names = await personNames(
    read,
    vault,
    events.map((event) => event.actorId),
  );
  return events.map((event) => ({
    id: event.id,
    requestId: event.requestId,
    act: event.kind as RequestAct,
    visibility: event.visibility,
    actor: event.actorId === null ? null : { id: event.actorId, name: names.get(event.actorId) ?? "" },
    text: event.textSealed === null ? null : vault.open(event.textSealed),
    data: (event.data ?? {}) as EventData,
    at: event.at,
    attachments: event.attachments,
    revisions: event.revisions.map(({ textSealed, replacedAt }) => ({
      text: vault.open(textSealed),
      replacedAt,
    })),
  }));
};
