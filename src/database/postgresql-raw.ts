import pg from "pg";
import { argumentOf, type RawConnection } from "./raw-statements.ts";
import { nameOf } from "./statement-name.ts";

/** Asks something on a connection that is free for it. */
export type UseConnection = <T>(ask: (connection: pg.ClientBase) => Promise<T>) => Promise<T>;

/** Raw statements straight over the driver: Prisma's adapter would take each value and each row in hand twice. */
export const postgresqlRaw = (use: UseConnection): RawConnection => {
  const run = async (sql: string, values: readonly unknown[]): Promise<pg.QueryResult> => {
    const given = values.map(parameterOf);
    try {
      return await use((connection) => ask(connection, sql, given));
    } catch (error) {
      // The driver's own names only its socket.
      if (error instanceof Error) Error.captureStackTrace(error, run);
      throw error;
    }
  };
  return {
    query: async (sql, values) => (await run(sql, values)).rows,
    execute: async (sql, values) => (await run(sql, values)).rowCount ?? 0,
  };
};

/** Sends a statement at once; PostgreSQL plans it once per connection. */
const ask = (connection: pg.ClientBase, sql: string, values: unknown[]): Promise<pg.QueryResult> =>
  new Promise((resolve, reject) => {
    const answered = (error: Error | undefined, result: unknown) =>
      error ? reject(error) : resolve(result as pg.QueryResult);
    // Made here, since the driver copies one that is given as an object at some length.
    connection.query(
      Object.assign(new pg.Query(sql, values, answered), { name: nameOf(sql, values.length) }),
    );
  });

const parameterOf = (value: unknown): unknown =>
  Array.isArray(value) ? value.map(argumentOf) : argumentOf(value);

const { builtins } = pg.types;
const moment = (text: string): Date => new Date(`${text.replace(" ", "T")}Z`);
const parsers = new Map<number, (text: string) => unknown>([
  [builtins.INT8, BigInt],
  [builtins.DATE, (text) => new Date(text)],
  [builtins.TIMESTAMP, moment],
  // Always told in the session's zone, with its hours behind.
  [builtins.TIMESTAMPTZ, (text) => new Date(text.replace(" ", "T").replace(/([+-]\d\d)$/, "$1:00"))],
]);

/** For the connections: what the driver makes of values where Prisma's adapter does not say so itself. */
export const postgresqlTypes: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) => parsers.get(oid) ?? pg.types.getTypeParser(oid, format as "text"),
};
