import type { Db } from "../../database/db.ts";
import { chainHash, chainStart } from "./chain.ts";

export interface BrokenChain {
  companyId: string | null;
  /** The first entry that does not follow from the one before it. */
  entryId: number;
}

const pageSize = 1000;

/** Walks every company's chain and names the first entry that was changed, removed before, or put in. */
export const verifyAudit = async (db: Db): Promise<BrokenChain[]> => {
  const chains = await db.auditEntry.groupBy({ by: ["companyId"] });
  const broken: BrokenChain[] = [];
  for (const { companyId } of chains) {
    const entryId = await firstBroken(db, companyId);
    if (entryId !== undefined) broken.push({ companyId, entryId });
  }
  return broken;
};

const firstBroken = async (db: Db, companyId: string | null): Promise<number | undefined> => {
  let previous = chainStart;
  for (let index = 0; ; ) {
    const page = await db.auditEntry.findMany({
      where: { companyId, chainIndex: { gt: index } },
      orderBy: { chainIndex: "asc" },
      take: pageSize,
    });
    for (const entry of page) {
      index += 1;
      if (entry.chainIndex !== index || entry.hash !== chainHash(previous, entry)) return entry.id;
      previous = entry.hash;
    }
    if (page.length < pageSize) return undefined;
  }
};
