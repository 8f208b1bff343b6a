import { createHash } from "node:crypto";
import type { AuditEntryModel } from "../../database/types.ts";

/** What the first entry of a chain follows. */
export const chainStart = "0".repeat(64);

/** The entry's place in its company's chain: changes when the entry or any before it is changed. */
export const chainHash = (previous: string, entry: Omit<AuditEntryModel, "hash">): string =>
  createHash("sha256")
    .update(
      JSON.stringify([
        previous,
        entry.id,
        entry.companyId,
        entry.at.toISOString(),
        entry.actorId,
        entry.account,
        entry.role,
        entry.channel,
        entry.act,
        entry.subjectType,
        entry.subjectId,
        entry.outcome,
        entry.detailSealed,
        entry.chainIndex,
      ]),
    )
    .digest("hex");
