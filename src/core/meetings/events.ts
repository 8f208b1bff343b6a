/** What happened to a meeting; the chat layer tells those whom it concerns. */
export interface MeetingChanged {
  type: "meeting.changed";
  companyId: string;
  meetingId: string;
  act:
    | "drafted"
    | "edited"
    | "preparing"
    /** The register has problems that stop it. */
    | "blocked"
    | "noticed"
    | "opened"
    | "voted"
    | "proxied"
    | "closed"
    | "counted"
    | "minutes"
    | "cancelled"
    | "linked"
    /** The days in which minutes have to be drawn up are almost over. */
    | "minutes-due"
    /** They are over, and there are no minutes. */
    | "minutes-overdue";
}

/** Somebody may vote for an owner from now on; or may not any more, because the owner voted in person. */
export interface ProxyChanged {
  type: "proxy.given" | "proxy.ended";
  companyId: string;
  meetingId: string;
  principalId: string;
  holderId: string;
}

export type MeetingEvent = MeetingChanged | ProxyChanged;
