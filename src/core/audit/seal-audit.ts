import { providerOf } from "../../database/as-db.ts";
import type { Database, Provider, Tx } from "../../database/db.ts";
import { lockKey } from "../../database/lock-key.ts";
import { chainHash, chainStart } from "./chain.ts";

/** Small enough that an answer never waits long for the writer of SQLite. */
const batchSize = 200;

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
  if (entries.length === 0) return 0;
  const tails = new Map<string | null, { index: number; hash: string }>();
  const places: { id: number; chainIndex: number; hash: string }[] = [];
  for (const entry of entries) {
    const tail = tails.get(entry.companyId) ?? (await tailOf(tx, entry.companyId));
    const chainIndex = tail.index + 1;
    const hash = chainHash(tail.hash, { ...entry, chainIndex });
    places.push({ id: entry.id, chainIndex, hash });
    tails.set(entry.companyId, { index: chainIndex, hash });
  }
  await tx.$executeRawUnsafe(giveThem[providerOf(tx)], JSON.stringify(places));
  return entries.length;
};

/** All places of a batch in one statement: one for each entry held the writer of SQLite for tenths of a second. */
const giveThem: Record<Provider, string> = {
  sqlite: `
  UPDATE "AuditEntry" SET "chainIndex" = place."chainIndex", "hash" = place."hash"
  FROM (
    SELECT json_extract("value", '$.id') AS "id", json_extract("value", '$.chainIndex') AS "chainIndex",
      json_extract("value", '$.hash') AS "hash"
    FROM json_each(?)
  ) AS place WHERE "AuditEntry"."id" = place."id"`,
  postgresql: `
  UPDATE "AuditEntry" SET "chainIndex" = place."chainIndex", "hash" = place."hash"
  FROM jsonb_to_recordset($1::jsonb) AS place("id" integer, "chainIndex" integer, "hash" text)
  WHERE "AuditEntry"."id" = place."id"`,
};

const tailOf = async (tx: Tx, companyId: string | null) => {
  const last = await tx.auditEntry.findFirst({
    where: { companyId, chainIndex: { not: null } },
    orderBy: { chainIndex: "desc" },
    select: { chainIndex: true, hash: true },
  });
  return { index: last?.chainIndex ?? 0, hash: last?.hash ?? chainStart };
};
