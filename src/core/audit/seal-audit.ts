import type { Database, Tx } from "../../database/db.ts";
import { lockKey } from "../../database/lock-key.ts";
import { chainHash, chainStart } from "./chain.ts";

const batchSize = 500;

/**
 * Gives each new audit entry its place and hash in its company's chain; entries without a company form one of
 * their own. In batches, so that the chain is never a hot row. Returns how many were sealed.
 */
export const sealAudit = async (database: Database): Promise<number> => {
  let sealed = 0;
  for (;;) {
    const batch = await database.transaction(sealBatch, { timeoutMs: 60_000 });
    sealed += batch;
    if (batch < batchSize) return sealed;
  }
};

const sealBatch = async (tx: Tx): Promise<number> => {
  await lockKey(tx, "audit-chain");
  const entries = await tx.auditEntry.findMany({
    where: { hash: null },
    orderBy: { id: "asc" },
    take: batchSize,
  });
  const tails = new Map<string | null, { index: number; hash: string }>();
  for (const entry of entries) {
    const tail = tails.get(entry.companyId) ?? (await tailOf(tx, entry.companyId));
    const chainIndex = tail.index + 1;
    const hash = chainHash(tail.hash, { ...entry, chainIndex });
    await tx.auditEntry.update({ where: { id: entry.id }, data: { chainIndex, hash }, select: { id: true } });
    tails.set(entry.companyId, { index: chainIndex, hash });
  }
  return entries.length;
};

const tailOf = async (tx: Tx, companyId: string | null) => {
  const last = await tx.auditEntry.findFirst({
    where: { companyId, chainIndex: { not: null } },
    orderBy: { chainIndex: "desc" },
    select: { chainIndex: true, hash: true },
  });
  return { index: last?.chainIndex ?? 0, hash: last?.hash ?? chainStart };
};
