import { sealAudit } from "../core/audit/seal-audit.ts";
import { verifyAudit } from "../core/audit/verify-audit.ts";
import { openDatabase } from "../database/open-database.ts";
import { databaseUrlOf } from "./database-url.ts";

/** `cli audit`: seals what is new and walks every chain; exits with 1 where a chain is broken. */
export const audit = async (_args: string[], env: NodeJS.ProcessEnv): Promise<number> => {
  const url = databaseUrlOf(env);
  if (url === 78) return url;
  const database = await openDatabase(url);
  try {
    await sealAudit(database);
    const broken = await verifyAudit(database.read);
    for (const { companyId, entryId } of broken) {
      process.stderr.write(
        `Company ${companyId ?? "-"}: entry ${entryId} does not follow from the one before it; it or an earlier one was changed or removed.\n`,
      );
    }
    if (broken.length === 0) process.stdout.write("The audit log is whole.\n");
    return broken.length === 0 ? 0 : 1;
  } finally {
    await database.close();
  }
};
