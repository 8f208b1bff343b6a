import type { Prisma, PrismaClient } from "../generated/sqlite/client.ts";

/** The client of either database: the models are one, so SQLite's narrower types serve both. */
export type Db = PrismaClient;
export type Tx = Prisma.TransactionClient;

export type * from "../generated/sqlite/models.ts";
export type {
  AttachmentKind,
  AttachmentState,
  ContactKind,
  JoinState,
  OccupancyKind,
  OutboxState,
  Priority,
  RequestState,
  RoleKind,
  UnitKind,
  Visibility,
} from "../generated/sqlite/enums.ts";
