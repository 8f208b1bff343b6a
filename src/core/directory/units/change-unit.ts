import type { UnitKind } from "../../../database/types.ts";
import { can } from "../../access/policy.ts";
import { done, type Outcome } from "../../outcome.ts";
import type { Work } from "../../work/work.ts";
import { tidy } from "../names.ts";
import { refuse } from "../refuse.ts";

export const unitKinds = [
  "apartment",
  "parking",
  "storage",
  "commercial",
  "technical",
] as const satisfies UnitKind[];

export interface UnitFacts {
  kind: UnitKind;
  entrance: string | null;
  floor: number | null;
  riser: string | null;
  /** 0.01 m² */
  area: number | null;
  account: string | null;
}

type UnitRefusal = "forbidden" | "not-found" | "unit-taken" | "account-taken";

const longestWord = 20;
const longestAccount = 40;

/** Corrects what is known of a unit. */
export const changeUnit = async (
  work: Work,
  { unitId, ...input }: UnitFacts & { unitId: string },
): Promise<Outcome<{ unitId: string }, UnitRefusal>> => {
  const { tx, actor } = work;
  const attempt = { act: "unit.change", subjectType: "unit", subjectId: unitId };
  const unit = await tx.unit.findUnique({ where: { id: unitId } });
  if (!unit) return refuse(work, attempt, "not-found");
  const { companyId, buildingId, number } = unit;
  if (!can(actor, "unit.change", { companyId, buildingId })) return refuse(work, attempt, "forbidden");
  const after: UnitFacts = {
    ...input,
    entrance: word(input.entrance, longestWord),
    riser: word(input.riser, longestWord),
    account: word(input.account, longestAccount),
  };
  const others = { id: { not: unitId } };
  if (await tx.unit.findFirst({ where: { ...others, buildingId, number, kind: after.kind } }))
    return refuse(work, attempt, "unit-taken");
  if (after.account && (await tx.unit.findFirst({ where: { ...others, companyId, account: after.account } })))
    return refuse(work, attempt, "account-taken");
  await tx.unit.update({ where: { id: unitId }, data: after });
  const { kind, entrance, floor, riser, area, account } = unit;
  work.audit({
    ...attempt,
    before: { kind, entrance, floor, riser, area, account },
    after: { ...after },
  });
  if (area !== after.area || kind !== after.kind) work.announce({ type: "units.changed", companyId });
  return done({ unitId });
};

const word = (text: string | null, longest: number): string | null =>
  tidy(text ?? "").slice(0, longest) || null;
