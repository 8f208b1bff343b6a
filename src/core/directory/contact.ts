import type { ContactKind } from "../../database/types.ts";
import type { Vault } from "../crypto/vault.ts";
import type { Work } from "../work/work.ts";

/** What a contact is found by; the value must be normalised. */
export const contactHash = (vault: Vault, kind: ContactKind, value: string): string =>
  vault.hash(kind, value);

/** Adds a way to reach a person, or marks the one we have as confirmed. */
export const confirmContact = async (
  work: Work,
  {
    companyId,
    personId,
    kind,
    value,
  }: { companyId: string; personId: string; kind: ContactKind; value: string },
): Promise<void> => {
  const valueHash = contactHash(work.vault, kind, value);
  await work.tx.contactPoint.upsert({
    where: { personId_kind_valueHash: { personId, kind, valueHash } },
    create: {
      companyId,
      personId,
      kind,
      valueHash,
      valueSealed: work.vault.seal(value),
      confirmedAt: work.now,
      createdAt: work.now,
    },
    update: { confirmedAt: work.now, unreachableSince: null, unreachableReason: null },
  });
};
