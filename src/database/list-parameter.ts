import { providerOf } from "./as-db.ts";
import type { Db } from "./db.ts";

/**
 * A list of texts as one parameter of a raw statement, for `… IN ${sql}`: however long the list, the statement stays the
 * same. `at` is the parameter's place, from 1, among the statement's; on SQLite they are simply given in order.
 */
export const listParameter = (db: Db, values: readonly string[], at = 1): { sql: string; value: string } => ({
  sql:
    providerOf(db) === "sqlite"
      ? `(SELECT "value" FROM json_each(?))`
      : `(SELECT jsonb_array_elements_text($${at}::jsonb))`,
  value: JSON.stringify(values),
});
