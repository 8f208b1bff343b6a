import { randomInt } from "node:crypto";
import { contactHash } from "../directory/contact.ts";
import { normaliseEmail } from "../directory/email.ts";
import { newId } from "../directory/new-id.ts";
import { normalisePhone } from "../directory/phone.ts";
import { refuse } from "../directory/refuse.ts";
import { done, type Outcome } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { attemptBy, ownerFor } from "./contact-owner.ts";

export type BeginRefusal = "forbidden" | "bad-email" | "bad-phone" | "known" | "too-many";

const validMs = 30 * 60_000;
const dayMs = 24 * 3_600_000;
/** Codes a day: an address of somebody else's must not be filled with them, and each SMS costs. */
const aDay = { email: 8, phone: 4 } as const;

const hashOfCode = (work: Work, proofId: string, code: string): string =>
  work.vault.hash("contact-code", `${proofId}:${code}`);

/** What the person has to send back to prove that the contact is theirs. */
export const codeMatches = (work: Work, proof: { id: string; codeHash: string }, code: string): boolean =>
  proof.codeHash === hashOfCode(work, proof.id, code);

/**
 * The person wants to be reached here too: a code goes there, and nothing else until it is proved. `known`: it is
 * confirmed and works already.
 */
export const beginContact = async (
  work: Work,
  input: { kind: "email" | "phone"; value: string },
): Promise<Outcome<{ proofId: string }, BeginRefusal>> => {
  const attempt = attemptBy(work, "contact.add");
  const owner = ownerFor(work, "contact.add");
  if (!owner) return refuse(work, attempt, "forbidden");
  const { kind } = input;
  const value = kind === "email" ? normaliseEmail(input.value) : normalisePhone(input.value);
  if (!value) return refuse(work, attempt, kind === "email" ? "bad-email" : "bad-phone");
  const { tx, now, vault } = work;
  const { personId, companyId } = owner;
  const valueHash = contactHash(vault, kind, value);
  const known = await tx.contactPoint.findUnique({
    where: { personId_kind_valueHash: { personId, kind, valueHash } },
  });
  if (known?.confirmedAt && !known.unreachableSince) return refuse(work, attempt, "known");
  const asked = await tx.contactProof.count({
    where: { personId, kind, createdAt: { gt: new Date(now.getTime() - dayMs) } },
  });
  if (asked >= aDay[kind]) return refuse(work, attempt, "too-many", { max: aDay[kind] });
  const id = newId(now);
  const code = String(randomInt(1_000_000)).padStart(6, "0");
  await tx.contactProof.create({
    data: {
      id,
      companyId,
      personId,
      kind,
      valueSealed: vault.seal(value),
      valueHash,
      codeHash: hashOfCode(work, id, code),
      expiresAt: new Date(now.getTime() + validMs),
      createdAt: now,
    },
  });
  work.audit({ ...attempt, after: { kind, proofId: id } });
  work.announce({ type: "contact.proof-asked", companyId, personId, proofId: id, kind, code });
  return done({ proofId: id });
};
