import type { InviteModel, RoleKind } from "../../database/types.ts";
import type { Account, PersonActor } from "../access/actor.ts";
import { can } from "../access/policy.ts";
import { done, type Outcome } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { accountOf, admit } from "./admit.ts";
import { countWrongCode, forgetWrongCodes, lockedUntil, minutesUntil } from "./invite-trial.ts";
import { inviteHash } from "./issue-invite.ts";
import { occupy, verifyAllHeld } from "./occupancy.ts";
import { refuse } from "./refuse.ts";
import { giveRole } from "./role.ts";

export interface Joined {
  companyId: string;
  personId: string;
  role: RoleKind | null;
}

export type InviteRefusal =
  | "forbidden"
  | "locked"
  | "wrong-code"
  | "used-code"
  | "expired-code"
  | "other-company"
  | "already-joined";

/**
 * Lets the acting account in by a code from a link or typed by hand. Five wrong codes lock the account for
 * 15 minutes; The count of `wrong-code` is the tries left, that of `locked` the minutes to wait.
 */
export const joinByInvite = async (
  work: Work,
  input: { code: string },
): Promise<Outcome<Joined, InviteRefusal>> => {
  const account = accountOf(work.actor);
  const attempt = { act: "join.redeem", subjectType: "invite", subjectId: null };
  if (!account) return refuse(work, attempt, "forbidden");
  const until = await lockedUntil(work, account);
  if (until) return refuse(work, attempt, "locked", { count: minutesUntil(until, work.now) });
  const invite = await work.tx.invite.findUnique({ where: { codeHash: inviteHash(work, input.code) } });
  if (!invite) return wrongCode(work, account);
  const found = { ...attempt, subjectId: invite.id };
  const companyId = invite.companyId;
  const actorCompany = work.actor.kind === "person" ? work.actor.companyId : companyId;
  if (actorCompany !== companyId) return refuse(work, found, "other-company");
  if (!can(work.actor, "join.redeem", { companyId })) return refuse(work, found, "forbidden");
  // Who came in by it and presses the link again is welcome.
  if (work.actor.kind === "person" && invite.usedBy === work.actor.personId)
    return done({ companyId, personId: work.actor.personId, role: invite.role });
  if (invite.usedAt) return refuse(work, found, "used-code");
  if (invite.expiresAt <= work.now) return refuse(work, found, "expired-code");
  if (work.actor.kind === "person" && belongsToAnother(work.actor, invite)) {
    return refuse(work, found, "already-joined");
  }
  return redeem(work, invite, account);
};

const byInvite = { how: "invite", by: null } as const;

const wrongCode = async (work: Work, account: Account) => {
  const attempt = { act: "join.redeem", subjectType: "invite", subjectId: null };
  const left = await countWrongCode(work, account);
  if (left > 0) return refuse(work, attempt, "wrong-code", { count: left });
  const until = await lockedUntil(work, account);
  return refuse(work, attempt, "locked", { count: minutesUntil(until ?? work.now, work.now) });
};

/** An account that still lives or works here as somebody else would lose that by following a personal code. */
const belongsToAnother = (actor: PersonActor, invite: InviteModel): boolean =>
  invite.personId !== null &&
  invite.personId !== actor.personId &&
  (actor.occupancies.length > 0 || actor.roles.length > 0);

const redeem = async (
  work: Work,
  invite: InviteModel,
  account: Account,
): Promise<Outcome<Joined, "used-code">> => {
  const { tx, now, actor } = work;
  const { companyId } = invite;
  const claimed = await tx.invite.updateMany({
    where: { id: invite.id, usedAt: null },
    data: { usedAt: now },
  });
  if (claimed.count === 0) {
    return refuse(work, { act: "join.redeem", subjectType: "invite", subjectId: invite.id }, "used-code");
  }
  const name = actor.kind === "stranger" ? actor.name : "";
  const personId = await admit(work, { companyId, account, personId: invite.personId, name });
  await tx.invite.update({ where: { id: invite.id }, data: { usedBy: personId } });
  await forgetWrongCodes(work, account);
  if (invite.unitId) {
    await occupy(work, {
      companyId,
      personId,
      unitId: invite.unitId,
      kind: invite.occupancyKind ?? "household",
      verification: byInvite,
    });
  } else if (!invite.role) {
    await verifyAllHeld(work, personId, byInvite);
  }
  if (invite.role) await giveRole(work, { companyId, personId, kind: invite.role, buildingId: null });
  work.audit({
    act: "join.redeem",
    subjectType: "invite",
    subjectId: invite.id,
    after: { personId, unitId: invite.unitId, role: invite.role },
  });
  work.announce({ type: "person.joined", companyId, personId });
  return done({ companyId, personId, role: invite.role });
};
