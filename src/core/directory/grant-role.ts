import type { RoleKind } from "../../database/types.ts";
import type { Account } from "../access/actor.ts";
import { can } from "../access/policy.ts";
import { done, type Outcome } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { admit } from "./admit.ts";
import { refuse } from "./refuse.ts";
import { giveRole, lockRoles } from "./role.ts";

/** Who gets or loses a role: a person, or whoever an account belongs to, who becomes known by it. */
export type RoleHolder = { personId: string } | { account: Account; name: string };

export interface RoleChange {
  companyId: string;
  holder: RoleHolder;
  kind: RoleKind;
  /** Null: the whole company. */
  buildingId: string | null;
}

export type GrantRefusal = "forbidden" | "not-found" | "other-company";

/** Gives somebody a role; giving it again changes nothing. */
export const grantRole = async (
  work: Work,
  { companyId, holder, kind, buildingId }: RoleChange,
): Promise<Outcome<{ personId: string; granted: boolean }, GrantRefusal>> => {
  const { tx, actor } = work;
  const attempt = {
    act: "role.grant",
    subjectType: "person",
    subjectId: "personId" in holder ? holder.personId : null,
  };
  if (!can(actor, "role.grant", { companyId, buildingId })) return refuse(work, attempt, "forbidden");
  if (
    buildingId &&
    !(await tx.building.findFirst({ where: { id: buildingId, companyId }, select: { id: true } }))
  ) {
    return refuse(work, attempt, "not-found");
  }
  const known = await findHolder(work, holder);
  if (known && known.companyId !== companyId) return refuse(work, attempt, "other-company");
  if (!known && "personId" in holder) return refuse(work, attempt, "not-found");
  await lockRoles(work, companyId);
  const personId =
    known?.id ?? ("account" in holder ? await admit(work, { companyId, personId: null, ...holder }) : "");
  const granted = await giveRole(work, { companyId, personId, kind, buildingId });
  work.audit({ ...attempt, subjectId: personId, after: { kind, buildingId, granted } });
  if (granted) work.announce({ type: "role.granted", companyId, personId });
  return done({ personId, granted });
};

/** The person that a role change is about, if known. */
export const findHolder = async (
  { tx }: Pick<Work, "tx">,
  holder: RoleHolder,
): Promise<{ id: string; companyId: string } | null> => {
  if ("personId" in holder) {
    return tx.person.findUnique({ where: { id: holder.personId }, select: { id: true, companyId: true } });
  }
  const { platform, externalId } = holder.account;
  const identity = await tx.identity.findUnique({
    where: { platform_externalId: { platform, externalId } },
    select: { person: { select: { id: true, companyId: true } } },
  });
  return identity?.person ?? null;
};
