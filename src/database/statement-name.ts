const mostNames = 500;
const names = new Map<string, string>();

/**
 * A stable name for each statement, so that PostgreSQL plans it once per connection; unnamed beyond 500 texts, or
 * without values.
 */
export const nameOf = (sql: string, values: number): string => {
  const known = names.get(sql);
  if (known !== undefined) return known;
  if (names.size >= mostNames || values === 0) return "";
  const name = `domovoy_${names.size}`;
  names.set(sql, name);
  return name;
};
