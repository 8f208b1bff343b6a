import { can } from "../../access/policy.ts";
import { done, type Outcome } from "../../outcome.ts";
import type { Platform } from "../../platform.ts";
import type { Work } from "../../work/work.ts";
import { refuse } from "../refuse.ts";

/** The queue of the job that reads a register. */
export const readRegisterQueue = "read-register";

export interface BroughtRegister {
  platform: Platform;
  /** What the platform's download needs. */
  externalId: string;
  name: string;
  /** The message and the file's place in it: the same file is taken once. */
  source: string;
  /** One address for the whole file, if it was said. */
  address: string | null;
}

const longestAddress = 200;

/** Somebody brings a register to be imported. Nothing of it is written before it was shown and confirmed. */
export const bringRegister = async (
  work: Work,
  { platform, externalId, name, source, address }: BroughtRegister,
): Promise<Outcome<{ importId: string }, "forbidden">> => {
  const { tx, actor, vault, now } = work;
  const attempt = { act: "register.bring", subjectType: "register", subjectId: null };
  if (actor.kind !== "person" || !can(actor, "register.import", { companyId: actor.companyId }))
    return refuse(work, attempt, "forbidden");
  const known = await tx.registerImport.findUnique({ where: { source }, select: { id: true } });
  if (known) return done({ importId: known.id });
  const { companyId } = actor;
  const { id: importId } = await tx.registerImport.create({
    data: {
      companyId,
      platform,
      externalId,
      source,
      nameSealed: vault.seal(name),
      addressSealed: address ? vault.seal(address.slice(0, longestAddress)) : null,
      broughtBy: actor.personId,
      createdAt: now,
    },
    select: { id: true },
  });
  work.enqueue({ queue: readRegisterQueue, payload: { importId } });
  work.audit({ ...attempt, subjectId: importId, after: { name } });
  work.announce({ type: "register.changed", companyId, importId });
  return done({ importId });
};
