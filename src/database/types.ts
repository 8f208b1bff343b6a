export type {
  AttachmentKind,
  AttachmentState,
  ContactKind,
  ImportState,
  MeetingState,
  OccupancyKind,
  Priority,
  RequestState,
  RoleKind,
  UnitKind,
  Visibility,
  VotedVia,
} from "../generated/sqlite/enums.ts";
export type * from "../generated/sqlite/models.ts";
export type { Db, Tx } from "./db.ts";
