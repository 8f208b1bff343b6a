import { performance } from "node:perf_hooks";
import type { SqlDriverAdapter, SqlDriverAdapterFactory, Transaction } from "@prisma/driver-adapter-utils";
import { asDb, type Models } from "./as-db.ts";
import type { Db, Provider } from "./db.ts";
import type { RawConnection } from "./raw-statements.ts";

/** What both generated clients can do, as far as it is needed here. */
interface AnyClient {
  $connect(): Promise<void>;
  $disconnect(): Promise<void>;
  $transaction(fn: (models: Models) => Promise<void>, options: typeof pinOptions): Promise<void>;
}

/** The way of Prisma's models, and that of raw statements. */
export interface Connection<Adapter> {
  adapter: Adapter;
  raw: RawConnection;
}

/** What speaks to the database over one connection. */
export interface PinnedClient {
  /** It stops working after 24 days: ask for it as each transaction begins. */
  current(): Promise<Db>;
  release(): Promise<void>;
}

export interface SharedClient {
  /** Over the reader's connection. */
  readonly read: Db;
  /** The same client over another connection. */
  pin(connection: Connection<Transaction>): Promise<PinnedClient>;
  close(): Promise<void>;
}

// Prisma ends a transaction by a timer, and the longest time of a timer is 2³¹ − 1 ms. The isolation tells a pin from the
// transactions that Prisma opens by itself; ours go by the database's own.
const pinOptions = { maxWait: 60_000, timeout: 2_147_483_647, isolationLevel: "Serializable" } as const;
const renewAfterMs = 24 * 3600 * 1000;

/**
 * Opens one Prisma client for all connections: its compiler of queries and its graph of the models take some 10 MB and
 * 140 ms each time. Prisma's way to another connection is an interactive transaction; one is opened for
 * each connection and left open, while BEGIN and COMMIT are ours.
 */
export const shareClient = async (
  { adapter: reader, raw }: Connection<SqlDriverAdapter>,
  kind: Provider,
  open: (adapter: SqlDriverAdapterFactory) => AnyClient & Models,
): Promise<SharedClient> => {
  const { provider, adapterName } = reader;
  const pinning: Transaction[] = [];
  const adapter: SqlDriverAdapter = {
    provider,
    adapterName,
    queryRaw: (query) => reader.queryRaw(query),
    executeRaw: (query) => reader.executeRaw(query),
    executeScript: (script) => reader.executeScript(script),
    dispose: () => reader.dispose(),
    startTransaction: async (isolation) => {
      const connection = isolation === "SERIALIZABLE" ? pinning.shift() : readingTransaction(reader);
      if (connection === undefined) throw new Error("No connection waits to be pinned; report this.");
      return connection;
    },
    ...(reader.getConnectionInfo && { getConnectionInfo: reader.getConnectionInfo.bind(reader) }),
  };
  const client = open({ provider, adapterName, connect: async () => adapter });
  await client.$connect();

  let last: Promise<unknown> = Promise.resolve();
  /** One after another, so that each gets its own connection. */
  const pinInTurn = (connection: Connection<Transaction>): Promise<Pin> => {
    const turn = last.then(async () => {
      pinning.push(connection.adapter);
      const { models, ...pin } = await pinModels(client);
      return { ...pin, db: asDb(models, connection.raw, kind) };
    });
    last = turn.catch(() => undefined);
    return turn;
  };
  return {
    read: asDb(client, raw, kind),
    pin: async (connection) => {
      let pin = await pinInTurn(connection);
      return {
        current: async () => {
          if (performance.now() - pin.since > renewAfterMs) {
            const old = pin;
            pin = await pinInTurn(connection);
            await old.release();
          }
          return pin.db;
        },
        release: () => pin.release(),
      };
    },
    close: () => client.$disconnect(),
  };
};

/** Prisma reads a long list piece by piece, and wants a transaction around it. Writes are refused by the reader's connection. */
const readingTransaction = (reader: SqlDriverAdapter): Transaction => ({
  provider: reader.provider,
  adapterName: reader.adapterName,
  queryRaw: (query) => reader.queryRaw(query),
  executeRaw: (query) => reader.executeRaw(query),
  options: { usePhantomQuery: true },
  commit: async () => {},
  rollback: async () => {},
});

interface Pin {
  db: Db;
  since: number;
  release(): Promise<void>;
}

const pinModels = (client: AnyClient): Promise<Omit<Pin, "db"> & { models: Models }> =>
  new Promise((resolve, reject) => {
    let release = (): void => undefined;
    const released = new Promise<void>((done) => {
      release = done;
    });
    const over = client.$transaction((models) => {
      const end = async (): Promise<void> => {
        release();
        // One that Prisma ended by its timer has nothing left to end.
        await over.catch(() => undefined);
      };
      resolve({ models, since: performance.now(), release: end });
      return released;
    }, pinOptions);
    over.catch(reject);
  });
