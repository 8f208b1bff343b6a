import type { RoleKind } from "../../database/types.ts";
import type { Work } from "../work/work.ts";

export interface RoleOf {
  companyId: string;
  personId: string;
  kind: RoleKind;
  /** Null: the whole company. */
  buildingId: string | null;
}

/** Writes the role unless the person holds it; tells whether it is new. */
export const giveRole = async ({ tx, now }: Work, role: RoleOf): Promise<boolean> => {
  const held = await tx.role.findFirst({ where: { ...role, revokedAt: null } });
  if (held) return false;
  await tx.role.create({ data: { ...role, grantedAt: now } });
  return true;
};

/** Keeps two changes of a company's roles from passing each other unseen. */
export const lockRoles = async ({ tx }: Work, companyId: string): Promise<void> => {
  await tx.company.updateMany({ where: { id: companyId }, data: { lastRequest: { increment: 0 } } });
};
