import { can } from "../../access/policy.ts";
import { done, type Outcome } from "../../outcome.ts";
import type { Work } from "../../work/work.ts";
import { refuse } from "../refuse.ts";
import { unitsToWrite } from "./units-to-write.ts";

/** The queue of the job that makes ordered letters. */
export const lettersQueue = "make-letters";

/** Orders invite letters for a building, or for one unit of it; a job makes them. */
export const orderLetters = async (
  work: Work,
  { buildingId, unitId }: { buildingId: string; unitId: string | null },
): Promise<Outcome<{ orderId: string; sheets: number }, "not-found" | "forbidden">> => {
  const { tx, actor, now } = work;
  const attempt = { act: "letters.order", subjectType: "building", subjectId: buildingId };
  const building = await tx.building.findUnique({ where: { id: buildingId }, select: { companyId: true } });
  if (!building || actor.kind !== "person") return refuse(work, attempt, "not-found");
  const { companyId } = building;
  if (!can(actor, "invite.issue", { companyId, buildingId })) return refuse(work, attempt, "forbidden");
  const sheets = (await unitsToWrite(tx, { buildingId, unitId }, now)).length;
  const { id: orderId } = await tx.letterOrder.create({
    data: { companyId, buildingId, unitId, sheets, orderedBy: actor.personId, createdAt: now },
    select: { id: true },
  });
  work.enqueue({ queue: lettersQueue, payload: { orderId } });
  work.audit({ ...attempt, after: { orderId, unitId, sheets } });
  work.announce({ type: "letters.changed", companyId, orderId });
  return done({ orderId, sheets });
};
