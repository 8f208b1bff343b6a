import type { Act } from "../../access/policy.ts";
import { can } from "../../access/policy.ts";
import { done, type Outcome } from "../../outcome.ts";
import type { Work } from "../../work/work.ts";
import { refuse } from "../refuse.ts";
import { type UnitPage, unitPage } from "./unit-page.ts";

/** A unit with its people for somebody who may do that with it; looking at people is remembered in the audit log. */
export const viewUnit = async (
  work: Work,
  { unitId, act = "unit.view" }: { unitId: string; act?: Act },
): Promise<Outcome<UnitPage, "forbidden" | "not-found">> => {
  const attempt = { act, subjectType: "unit", subjectId: unitId };
  const page = await unitPage(work.tx, work.vault, unitId, work.now);
  if (!page) return refuse(work, attempt, "not-found");
  const { companyId, buildingId } = page;
  if (!can(work.actor, act, { companyId, buildingId })) return refuse(work, attempt, "forbidden");
  if (act === "unit.view") work.audit(attempt);
  return done(page);
};
