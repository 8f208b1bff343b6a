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
  | "withdrawn"
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
  | "attached"
  | "offered"
  | "accepted"
  | "offer-declined"
  | "visit-proposed"
  | "visit-agreed"
  | "arrived"
  | "quoted"
  | "quote-approved"
  | "quote-declined"
  | "remarked"
  | "joined"
  | "left"
  | "merged"
  | "absorbed"
  | "split"
  | "released"
  | "placed";

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

/** Somebody comes tomorrow: both sides are reminded. */
export interface VisitDue {
  type: "visit.due";
  companyId: string;
  requestId: string;
  visitId: string;
}

/** A new request has somebody whom a rule or the duty names. */
export interface RequestEntrusted {
  type: "request.entrusted";
  companyId: string;
  requestId: string;
  personId: string;
}
