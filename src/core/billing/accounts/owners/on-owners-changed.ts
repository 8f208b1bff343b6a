import type { Subscriber } from "../../../work/core.ts";
import { reviewOwners } from "./review-owners.ts";

/** Accounts are looked at when the register has other owners of their units; part of the same transaction. */
export const onOwnersChanged: Subscriber = async (work, event) => {
  if (event.type !== "holdings.changed") return;
  const unitIds = event.changes.flatMap(({ kind, unitId }) => (kind === "owner" ? [unitId] : []));
  if (unitIds.length > 0) await reviewOwners(work, event.companyId, [...new Set(unitIds)]);
};
