/** Acts on a request, in the words of the audit log. */
export type RequestAct =
  | "filed"
  | "taken"
  | "assigned"
  | "started"
  | "asked"
  | "answered"
  | "noted"
  | "edited"
  | "deferred"
  | "resumed"
  | "paused"
  | "unpaused"
  | "declined"
  | "done"
  | "confirmed"
  | "returned"
  | "rated"
  | "closed"
  | "escalated"
  | "attached";

export interface RequestChanged {
  type: "request.changed";
  act: RequestAct;
  companyId: string;
  requestId: string;
  /** The row of the request's history that this act wrote. */
  eventId: number | null;
  /** Who acted, so that nobody is told of his own act. */
  actorId: string | null;
}
