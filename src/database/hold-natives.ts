import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { SqlDriverAdapter } from "@prisma/driver-adapter-utils";
import type Database from "better-sqlite3";

// From Node 24 on, node::ObjectWrap asks for the environment as an object ends. A collection that no JavaScript runs
// beneath has none, and the process aborts. better-sqlite3 12 wraps its objects so; 13 does not, but needs Node 22.
const mustHold = Number.parseInt(process.versions.node, 10) >= 24;
const held = new Map<Database.Database, Set<object>>();

/** The connection of Prisma's adapter, held as `holdNatives` does. */
export const heldClientOf = (adapter: SqlDriverAdapter): Database.Database =>
  holdNatives((adapter as unknown as { client: Database.Database }).client);

/** Keeps a connection and each statement that it prepares from being collected, where that would end the process. */
export const holdNatives = <Client extends Database.Database>(client: Client): Client => {
  if (!mustHold) return client;
  held.set(client, new Set());
  const prepare = client.prepare.bind(client);
  client.prepare = ((sql: string) => {
    const statement = prepare(sql);
    held.get(client)?.add(statement);
    return statement;
  }) as typeof client.prepare;
  return client;
};

/** Lets the statements of a connection go, by a collection that runs beneath JavaScript, when nobody works with them. */
export const releaseStatements = (client: Database.Database): void => {
  if (!mustHold) return;
  const leaving = [held.get(client)];
  held.set(client, new Set());
  setImmediate(() => {
    leaving.pop();
    collect();
  });
};

const collect = (): void => {
  setFlagsFromString("--expose-gc");
  (runInNewContext("gc") as () => void)();
};
