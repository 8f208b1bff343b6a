import { providerOf } from "../../src/database/as-db.ts";
import type { Database, Tx } from "../../src/database/db.ts";

/** Changes rows that the database's guards protect, as somebody would who takes the guards away and puts them back. */
export const pastTheGuards = (database: Database, change: (tx: Tx) => Promise<unknown>): Promise<void> =>
  database.transaction(async (tx) => {
    if (providerOf(tx) === "postgresql") {
      await tx.$executeRaw`SET LOCAL session_replication_role = replica`;
      await change(tx);
      return;
    }
    const guards = await tx.$queryRaw<{ name: string; sql: string }[]>`
      SELECT "name", "sql" FROM sqlite_schema WHERE "type" = 'trigger'`;
    for (const { name } of guards) await tx.$executeRawUnsafe(`DROP TRIGGER "${name}"`);
    await change(tx);
    for (const { sql } of guards) await tx.$executeRawUnsafe(sql);
  });
