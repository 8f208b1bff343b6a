import type { AnnouncementChanged } from "./announcements/events.ts";
import type { BillingEvent } from "./billing/events.ts";
import type { ContactEvent } from "./contacts/events.ts";
import type { DirectoryEvent } from "./directory/events.ts";
import type { DocumentEvent } from "./documents/events.ts";
import type { FileSettled } from "./files/events.ts";
import type { IncidentChanged } from "./incidents/events.ts";
import type { MaintenanceEvent } from "./maintenance/events.ts";
import type { MeetingEvent } from "./meetings/events.ts";
import type { MeterEvent } from "./meters/events.ts";
import type { PollEvent } from "./polls/events.ts";
import type { ReceiptEvent } from "./receipts/events.ts";
import type { WeeklyReportDue } from "./reports/events.ts";
import type { RequestChanged, RequestEntrusted, VisitDue } from "./requests/events.ts";

/** What happened in the domain; the chat layer turns it into cards and notices. */
export type DomainEvent =
  | AnnouncementChanged
  | BillingEvent
  | ContactEvent
  | DirectoryEvent
  | DocumentEvent
  | FileSettled
  | IncidentChanged
  | MaintenanceEvent
  | MeetingEvent
  | MeterEvent
  | PollEvent
  | ReceiptEvent
  | RequestChanged
  | RequestEntrusted
  | VisitDue
  | WeeklyReportDue;
