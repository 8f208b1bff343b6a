import type { Db } from "../../database/db.ts";

/** The first steps of a company, in their order; each is done or not by what is there. */
export const setupSteps = ["company", "register", "staff", "invites", "resident"] as const;

export type SetupStep = (typeof setupSteps)[number];

/** How far a company is from its first administrator to its first resident. */
export const setupProgress = async (db: Db, companyId: string): Promise<Record<SetupStep, boolean>> => {
  const held = { companyId, revokedAt: null };
  const [company, unit, staff, invite, resident] = await Promise.all([
    db.company.findUnique({ where: { id: companyId }, select: { checkedAt: true } }),
    db.unit.findFirst({ where: { companyId }, select: { id: true } }),
    db.role.findMany({ where: held, select: { personId: true }, distinct: ["personId"], take: 2 }),
    db.invite.findFirst({ where: { companyId, role: null }, select: { id: true } }),
    db.identity.findFirst({
      where: { companyId, person: { occupancies: { some: { to: null } } } },
      select: { id: true },
    }),
  ]);
  return {
    company: company?.checkedAt != null,
    register: unit !== null,
    staff: staff.length > 1,
    // Who came without an invite needs none.
    invites: invite !== null || resident !== null,
    resident: resident !== null,
  };
};
