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
    select: { id: true, eventId: true, kind: true, state: true, visibility: true, refusal: true },
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

/** A row of the history as it is announced: where it came from instead of how it was edited. */
export interface AnnouncedRow extends Omit<HistoryRow, "revisions"> {
  /** The message it came from: platform:chat:message. */
  source: string | null;
}

interface RawRow {
  id: number | bigint;
  requestId: string;
  kind: string;
  visibility: Visibility;
  actorId: string | null;
  actorSealed: string | null;
  textSealed: string | null;
  data: unknown;
  source: string | null;
  at: Date;
}

/**
 * One row of the history, for whoever announces it, with its files of all those of the request; null when there is
 * none. Does not authorise. One statement, since every change passes here.
 */
export const historyRow = async (
  read: Db,
  vault: Vault,
  eventId: number,
  files: readonly CardAttachment[],
): Promise<AnnouncedRow | null> => {
  const [row] = await read.$queryRaw<RawRow[]>`
    SELECT e."id", e."requestId", e."kind", CAST(e."visibility" AS TEXT) AS "visibility", e."actorId", e."textSealed",
      e."data", e."source", e."at", p."nameSealed" AS "actorSealed"
    FROM "RequestEvent" e LEFT JOIN "Person" p ON p."id" = e."actorId"
    WHERE e."id" = ${eventId}`;
  if (!row) return null;
  const { actorId, actorSealed, textSealed, data } = row;
  return {
    id: Number(row.id),
    requestId: row.requestId,
    act: row.kind as RequestAct,
    visibility: row.visibility,
    actor:
      actorId === null ? null : { id: actorId, name: actorSealed === null ? "" : vault.open(actorSealed) },
    text: textSealed === null ? null : vault.open(textSealed),
    data: ((typeof data === "string" ? JSON.parse(data) : data) ?? {}) as EventData,
    source: row.source,
    at: new Date(row.at),
    attachments: files.filter((file) => file.eventId === eventId),
  };
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
