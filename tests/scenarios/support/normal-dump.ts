import type { Vault } from "../../../src/core/crypto/vault.ts";
import type { Db } from "../../../src/database/db.ts";

type Row = Record<string, unknown>;

/** Tables whose rows tell what was done; leases, jobs and the like come and go. */
const tables = [
  "company",
  "building",
  "unit",
  "person",
  "identity",
  "contactPoint",
  "occupancy",
  "role",
  "invite",
  "joinRequest",
  "attachment",
  "category",
  "deadlineRule",
  "request",
  "requestEvent",
  "messageRevision",
  "requestWord",
  "auditEntry",
  "inboxEntry",
  "conversation",
  "card",
  "albumPart",
  "outboxMessage",
] as const;

/** Columns that differ between two runs of the same story by their nature: who was numbered first, keys, attempts. */
const ignored =
  /^(id|number|lastRequest|hash|.*Hash|chainIndex|shown|address|attempts|.*[mM]essageId|version)$/;
const ids = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/**
 * What the tables hold, as sorted lines: sealed texts opened, ids replaced by what they name, times and numbers left
 * out. Two towns in which the same was done give the same lines, in whatever order it came.
 */
export const normalDump = async (db: Db, vault: Vault): Promise<Record<string, string[]>> => {
  const all = new Map<string, Row[]>();
  for (const table of tables) {
    const find = db[table].findMany as unknown as () => Promise<Row[]>;
    all.set(
      table,
      (await find()).filter((row) => !isPassing(table, row)),
    );
  }
  const names = namesOf(all, vault);
  const named = (text: string): string =>
    text
      .replace(/^event \d+$/, (event) => names.get(event) ?? event)
      .replaceAll(/^said(?::\d+)+/g, (said) =>
        said.replaceAll(/\d+/g, (id) => names.get(`event ${id}`) ?? "a chat"),
      )
      .replaceAll(ids, (id) => names.get(id) ?? "an id")
      .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "a time");
  const line = (row: Row): string =>
    JSON.stringify(
      Object.fromEntries(
        Object.entries(row)
          .filter(([column, value]) => !ignored.test(column) && !(value instanceof Date))
          .map(([column, value]) => [
            column,
            named(column === "eventId" ? `event ${value}` : plainOf(column, value, vault)),
          ]),
      ),
    );
  return Object.fromEntries([...all].map(([table, rows]) => [table, rows.map(line).sort()]));
};

/** Edits of cards are coalesced, so that their number depends on the moment. */
const isPassing = (table: string, { kind }: Row): boolean => table === "outboxMessage" && kind === "card";

const plainOf = (column: string, value: unknown, vault: Vault): string => {
  if (value === null || value === undefined || value === "") return "";
  if (column === "externalId" && String(value).length > 20) return "a file";
  if (column === "source") return String(value).replace(/:[^:]*$/, "");
  if (!column.endsWith("Sealed"))
    return typeof value === "object" ? JSON.stringify(value, numbersAway) : String(value);
  const opened = vault.open(String(value));
  return opened.startsWith("{") ? JSON.stringify(JSON.parse(opened), numbersAway) : opened;
};

const numbersAway = (key: string, value: unknown): unknown =>
  ["number", "version", "eventId", "reactDueAt", "fixDueAt"].includes(key) ? undefined : value;

const namesOf = (all: ReadonlyMap<string, Row[]>, vault: Vault): Map<string, string> => {
  const names = new Map<string, string>();
  const name = (table: string, of: (row: Row) => unknown): void => {
    for (const row of all.get(table) ?? []) names.set(String(row.id), `${table} ${String(of(row))}`);
  };
  name("company", () => "");
  name("building", ({ address }) => address);
  name("unit", ({ number }) => number);
  name("person", ({ nameSealed }) => vault.open(String(nameSealed)));
  name("category", ({ key }) => key);
  name("request", ({ textSealed }) => vault.open(String(textSealed)));
  for (const { id, kind, requestId } of all.get("requestEvent") ?? [])
    names.set(`event ${id}`, `${kind} of ${names.get(String(requestId))}`);
  return names;
};
