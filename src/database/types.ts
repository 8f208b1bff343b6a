export type {
  AttachmentKind,
  AttachmentState,
  ContactKind,
  ImportState,
  OccupancyKind,
  PollAdding,
  PollState,
  PollVoice,
  Priority,
  RequestState,
  RoleKind,
  UnitKind,
  Visibility,
} from "../generated/sqlite/enums.ts";
export type * from "../generated/sqlite/models.ts";
export type { Db, Tx } from "./db.ts";
