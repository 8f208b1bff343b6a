export type AnnouncementAct =
  | "written"
  | "rewritten"
  | "previewed"
  | "confirmed"
  | "scheduled"
  | "started"
  | "progressed"
  | "paused"
  | "resumed"
  | "cancelled"
  | "finished"
  | "corrected"
  | "seen"
  | "expired";

export interface AnnouncementChanged {
  type: "announcement.changed";
  act: AnnouncementAct;
  companyId: string;
  announcementId: string;
}
