import { providerOf } from "./as-db.ts";
import type { Db, Provider } from "./db.ts";
import type { SqlPart } from "./sql-part.ts";

/**
 * The texts of a JSON array that is a statement's parameter, for `… IN`. By way of an array on PostgreSQL, which expects
 * ten texts of it and looks them up in the index; of the JSON it expects a hundred, and for so many reads whole tables
 * that have fewer than some thousand times as many rows.
 */
export const textsOfParameter: Readonly<Record<Provider, string>> = {
  sqlite: `(SELECT "value" FROM json_each(?))`,
  postgresql: `(SELECT unnest(ARRAY(SELECT jsonb_array_elements_text(CAST(? AS jsonb)))))`,
};

/**
 * The same with its operator, for tables that grow by thousands in a minute: an array is looked up in the index whatever
 * PostgreSQL knows of the table, where it expects so much of a list that it reads the whole table.
 */
export const amongTexts: Readonly<Record<Provider, string>> = {
  sqlite: `IN ${textsOfParameter.sqlite}`,
  postgresql: `= ANY (ARRAY${textsOfParameter.postgresql})`,
};

/** A list of texts for `… IN ${…}`, as one parameter: however long the list, the statement stays the same. */
export const listParameter = (db: Db, values: readonly string[]): SqlPart => ({
  text: textsOfParameter[providerOf(db)],
  values: [JSON.stringify(values)],
});

/** `amongTexts` as one parameter. */
export const amongParameter = (db: Db, values: readonly string[]): SqlPart => ({
  text: amongTexts[providerOf(db)],
  values: [JSON.stringify(values)],
});
