import type { Refused } from "../../core/outcome.ts";
import type { OccupancyKind, RoleKind } from "../../database/types.ts";
import { type Text, t } from "../text.ts";
import type { View } from "../view.ts";

/** A use case's refusal as a sentence that says what to do. */
export const refusalText = ({ code, params }: Refused<string>): Text =>
  t(`directory.refusal.${code}`, params);

export const roleWord = (kind: RoleKind): Text => t(`directory.role.kind.${kind}`);

export const occupancyWord = (kind: OccupancyKind): Text => t(`directory.occupancy.${kind}`);

export const occupancyKinds = ["owner", "tenant", "household"] as const satisfies OccupancyKind[];

export const isOccupancyKind = (value: string | null | undefined): value is OccupancyKind =>
  occupancyKinds.some((kind) => kind === value);

export const say = (text: Text): View => ({ blocks: [{ type: "text", text }] });
