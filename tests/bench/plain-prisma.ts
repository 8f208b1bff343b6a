import { PrismaBetterSqlite3 } from "@prisma/adapter-better-sqlite3";
import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient as PostgresqlClient } from "../../src/generated/postgresql/client.ts";
import { PrismaClient as SqliteClient } from "../../src/generated/sqlite/client.ts";

export type PlainPrisma = SqliteClient;

/** Prisma as its documentation opens it, with the settings that a production bot would have. */
export const openPlainPrisma = async (url: string): Promise<PlainPrisma> => {
  if (!url.startsWith("file:")) {
    const adapter = new PrismaPg({ connectionString: url });
    return new PostgresqlClient({ adapter, errorFormat: "minimal" }) as unknown as PlainPrisma;
  }
  const prisma = new SqliteClient({ adapter: new PrismaBetterSqlite3({ url }), errorFormat: "minimal" });
  for (const pragma of ["journal_mode = WAL", "synchronous = NORMAL"])
    await prisma.$queryRawUnsafe(`PRAGMA ${pragma}`);
  return prisma;
};
