import { DatabaseFault } from "../database/database-fault.ts";
import { applyMigrations } from "../database/migrate.ts";
import { databaseUrlOf } from "./database-url.ts";

/** `cli migrate`: brings the database of DATABASE_URL to the schema of this version. Gives the exit code. */
export const migrate = async (_args: string[], env: NodeJS.ProcessEnv): Promise<number> => {
  const url = databaseUrlOf(env);
  if (url === 78) return url;
  try {
    const applied = await applyMigrations(url);
    const text = applied.length === 0 ? "The database is up to date." : `Applied ${applied.join(", ")}.`;
    process.stdout.write(`${text}\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof DatabaseFault)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
};
