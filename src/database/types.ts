export type {
  AnnouncementKind,
  AnnouncementState,
  AttachmentKind,
  AttachmentState,
  ContactKind,
  ImportState,
  MaintenanceUnit,
  OccupancyKind,
  Priority,
  Proof,
  RequestState,
  RoleKind,
  UnitKind,
  Visibility,
  WorkKind,
  WorkStage,
} from "../generated/sqlite/enums.ts";
export type * from "../generated/sqlite/models.ts";
export type { Db, Tx } from "./db.ts";
