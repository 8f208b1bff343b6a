export type IncidentAct = "began" | "extended" | "ended" | "asked" | "linked" | "overdue";

export interface IncidentChanged {
  type: "incident.changed";
  act: IncidentAct;
  companyId: string;
  incidentId: string;
  /** linked: the request. */
  requestId: string | null;
}
