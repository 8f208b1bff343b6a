import type { OccupancyKind, RoleKind } from "../../database/types.ts";
import { can, type Subject } from "../access/policy.ts";
import { done, type Outcome } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { newInviteCode, normaliseInviteCode } from "./invite-code.ts";
import { heldAt } from "./occupancy.ts";
import { refuse } from "./refuse.ts";

const defaultDays = 7;
const dayMs = 86_400_000;

/** Who is invited: somebody new in a unit, somebody of the register, or staff. */
export type Invitee =
  | { to: "unit"; unitId: string; kind: OccupancyKind }
  | { to: "person"; personId: string }
  | { to: "staff"; role: RoleKind; personId?: string };

export interface IssuedInvite {
  inviteId: string;
  /** As it is shown: with dashes. Nobody can read it again. */
  code: string;
  expiresAt: Date;
}

export interface InviteOrder {
  companyId: string;
  invitee: Invitee;
  /** 7 unless given. */
  validDays?: number;
}

/** Makes a code that lets one account in, once, within some days. Only the code's keyed hash is stored. */
export const issueInvite = async (
  work: Work,
  { companyId, invitee, validDays = defaultDays }: InviteOrder,
): Promise<Outcome<IssuedInvite, "not-found" | "forbidden">> => {
  const attempt = { act: "invite.issue", subjectType: "invite", subjectId: null };
  const subject = await subjectOf(work, companyId, invitee);
  if (!subject) return refuse(work, attempt, "not-found");
  const act = invitee.to === "staff" ? "invite.staff" : "invite.issue";
  if (!can(work.actor, act, subject)) return refuse(work, attempt, "forbidden");
  const code = newInviteCode();
  const expiresAt = new Date(work.now.getTime() + validDays * dayMs);
  const { id } = await work.tx.invite.create({
    data: {
      companyId,
      codeHash: inviteHash(work, code),
      ...granted(invitee),
      expiresAt,
      createdAt: work.now,
    },
  });
  work.audit({ ...attempt, subjectId: id, after: { ...invitee, expiresAt: expiresAt.toISOString() } });
  work.announce({ type: "invite.issued", companyId, inviteId: id });
  return done({ inviteId: id, code, expiresAt });
};

/** What a code is found by. */
export const inviteHash = ({ vault }: Pick<Work, "vault">, code: string): string =>
  vault.hash("invite", normaliseInviteCode(code) ?? "");

const granted = (invitee: Invitee) => {
  if (invitee.to === "unit") return { unitId: invitee.unitId, occupancyKind: invitee.kind };
  if (invitee.to === "person") return { personId: invitee.personId };
  return { role: invitee.role, personId: invitee.personId ?? null };
};

const subjectOf = async ({ tx, now }: Work, companyId: string, invitee: Invitee): Promise<Subject | null> => {
  if (invitee.to === "staff" && !invitee.personId) return { companyId };
  if (invitee.to === "unit") {
    const unit = await tx.unit.findFirst({
      where: { id: invitee.unitId, companyId },
      select: { buildingId: true },
    });
    return unit && { companyId, buildingId: unit.buildingId };
  }
  const person = await tx.person.findFirst({
    where: { id: invitee.personId ?? "", companyId },
    select: {
      occupancies: { where: heldAt(now), select: { unit: { select: { buildingId: true } } }, take: 1 },
    },
  });
  if (!person) return null;
  const [home] = person.occupancies;
  return home && invitee.to === "person" ? { companyId, buildingId: home.unit.buildingId } : { companyId };
};
