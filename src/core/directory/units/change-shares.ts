import { can } from "../../access/policy.ts";
import { fractionText } from "../../fraction.ts";
import { done, type Outcome } from "../../outcome.ts";
import type { Work } from "../../work/work.ts";
import { refuse } from "../refuse.ts";
import { exceedsWhole, largestSum, type Share } from "../share.ts";
import { lockUnit, recheckShares } from "./recheck-shares.ts";

export interface NewShares {
  unitId: string;
  /** By occupancy; null: not known. Owners who are not named keep theirs. */
  shares: ReadonlyMap<string, Share | null>;
}

/** Sets owners' shares of a unit together, so that a part passes from one to another without a moment of too much. */
export const changeShares = async (
  work: Work,
  { unitId, shares }: NewShares,
): Promise<Outcome<{ changed: number }, "forbidden" | "not-found" | "share-over">> => {
  const { tx, actor, now } = work;
  const attempt = { act: "occupancy.shares", subjectType: "unit", subjectId: unitId };
  const unit = await tx.unit.findUnique({ where: { id: unitId } });
  if (!unit) return refuse(work, attempt, "not-found");
  const { companyId, buildingId } = unit;
  if (!can(actor, "occupancy.change", { companyId, buildingId })) return refuse(work, attempt, "forbidden");
  await lockUnit(work, unitId);
  const owners = await tx.occupancy.findMany({
    where: { unitId, kind: "owner", OR: [{ to: null }, { to: { gt: now } }] },
  });
  if ([...shares.keys()].some((id) => !owners.some((owner) => owner.id === id)))
    return refuse(work, attempt, "not-found");
  const after = owners.map((owner) => ({ ...owner, share: shareAfter(owner, shares) }));
  const sum = largestSum(
    after.flatMap(({ share, from, to }) => (share ? [{ ...share, from, to }] : [])),
    now,
  );
  if (exceedsWhole(sum)) return refuse(work, attempt, "share-over", { sum: fractionText(sum) });
  const changed = after.filter(
    ({ share, shareNumerator, shareDenominator }) =>
      (share?.numerator ?? null) !== shareNumerator || (share?.denominator ?? null) !== shareDenominator,
  );
  for (const { id, share } of changed) {
    const data = { shareNumerator: share?.numerator ?? null, shareDenominator: share?.denominator ?? null };
    await tx.occupancy.update({ where: { id }, data });
  }
  await recheckShares(work, companyId, [unitId]);
  work.audit({
    ...attempt,
    before: Object.fromEntries(
      changed.map(({ id, shareNumerator, shareDenominator }) => [id, [shareNumerator, shareDenominator]]),
    ),
    after: Object.fromEntries(changed.map(({ id, share }) => [id, share])),
  });
  return done({ changed: changed.length });
};

const shareAfter = (
  owner: { id: string; shareNumerator: number | null; shareDenominator: number | null },
  shares: ReadonlyMap<string, Share | null>,
): Share | null => {
  const given = shares.get(owner.id);
  if (given !== undefined) return given;
  const { shareNumerator: numerator, shareDenominator: denominator } = owner;
  return numerator === null || denominator === null ? null : { numerator, denominator };
};
