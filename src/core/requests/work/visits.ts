import { DateTime } from "luxon";
import type { RequestModel, VisitModel } from "../../../database/types.ts";
import { newId } from "../../directory/new-id.ts";
import { done, type Outcome, refused } from "../../outcome.ts";
import type { Work } from "../../work/work.ts";
import { actorIdOf, type Changed, type ChangeRefusal, changeRequest } from "../change-request.ts";
import { daysAfter } from "../limits.ts";

type SlotRefusal = "slot-past" | "slot-too-far" | "slot-too-short" | "nobody-comes";

const farthestDays = 60;
const shortestMs = 15 * 60 * 1000;
/** The building's hour of the evening before, at which both sides are reminded. */
const remindAtHour = 19;

/** Either side names a time for the visit; one that the other side has not answered yet gives way to it. */
export const proposeVisit = async (
  work: Work,
  { requestId, from, to }: { requestId: string; from: Date; to: Date },
): Promise<Outcome<Changed, ChangeRefusal | SlotRefusal>> => {
  const id = newId(work.now);
  const outcome = await changeRequest<SlotRefusal>(work, {
    requestId,
    act: "visit.propose",
    move: "visit",
    decide: (request) => {
      if (request.assigneeId === null) return refused("nobody-comes");
      if (!(from > work.now)) return refused("slot-past");
      if (from > daysAfter(work.now, farthestDays)) return refused("slot-too-far", { days: farthestDays });
      if (to.getTime() - from.getTime() < shortestMs) return refused("slot-too-short");
      return done({ act: "visit-proposed", data: { visitId: id, by: sideOf(work, request) } });
    },
  });
  if (!outcome.ok) return outcome;
  const { request } = outcome.value;
  const { tx, now } = work;
  await tx.visit.updateMany({ where: { requestId, state: "proposed" }, data: { state: "dropped" } });
  await tx.visit.create({
    data: {
      id,
      companyId: request.companyId,
      requestId,
      contractorId: request.assigneeId ?? "",
      from,
      to,
      proposedBy: actorIdOf(work) ?? "",
      createdAt: now,
    },
  });
  return outcome;
};

export type Side = "resident" | "worker";

/** On which side of the visit somebody stands. */
const sideOf = (work: Work, request: RequestModel): Side =>
  actorIdOf(work) === request.assigneeId ? "worker" : "resident";

type AgreeRefusal = "visit-gone" | "own-proposal" | "slot-past";

/** The other side agrees to the time; an earlier agreed one is no longer. */
export const agreeVisit = async (
  work: Work,
  { visitId }: { visitId: string },
): Promise<Outcome<Changed, ChangeRefusal | AgreeRefusal>> => {
  const named = await work.tx.visit.findUnique({ where: { id: visitId } });
  if (!named) return refused("not-found");
  const outcome = await changeRequest<AgreeRefusal>(work, {
    requestId: named.requestId,
    act: "visit.agree",
    move: "visit",
    decide: async (request) => {
      const visit = await work.tx.visit.findUnique({ where: { id: visitId } });
      if (visit?.state !== "proposed" || visit.contractorId !== request.assigneeId)
        return refused("visit-gone");
      if (visit.proposedBy === actorIdOf(work)) return refused("own-proposal");
      if (!(visit.from > work.now)) return refused("slot-past");
      return done({ act: "visit-agreed", data: { visitId, by: sideOf(work, request) } });
    },
  });
  if (!outcome.ok) return outcome;
  const { requestId } = named;
  const { tx, now } = work;
  await tx.visit.updateMany({ where: { requestId, state: "agreed" }, data: { state: "dropped" } });
  const remindAt = await eveningBefore(work, outcome.value.request, named);
  await tx.visit.update({ where: { id: visitId }, data: { state: "agreed", agreedAt: now, remindAt } });
  return outcome;
};

const eveningBefore = async (work: Work, { buildingId }: RequestModel, { from }: VisitModel) => {
  const { timeZone } = await work.tx.building.findUniqueOrThrow({
    where: { id: buildingId },
    select: { timeZone: true },
  });
  const evening = DateTime.fromJSDate(from, { zone: timeZone })
    .minus({ days: 1 })
    .set({ hour: remindAtHour, minute: 0, second: 0, millisecond: 0 })
    .toJSDate();
  return evening > work.now ? evening : null;
};
