import type { Db } from "../../database/types.ts";
import type { Vault } from "../crypto/vault.ts";
import type { Work } from "../work/work.ts";
import type { Walk } from "./walk.ts";

/** Where somebody stands in the walk through a poll; null when no walk is under way. */
export const voteDraft = async (
  read: Db,
  vault: Vault,
  pollId: string,
  personId: string,
): Promise<Walk | null> => {
  const row = await read.pollDraft.findUnique({ where: { pollId_personId: { pollId, personId } } });
  return row
    ? { step: row.step, choices: JSON.parse(vault.open(row.choicesSealed)) as Walk["choices"] }
    : null;
};

/** Keeps where somebody stands; no vote yet. */
export const keepDraft = async (
  { tx, vault, now }: Work,
  { pollId, personId, walk }: { pollId: string; personId: string; walk: Walk },
): Promise<void> => {
  const kept = { step: walk.step, choicesSealed: vault.seal(JSON.stringify(walk.choices)), updatedAt: now };
  await tx.pollDraft.upsert({
    where: { pollId_personId: { pollId, personId } },
    create: { pollId, personId, ...kept },
    update: kept,
  });
};
