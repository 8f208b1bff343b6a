import { DatabaseFault } from "../database/database-fault.ts";
import { applyMigrations } from "../database/migrate.ts";

/** `cli migrate`: brings the database of DATABASE_URL to the schema of this version. Gives the exit code. */
export const migrate = async (_args: string[], env: NodeJS.ProcessEnv): Promise<number> => {
  try {
    const applied = await applyMigrations(env.DATABASE_URL ?? "file:./data/domovoy.db");
    const text = applied.length === 0 ? "The database is up to date." : `Applied ${applied.join(", ")}.`;
    process.stdout.write(`${text}\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof DatabaseFault)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
};
