import type { SqlDriverAdapter } from "@prisma/driver-adapter-utils";
import type Database from "better-sqlite3";
import { heldClientOf, releaseStatements } from "./hold-natives.ts";

const mostKept = 500;

interface Kept {
  statement: Database.Statement;
  columns: Database.ColumnDefinition[];
}

/**
 * Makes Prisma's adapter compile each SQL text once per connection. By itself it prepares a statement for every call,
 * which takes an eighth of all processor time; a statement once bound by `bind` could not be used again.
 *
 * SQLite plans by the value of a bare `LIMIT ?`, and so compiles such a statement anew whenever one is bound; a cast
 * hides the value from it.
 */
export const keepStatements = <Adapter extends SqlDriverAdapter>(adapter: Adapter): Adapter => {
  const client = heldClientOf(adapter);
  const prepare = client.prepare.bind(client);
  const kept = new Map<string, Kept>();
  const statementOf = (sql: string): Kept => {
    const known = kept.get(sql);
    if (known !== undefined) return known;
    if (kept.size >= mostKept) {
      kept.clear();
      releaseStatements(client);
    }
    const statement = prepare(sql.replaceAll("LIMIT ?", "LIMIT CAST(? AS INTEGER)"));
    if (statement.reader) statement.raw(true);
    const keeping = { statement, columns: statement.reader ? statement.columns() : [] };
    kept.set(sql, keeping);
    return keeping;
  };
  const bindable = (sql: string) => ({
    bind: (args: unknown[]) => {
      const { statement, columns } = statementOf(sql);
      return {
        reader: statement.reader,
        columns: () => columns,
        run: () => statement.run(args),
        raw: () => ({ all: () => statement.all(args) }),
      };
    },
  });
  client.prepare = bindable as unknown as typeof client.prepare;
  return adapter;
};
