import { existsSync } from "node:fs";
import { DatabaseFault } from "../database/database-fault.ts";
import { pendingMigrations, requireCurrentSchema } from "../database/migrate.ts";
import { type Check, type Finding, fault, ok, warning } from "./finding.ts";

/** Whether the database can be reached and has this version's schema. */
export const checkDatabase: Check = async ({ config: { database } }) => {
  const name = database.provider === "sqlite" ? database.path : "PostgreSQL";
  if (database.provider === "sqlite" && !existsSync(database.path)) {
    return [
      warning(
        "database",
        `${database.path} is not there yet`,
        "the first start makes it; or correct DATABASE_URL",
      ),
    ];
  }
  try {
    await requireCurrentSchema(database.url);
    return [ok("database", `${name} has the schema of this version`)];
  } catch (error) {
    return [await explain(error, database)];
  }
};

const explain = async (
  error: unknown,
  { provider, url }: { provider: string; url: string },
): Promise<Finding> => {
  if (!(error instanceof DatabaseFault)) {
    const why = error instanceof Error && error.message ? error.message : String(error);
    return provider === "sqlite"
      ? fault("database", `the file can't be read (${why})`, "check DATABASE_URL, or restore a backup")
      : fault(
          "database",
          `PostgreSQL does not answer (${why})`,
          "check DATABASE_URL, and that the server runs",
        );
  }
  if (error.code !== "schema-outdated") {
    return fault("database", "the schema is a newer version's", error.message);
  }
  const pending = await pendingMigrations(url);
  const text = `${pending.length} migration(s) are not applied yet: ${pending.join(", ")}`;
  return provider === "sqlite"
    ? warning("database", text, "the next start applies them; make a backup first")
    : fault("database", text, "make a backup, then run: npm run cli -- migrate");
};
