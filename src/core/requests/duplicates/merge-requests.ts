import type { RequestModel } from "../../../database/types.ts";
import { can } from "../../access/policy.ts";
import { done, type Outcome, refused } from "../../outcome.ts";
import type { Work } from "../../work/work.ts";
import {
  type Changed,
  type ChangeRefusal,
  changeRequest,
  stateBeforeDeferral,
  subjectOf,
} from "../change-request.ts";
import { findRequest } from "../find-request.ts";
import { unpausing } from "../pausing.ts";
import { transition } from "../transitions.ts";
import { endWork } from "../work/end-work.ts";
import { endOffers } from "../work/offers.ts";

type MergeRefusal = "same-request" | "other-building";

/**
 * Two requests are about the same thing: the first ends and points to the second, whose news its author and
 * subscribers hear from now on. Both keep their histories, and splitting undoes it.
 */
export const mergeRequests = async (
  work: Work,
  { requestId, intoId }: { requestId: string; intoId: string },
): Promise<Outcome<Changed, ChangeRefusal | MergeRefusal>> => {
  const both = await lockBoth(work, requestId, intoId);
  const refusal = both ? mayMerge(work, both) : refused("not-found");
  if (refusal) {
    work.audit({
      act: "request.merge",
      subjectType: "request",
      subjectId: requestId,
      outcome: refusal.code,
    });
    return refusal;
  }
  const target = both?.target as RequestModel;
  const outcome = await changeRequest(work, {
    requestId,
    act: "request.merge",
    move: "merge",
    decide: async (request) =>
      done({
        act: "merged",
        columns: { mergedIntoId: intoId, deferredUntil: null, ...unpausing(request, work.now) },
        data: { into: intoId, number: target.number, from: await wasIn(work, request) },
      }),
  });
  if (!outcome.ok) return outcome;
  const source = outcome.value.request;
  const absorbed = await changeRequest(work, {
    requestId: intoId,
    act: "request.merge",
    move: "absorb",
    decide: () =>
      done({
        act: "absorbed",
        visibility: "internal",
        data: { from: requestId, number: source.number },
      }),
  });
  if (!absorbed.ok)
    throw new Error(`Request ${intoId} was checked and locked, and refuses: ${absorbed.code}.`);
  await bringSubscribers(work, source, target);
  await endOffers(work, requestId, ["offered"]);
  await endWork(work, requestId);
  return outcome;
};

interface Both {
  source: RequestModel;
  target: RequestModel;
}

/** Nobody changes either of them until this is over: two merges can't cross each other. */
const lockBoth = async (work: Work, requestId: string, intoId: string): Promise<Both | null> => {
  const { tx } = work;
  await tx.$executeRaw`UPDATE "Request" SET "version" = "version" WHERE "id" IN (${requestId}, ${intoId})`;
  const source = await findRequest(tx, requestId);
  const target = await findRequest(tx, intoId);
  return source && target && { source, target };
};

const mayMerge = ({ actor }: Work, { source, target }: Both) => {
  if (!can(actor, "request.merge", subjectOf(source)) || !can(actor, "request.merge", subjectOf(target)))
    return refused("forbidden");
  if (source.id === target.id) return refused("same-request");
  if (source.buildingId !== target.buildingId) return refused("other-building");
  const wrong = [transition(source.state, "merge"), transition(target.state, "absorb")];
  const [index, found] = wrong.map((to, at) => [at, to] as const).find(([, to]) => !to.ok) ?? [];
  if (!found || found.ok) return null;
  return refused("wrong-state", {
    ...found.params,
    number: index === 0 ? source.number : target.number,
  });
};

const wasIn = (work: Work, request: RequestModel) =>
  request.state === "deferred" ? stateBeforeDeferral(work, request) : request.state;

const bringSubscribers = async (
  { tx, now }: Work,
  source: RequestModel,
  target: RequestModel,
): Promise<void> => {
  const joined = await tx.requestSubscriber.findMany({ where: { requestId: source.id } });
  const there = new Set(
    (await tx.requestSubscriber.findMany({ where: { requestId: target.id } })).map((each) => each.personId),
  );
  const { companyId, authorId } = source;
  const own = { personId: authorId, mergedFromId: null };
  const brought = [own, ...joined].filter(
    ({ personId }) => personId !== target.authorId && !there.has(personId),
  );
  await tx.requestSubscriber.createMany({
    data: brought.map(({ personId, mergedFromId }) => ({
      requestId: target.id,
      personId,
      companyId,
      mergedFromId: mergedFromId ?? source.id,
      joinedAt: now,
    })),
  });
  await tx.requestSubscriber.deleteMany({ where: { requestId: source.id } });
  // What was merged into the first one earlier goes on in the second as well.
  await tx.request.updateMany({ where: { mergedIntoId: source.id }, data: { mergedIntoId: target.id } });
};
