import type { ContactProofModel } from "../../database/types.ts";
import { confirmContact } from "../directory/contact.ts";
import { refuse } from "../directory/refuse.ts";
import { done, type Outcome } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { codeMatches } from "./begin-contact.ts";
import { attemptBy, ownerFor } from "./contact-owner.ts";

export type ProofRefusal = "forbidden" | "outdated" | "wrong-code" | "locked";

const mostWrong = 5;

/** The person sends back the code that came by the new way: from now on they are told by it. */
export const proveContact = async (
  work: Work,
  { proofId, code }: { proofId: string; code: string },
): Promise<Outcome<{ kind: "email" | "phone" }, ProofRefusal>> => {
  const attempt = attemptBy(work, "contact.add");
  const owner = ownerFor(work, "contact.add");
  const proof = await work.tx.contactProof.findUnique({ where: { id: proofId } });
  if (!owner || (proof && proof.personId !== owner.personId)) return refuse(work, attempt, "forbidden");
  if (!isOpen(proof, work.now)) return refuse(work, attempt, "outdated");
  if (proof.wrong >= mostWrong) return refuse(work, attempt, "locked");
  if (!codeMatches(work, proof, code.replace(/\D/g, ""))) {
    // Counted although it is refused: guessing must come to an end.
    await work.tx.contactProof.update({ where: { id: proofId }, data: { wrong: { increment: 1 } } });
    return refuse(work, attempt, "wrong-code", { left: mostWrong - proof.wrong - 1 });
  }
  return settle(work, proof);
};

/** The link in the letter was opened and its button pressed; whoever reads that mailbox proves it. */
export const proveByLink = async (
  work: Work,
  { proofId }: { proofId: string },
): Promise<Outcome<{ kind: "email" | "phone" }, "outdated">> => {
  const proof = await work.tx.contactProof.findUnique({ where: { id: proofId } });
  const attempt = { act: "contact.add", subjectType: "person", subjectId: proof?.personId ?? null };
  if (!isOpen(proof, work.now) || proof.kind !== "email") return refuse(work, attempt, "outdated");
  return settle(work, proof);
};

const isOpen = (proof: ContactProofModel | null, now: Date): proof is ContactProofModel =>
  proof !== null && proof.usedAt === null && proof.expiresAt > now;

const settle = async (
  work: Work,
  { id, companyId, personId, kind, valueSealed }: ContactProofModel,
): Promise<Outcome<{ kind: "email" | "phone" }, "outdated">> => {
  const attempt = { act: "contact.add", subjectType: "person", subjectId: personId };
  const used = await work.tx.contactProof.updateMany({
    where: { id, usedAt: null },
    data: { usedAt: work.now },
  });
  if (used.count === 0 || kind === "push") return refuse(work, attempt, "outdated");
  await confirmContact(work, { companyId, personId, kind, value: work.vault.open(valueSealed) });
  // Who adds a way wants to be told by it, whatever was muted before.
  await work.tx.notificationSetting.deleteMany({
    where: { personId, way: kind === "email" ? "email" : "sms", via: { not: "settings" } },
  });
  work.audit({ ...attempt, after: { kind, confirmed: true } });
  work.announce({ type: "contact.confirmed", companyId, personId, kind });
  return done({ kind });
};
