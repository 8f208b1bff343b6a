import { contactHash } from "../directory/contact.ts";
import { newId } from "../directory/new-id.ts";
import { refuse } from "../directory/refuse.ts";
import { done, type Outcome } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { attemptBy, ownerFor } from "./contact-owner.ts";
import type { PushSubscription } from "./push-subscription.ts";

const validMs = 60 * 60_000;
/** A person has a few phones and computers. */
const mostDevices = 8;

/** A one-time pass for the page that asks the browser: who opens it within the hour subscribes this person. */
export const beginPush = async (work: Work): Promise<Outcome<{ proofId: string }, "forbidden">> => {
  const owner = ownerFor(work, "contact.add");
  const attempt = attemptBy(work, "contact.add");
  if (!owner) return refuse(work, attempt, "forbidden");
  const { tx, now, vault } = work;
  const id = newId(now);
  await tx.contactProof.create({
    data: {
      id,
      companyId: owner.companyId,
      personId: owner.personId,
      kind: "push",
      valueSealed: vault.seal(""),
      valueHash: "",
      codeHash: "",
      expiresAt: new Date(now.getTime() + validMs),
      createdAt: now,
    },
  });
  work.audit({ ...attempt, after: { kind: "push", proofId: id } });
  return done({ proofId: id });
};

/** Whether the pass still lets its holder in, and in whose language the page speaks. */
export const pushPass = async (
  { tx, now }: Pick<Work, "tx" | "now">,
  proofId: string,
): Promise<{ personId: string; companyId: string } | null> => {
  const proof = await tx.contactProof.findUnique({ where: { id: proofId } });
  return proof?.kind === "push" && proof.usedAt === null && proof.expiresAt > now
    ? { personId: proof.personId, companyId: proof.companyId }
    : null;
};

/** The browser agreed: the person is told on this device too. The pass is used up. */
export const subscribePush = async (
  work: Work,
  { proofId, subscription }: { proofId: string; subscription: PushSubscription },
): Promise<Outcome<{ personId: string }, "outdated" | "too-many">> => {
  const { tx, now, vault } = work;
  const pass = await pushPass(work, proofId);
  const attempt = { act: "contact.add", subjectType: "person", subjectId: pass?.personId ?? null };
  if (!pass) return refuse(work, attempt, "outdated");
  const { personId, companyId } = pass;
  const valueHash = contactHash(vault, "push", subscription.endpoint);
  const where = { personId_kind_valueHash: { personId, kind: "push" as const, valueHash } };
  const valueSealed = vault.seal(JSON.stringify(subscription));
  const devices = await tx.contactPoint.count({
    where: { personId, kind: "push", unreachableSince: null, valueHash: { not: valueHash } },
  });
  if (devices >= mostDevices) return refuse(work, attempt, "too-many", { max: mostDevices });
  const used = await tx.contactProof.updateMany({
    where: { id: proofId, usedAt: null },
    data: { usedAt: now },
  });
  if (used.count === 0) return refuse(work, attempt, "outdated");
  await tx.contactPoint.upsert({
    where,
    create: { companyId, personId, kind: "push", valueHash, valueSealed, confirmedAt: now, createdAt: now },
    update: { valueSealed, confirmedAt: now, unreachableSince: null, unreachableReason: null },
  });
  work.audit({ ...attempt, after: { kind: "push", confirmed: true } });
  work.announce({ type: "contact.confirmed", companyId, personId, kind: "push" });
  return done({ personId });
};
