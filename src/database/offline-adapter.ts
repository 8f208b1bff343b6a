import { ColumnTypeEnum, type SqlDriverAdapter, type SqlQuery } from "@prisma/driver-adapter-utils";
import type { MigrationAdapters } from "./sqlite-migration-adapter.ts";

const greeting = {
  columnNames: ["exists", "version", "numeric_version"],
  columnTypes: [ColumnTypeEnum.Boolean, ColumnTypeEnum.Text, ColumnTypeEnum.Int32],
  rows: [[true, "PostgreSQL 15.0", 150_000]],
};

const refuse = async (): Promise<never> => {
  throw new Error("This needs a real PostgreSQL server.");
};

/** Answers the one question the schema engine asks of a server before it turns models into PostgreSQL's SQL. */
export const offlinePostgresqlAdapters = (): MigrationAdapters => {
  const adapter: SqlDriverAdapter = {
    provider: "postgres",
    adapterName: "@prisma/adapter-pg",
    queryRaw: async (query: SqlQuery) => (query.sql.includes("version()") ? greeting : refuse()),
    executeRaw: refuse,
    executeScript: refuse,
    startTransaction: refuse,
    dispose: async () => {},
    getConnectionInfo: () => ({ schemaName: "public", supportsRelationJoins: true }),
  };
  return {
    factory: {
      provider: adapter.provider,
      adapterName: adapter.adapterName,
      connect: async () => adapter,
      connectToShadowDb: refuse,
    },
    close: async () => {},
  };
};
