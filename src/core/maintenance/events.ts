export type MaintenanceEvent =
  | { type: "maintenance.changed"; companyId: string; planId: string }
  | { type: "checklist.changed"; companyId: string; requestId: string };
