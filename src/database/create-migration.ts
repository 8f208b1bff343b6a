import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Provider } from "./db.ts";
import { guards, hasGuards, migrationsFolder } from "./migrations-folder.ts";
import { diffMigrationsToModels, modelsAsSql, type Rehearsal } from "./models-as-sql.ts";

const write = (provider: Provider, folder: string, sql: string): string => {
  const target = join(migrationsFolder(provider), folder);
  mkdirSync(target, { recursive: true });
  writeFileSync(join(target, "migration.sql"), `${sql}\n${guards(provider)}`);
  const lock = `# Written by npm run migration.\nprovider = "${provider}"\n`;
  writeFileSync(join(migrationsFolder(provider), "migration_lock.toml"), lock);
  return join(target, "migration.sql");
};

/** The one migration that stands for the whole schema until the first release. */
export const firstMigration = "20260101000000_init";

/** Writes the first migration anew from the models, in place of all that stand. Needs no database. */
export const squashMigrations = async (): Promise<string[]> => {
  const written: string[] = [];
  for (const provider of ["sqlite", "postgresql"] as const) {
    const sql = await modelsAsSql(provider);
    rmSync(migrationsFolder(provider), { recursive: true, force: true });
    written.push(write(provider, firstMigration, sql));
  }
  return written;
};

export interface CreateMigrationOptions {
  /** A PostgreSQL server where databases may be created; the migrations are replayed in one that is dropped again. */
  postgresqlUrl: string;
  now: Date;
}

/** Writes what the models and the guards have gained since the last migration, and gives the files written. */
export const createMigration = async (name: string, options: CreateMigrationOptions): Promise<string[]> => {
  if (!/^[a-z0-9_]+$/.test(name)) throw new Error("Name a migration with small letters, digits and _ only.");
  const folder = `${options.now.toISOString().replace(/\D/g, "").slice(0, 14)}_${name}`;
  const written: string[] = [];
  const rehearsals: Rehearsal[] = [
    { provider: "sqlite" },
    { provider: "postgresql", url: options.postgresqlUrl },
  ];
  for (const rehearsal of rehearsals) {
    const { same, sql } = await diffMigrationsToModels(rehearsal);
    const { provider } = rehearsal;
    if (!same || !hasGuards(provider)) written.push(write(provider, folder, same ? "" : sql));
  }
  return written;
};
