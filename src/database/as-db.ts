import type { PrismaClient as PostgresqlClient } from "../generated/postgresql/client.ts";
import type { PrismaClient as SqliteClient } from "../generated/sqlite/client.ts";
import type { Db, Provider } from "./db.ts";
import { type RawConnection, rawStatements } from "./raw-statements.ts";

const providers = new WeakMap<object, Provider>();

/** The models of a generated client, on all its connections or on one. */
export type Models = Omit<
  SqliteClient | PostgresqlClient,
  "$connect" | "$disconnect" | "$transaction" | "$on" | "$extends"
>;

/** Gives both generated clients the one type that the rest of the code knows, and raw statements of our own. */
export const asDb = (models: Models, connection: RawConnection, provider: Provider): Db => {
  const raw = Object.getOwnPropertyDescriptors(rawStatements(connection, provider));
  return markProvider(Object.create(models, raw) as Db, provider);
};

/** Remembers which database a client or transaction speaks to. */
export const markProvider = <T extends Db>(db: T, provider: Provider): T => {
  providers.set(db, provider);
  return db;
};

/** Which database this is, for the few raw statements that differ. */
export const providerOf = (db: Db): Provider => {
  const provider = providers.get(db);
  if (provider === undefined)
    throw new Error("This client was not opened by openDatabase; pass its read or tx.");
  return provider;
};
