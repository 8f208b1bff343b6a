import type { SqlQuery } from "@prisma/driver-adapter-utils";

const mostNames = 500;
const names = new Map<string, string>();

/** A stable name for each statement, so that PostgreSQL plans it once per connection; unnamed beyond 500 texts. */
export const statementName = (query: SqlQuery): string => {
  const known = names.get(query.sql);
  if (known !== undefined) return known;
  if (names.size >= mostNames || query.args.length === 0) return "";
  const name = `domovoy_${names.size}`;
  names.set(query.sql, name);
  return name;
};
