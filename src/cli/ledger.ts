import { verifyLedger } from "../core/billing/ledger/verify-ledger.ts";
import { openDatabase } from "../database/open-database.ts";
import { databaseUrlOf } from "./database-url.ts";

/** `cli ledger`: looks at every company's ledger; exits with 1 where one is not sound. */
export const ledger = async (_args: string[], env: NodeJS.ProcessEnv): Promise<number> => {
  const url = databaseUrlOf(env);
  if (url === 78) return url;
  const database = await openDatabase(url);
  try {
    const companies = await database.read.company.findMany({ orderBy: { id: "asc" }, select: { id: true } });
    let isSound = true;
    for (const { id } of companies)
      for (const fault of await verifyLedger(database.read, id)) {
        isSound = false;
        process.stderr.write(`Company ${id}: ${fault}.\n`);
      }
    if (isSound) process.stdout.write("Every ledger balances, and what is kept beside it agrees.\n");
    return isSound ? 0 : 1;
  } finally {
    await database.close();
  }
};
