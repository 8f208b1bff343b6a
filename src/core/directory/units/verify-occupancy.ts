import type { Proof } from "../../../database/types.ts";
import { can } from "../../access/policy.ts";
import { done, type Outcome } from "../../outcome.ts";
import type { Work } from "../../work/work.ts";
import { verifiedNow } from "../occupancy.ts";
import { refuse } from "../refuse.ts";

/** By what staff may verify; the other proofs come about by themselves when somebody joins. */
export const staffProofs = ["extract", "contract", "passport", "acquaintance"] as const satisfies Proof[];

export type StaffProof = (typeof staffProofs)[number];

/** Staff vouch that somebody holds the unit as the register says, by a paper or by knowing them. */
export const verifyOccupancy = async (
  work: Work,
  { occupancyId, how }: { occupancyId: string; how: StaffProof },
): Promise<Outcome<{ unitId: string }, "forbidden" | "not-found" | "already-verified">> => {
  const { tx, actor, now } = work;
  const attempt = { act: "occupancy.verify", subjectType: "occupancy", subjectId: occupancyId };
  const held = await tx.occupancy.findUnique({ where: { id: occupancyId }, include: { unit: true } });
  if (!held || actor.kind !== "person" || (held.to && held.to <= now))
    return refuse(work, attempt, "not-found");
  const { companyId, unitId } = held;
  const { buildingId } = held.unit;
  if (!can(actor, "occupancy.verify", { companyId, buildingId })) return refuse(work, attempt, "forbidden");
  const verified = verifiedNow(work, { how, by: actor.personId });
  const where = { id: occupancyId, verifiedAt: null };
  const { count } = await tx.occupancy.updateMany({ where, data: verified });
  if (count === 0) return refuse(work, attempt, "already-verified");
  work.audit({ ...attempt, after: { how } });
  return done({ unitId });
};
