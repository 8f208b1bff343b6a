export type {
  AllocationTarget,
  AttachmentKind,
  AttachmentState,
  ContactKind,
  ImportState,
  MeterKind,
  MonthState,
  NegativeVolume,
  OccupancyKind,
  PaymentMethod,
  Priority,
  ReadingKind,
  RequestState,
  RoleKind,
  ServiceGroup,
  ShareBasis,
  TariffMethod,
  UnitKind,
  Visibility,
} from "../generated/sqlite/enums.ts";
export type * from "../generated/sqlite/models.ts";
export type { Db, Tx } from "./db.ts";
