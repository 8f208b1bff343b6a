import type { JoinRequestModel, OccupancyKind } from "../../database/types.ts";
import type { Actor } from "../access/actor.ts";
import { can } from "../access/policy.ts";
import { done, type Outcome } from "../outcome.ts";
import type { ChatPlatform } from "../platform.ts";
import type { Work } from "../work/work.ts";
import { admit } from "./admit.ts";
import { confirmContact } from "./contact.ts";
import { occupy } from "./occupancy.ts";
import { recognise } from "./recognise.ts";
import { refuse } from "./refuse.ts";

export type JoinDecision =
  | { approve: true; unitId: string; kind: OccupancyKind }
  | { approve: false; reason: string };

export type DecisionRefusal =
  | "forbidden"
  | "not-found"
  | "unit-not-found"
  | "no-reason"
  | "wrong-state"
  | "other-company";

const longestReason = 500;

/** Lets somebody who asked into a unit, or refuses with a reason that they see. Of two decisions the first wins. */
export const decideJoin = async (
  work: Work,
  input: { joinRequestId: string; decision: JoinDecision },
): Promise<Outcome<{ personId: string | null }, DecisionRefusal>> => {
  const { tx, vault, actor, now } = work;
  const { decision } = input;
  const attempt = { act: "join.decide", subjectType: "join-request", subjectId: input.joinRequestId };
  const request = await tx.joinRequest.findUnique({ where: { id: input.joinRequestId } });
  if (!request) return refuse(work, attempt, "not-found");
  const { companyId } = request;
  const unit = decision.approve
    ? await tx.unit.findFirst({
        where: { id: decision.unitId, companyId },
        select: { id: true, buildingId: true },
      })
    : null;
  if (!mayDecide(actor, companyId, unit?.buildingId)) return refuse(work, attempt, "forbidden");
  if (decision.approve && !unit) return refuse(work, attempt, "unit-not-found");
  const reason = decision.approve ? "" : decision.reason.trim().slice(0, longestReason);
  if (!decision.approve && !reason) return refuse(work, attempt, "no-reason");
  const { platform, externalId } = request;
  const owner = await tx.identity.findUnique({ where: { platform_externalId: { platform, externalId } } });
  if (owner && owner.companyId !== companyId) return refuse(work, attempt, "other-company");
  const decided = await tx.joinRequest.updateMany({
    where: { id: request.id, state: "pending" },
    data: {
      state: decision.approve ? "approved" : "refused",
      unitId: unit?.id ?? null,
      reasonSealed: reason ? vault.seal(reason) : null,
      decidedBy: deciderOf(actor),
      decidedAt: now,
    },
  });
  if (decided.count === 0) return refuse(work, attempt, "wrong-state");
  const personId =
    decision.approve && unit
      ? await letIn(work, request, unit.id, decision.kind, owner?.personId ?? null)
      : null;
  work.audit({
    ...attempt,
    before: { state: "pending" },
    after: { approved: decision.approve, personId, unitId: unit?.id ?? null },
  });
  work.announce({ type: "join.decided", companyId, joinRequestId: request.id, approved: decision.approve });
  if (personId) work.announce({ type: "person.joined", companyId, personId });
  return done({ personId });
};

/** What names no building yet may be decided by whoever decides for any. */
const mayDecide = (actor: Actor, companyId: string, buildingId: string | undefined): boolean => {
  const roles = actor.kind === "person" ? actor.roles : [];
  const buildings = buildingId ? [buildingId] : [null, ...roles.map((role) => role.buildingId)];
  return buildings.some((candidate) => can(actor, "join.decide", { companyId, buildingId: candidate }));
};

const deciderOf = (actor: Actor): string | null => (actor.kind === "person" ? actor.personId : null);

const letIn = async (
  work: Work,
  request: JoinRequestModel,
  unitId: string,
  kind: OccupancyKind,
  belongsTo: string | null,
): Promise<string> => {
  const { companyId } = request;
  const name = work.vault.open(request.nameSealed);
  const phone = request.phoneSealed ? work.vault.open(request.phoneSealed) : null;
  const account = {
    platform: request.platform as ChatPlatform,
    externalId: request.externalId,
    chatId: request.chatId,
  };
  const known = belongsTo ?? (await recognise(work, { unitId, name, phone }));
  const personId = await admit(work, { companyId, account, personId: known, name });
  const verification = { how: "moderation", by: deciderOf(work.actor) } as const;
  await occupy(work, { companyId, personId, unitId, kind, verification });
  if (phone) await confirmContact(work, { companyId, personId, kind: "phone", value: phone });
  return personId;
};
