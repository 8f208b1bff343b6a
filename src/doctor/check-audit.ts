import { verifyAudit } from "../core/audit/verify-audit.ts";
import { type Check, fault, ok } from "./finding.ts";

/** Walks every company's chain of audit entries. */
export const checkAudit: Check = async ({ database }) => {
  if (!database) return [];
  const broken = await verifyAudit(database.read);
  if (broken.length === 0) return [ok("audit", "the audit log is whole")];
  return broken.map(({ companyId, entryId }) =>
    fault(
      "audit",
      `the audit log of company ${companyId ?? "-"} is broken at entry ${entryId}`,
      "it or an earlier entry was changed or removed: compare with a backup, and find out who had access to the database",
    ),
  );
};
