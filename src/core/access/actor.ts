import type { OccupancyKind, RoleKind } from "../../database/types.ts";
import type { ChatPlatform } from "../platform.ts";

export interface Account {
  platform: ChatPlatform;
  externalId: string;
  /** Where a private message to this account goes. */
  chatId: string;
}

export interface RoleGrant {
  kind: RoleKind;
  /** Null: the whole company. */
  buildingId: string | null;
}

export interface Occupied {
  unitId: string;
  buildingId: string;
  kind: OccupancyKind;
  /** What happened in the unit before is the earlier occupants' affair. */
  since: Date;
}

/** Somebody known: a person of a company, with what the person holds now. */
export interface PersonActor {
  kind: "person";
  companyId: string;
  personId: string;
  language: string;
  account: Account | null;
  roles: readonly RoleGrant[];
  occupancies: readonly Occupied[];
}

/** An account that belongs to nobody we know; can do nothing but join. */
export interface StrangerActor {
  kind: "stranger";
  account: Account;
  /** As the platform tells it; not verified. */
  name: string;
  language: string;
}

/** A schedule, a job or the command line. */
export interface SystemActor {
  kind: "system";
  name: string;
  companyId: string | null;
}

export type Actor = PersonActor | StrangerActor | SystemActor;
