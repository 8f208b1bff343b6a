export type {
  AttachmentKind,
  AttachmentState,
  ContactKind,
  ImportState,
  MaintenanceUnit,
  OccupancyKind,
  OfferState,
  Priority,
  Proof,
  QuoteState,
  RequestState,
  RoleKind,
  UnitKind,
  Visibility,
  VisitState,
  WorkKind,
  WorkStage,
} from "../generated/sqlite/enums.ts";
export type * from "../generated/sqlite/models.ts";
export type { Db, Tx } from "./db.ts";
