import { providerOf } from "./as-db.ts";
import type { Tx } from "./db.ts";

/**
 * Lets PostgreSQL look at tables into which very many rows came at once: until it does, it plans for the small tables
 * that they were, and walks through all of them. SQLite plans without.
 */
export const refreshStatistics = async (tx: Tx, tables: readonly string[]): Promise<void> => {
  if (providerOf(tx) !== "postgresql") return;
  await tx.$executeRawUnsafe(`ANALYZE ${tables.map((table) => `"${table}"`).join(", ")}`);
};

/** Steps of some hundred rows before which a table that began empty is looked at again. */
export const growthSteps: ReadonlySet<number> = new Set([4, 16, 64, 256, 1024]);
