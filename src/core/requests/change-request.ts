import { tableInsert } from "../../database/table-insert.ts";
import type { RequestModel, RequestState, Visibility } from "../../database/types.ts";
import { type Act, can, type Subject } from "../access/policy.ts";
import { done, type Outcome, type Refused, refused } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { compareAndSet } from "./compare-and-set.ts";
import type { RequestAct } from "./events.ts";
import { findRequest } from "./find-request.ts";
import { type Move, stateAfterDeferral, transition } from "./transitions.ts";

/** Facts of a history row that are no personal data. */
export type EventData = Record<string, string | number | boolean | null>;

/** What an allowed act does: the columns it sets and the row it leaves in the history. */
export interface Step {
  act: RequestAct;
  columns?: Partial<Omit<RequestModel, "id" | "companyId" | "number" | "version" | "state">>;
  /** "shared" if not given: the author and the staff see it. */
  visibility?: Visibility;
  text?: string | null;
  data?: EventData;
  source?: string | null;
}

export interface Changed {
  request: RequestModel;
  eventId: number;
}

export type ChangeRefusal = "not-found" | "forbidden" | "wrong-state";

interface Change<R extends string> {
  requestId: string;
  /** Under which line of the policy table it falls. */
  act: Act;
  move: Move;
  /** What the act is done to, where it is not the request as it stands, such as an offer. */
  subject?(request: RequestModel): Subject;
  /** Decides with the request as it is now; called again when somebody else was faster. */
  decide(request: RequestModel, to: RequestState): Promise<Outcome<Step, R>> | Outcome<Step, R>;
  /** A more telling refusal than "wrong-state", where there is one. */
  explain?(request: RequestModel): Promise<Refused<R> | null>;
}

export const subjectOf = (request: RequestModel): Subject => ({
  companyId: request.companyId,
  buildingId: request.buildingId,
  unitId: request.unitId,
  authorId: request.authorId,
  assigneeId: request.assigneeId,
  at: request.createdAt,
});

export const actorIdOf = ({ actor }: Work): string | null =>
  actor.kind === "person" ? actor.personId : null;

const attempts = 5;

/**
 * The one way to change a request: authorise, check the move, decide, write by compare-and-set on the version,
 * leave one history row and one audit entry, announce.
 */
export const changeRequest = async <R extends string = never>(
  work: Work,
  change: Change<R>,
): Promise<Outcome<Changed, ChangeRefusal | R>> => {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const outcome = await tryChange(work, change);
    if (outcome === "lost") continue;
    if (!outcome.ok)
      work.audit({
        act: change.act,
        subjectType: "request",
        subjectId: change.requestId,
        outcome: outcome.code,
      });
    return outcome;
  }
  throw new Error(
    `Request ${change.requestId} changed ${attempts} times while it was being changed; try again.`,
  );
};

const tryChange = async <R extends string>(
  work: Work,
  change: Change<R>,
): Promise<Outcome<Changed, ChangeRefusal | R> | "lost"> => {
  const request = await findRequest(work.tx, change.requestId);
  if (!request) return refused("not-found");
  if (!can(work.actor, change.act, (change.subject ?? subjectOf)(request))) return refused("forbidden");
  const before = await stateBefore(work, request, change.move);
  const to = transition(request.state, change.move, before);
  if (!to.ok)
    return (await change.explain?.(request)) ?? refused(to.code, { ...to.params, number: request.number });
  const step = await change.decide(request, to.value);
  if (!step.ok) return step;
  const changed = await compareAndSet(work.tx, request, {
    ...step.value.columns,
    state: to.value,
    updatedAt: work.now,
  });
  if (!changed) return "lost";
  return done({ request: changed, eventId: await recordStep(work, request, changed, step.value) });
};

const stateBefore = async (
  work: Work,
  request: RequestModel,
  move: Move,
): Promise<RequestState | undefined> => {
  if (move === "resume") return stateBeforeDeferral(work, request);
  return move === "split" ? stateBeforeMerging(work, request) : undefined;
};

/** Where a merged request was: told by the row of its last merging. */
const stateBeforeMerging = async (work: Work, request: RequestModel): Promise<RequestState> => {
  const event = await work.tx.requestEvent.findFirst({
    where: { requestId: request.id, kind: "merged" },
    orderBy: { id: "desc" },
    select: { data: true },
  });
  return (event?.data as { from?: RequestState } | null)?.from ?? "new";
};

/** Where a deferred request was: told by the row of its first deferral since. */
export const stateBeforeDeferral = async (work: Work, request: RequestModel): Promise<RequestState> => {
  const event = await work.tx.requestEvent.findFirst({
    where: { requestId: request.id, kind: "deferred" },
    orderBy: { id: "desc" },
    select: { data: true },
  });
  const from = (event?.data as { from?: RequestState } | null)?.from ?? "new";
  return stateAfterDeferral(from, request.takenAt);
};

const events = tableInsert("RequestEvent", {
  companyId: "text",
  requestId: "text",
  kind: "text",
  visibility: '"Visibility"',
  actorId: "text",
  textSealed: "text",
  data: "jsonb",
  source: "text",
  at: "timestamp(3)",
});

/** History row, audit entry and announcement of a change that was written. */
export const recordStep = async (
  work: Work,
  before: RequestModel | null,
  after: RequestModel,
  step: Step,
): Promise<number> => {
  const inserted = await events.insertOne(work.tx, {
    companyId: after.companyId,
    requestId: after.id,
    kind: step.act,
    visibility: step.visibility ?? "shared",
    actorId: actorIdOf(work),
    textSealed: step.text ? work.vault.seal(step.text) : null,
    data: step.data ?? null,
    source: step.source ?? null,
    at: work.now,
  });
  const eventId = Number(inserted);
  work.audit({
    act: `request.${step.act}`,
    subjectType: "request",
    subjectId: after.id,
    ...(before ? { before: differing(before, after) } : {}),
    after: before ? differing(after, before) : plainColumns(after),
  });
  work.announce({
    type: "request.changed",
    act: step.act,
    companyId: after.companyId,
    requestId: after.id,
    eventId,
    actorId: actorIdOf(work),
  });
  return eventId;
};

const unaudited = new Set(["id", "companyId", "textSealed", "accessSealed", "textHash", "updatedAt"]);

const plainColumns = (request: RequestModel): Record<string, unknown> =>
  Object.fromEntries(Object.entries(request).filter(([column]) => !unaudited.has(column)));

const differing = (request: RequestModel, other: RequestModel): Record<string, unknown> => {
  const others = new Map<string, unknown>(Object.entries(other));
  return Object.fromEntries(
    Object.entries(plainColumns(request)).filter(
      ([column, value]) => JSON.stringify(value) !== JSON.stringify(others.get(column)),
    ),
  );
};
