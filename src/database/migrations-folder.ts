import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { MigrationList, SchemasContainer } from "@prisma/schema-engine-wasm/schema_engine_bg";
import type { Provider } from "./db.ts";
import { packageRoot } from "./package-root.ts";

export const migrationsFolder = (provider: Provider): string =>
  join(packageRoot, "prisma", provider, "migrations");

/** The names of the migrations that stand in the folder, oldest first. */
export const migrationNames = (provider: Provider): string[] => {
  try {
    return readdirSync(migrationsFolder(provider), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name)
      .sort();
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
};

/**
 * Hand-written SQL that Prisma's models cannot say: triggers that keep rows from being changed. It ends every migration,
 * since SQLite loses the triggers of a table that a migration builds anew.
 */
export const guards = (provider: Provider): string =>
  readFileSync(join(packageRoot, "prisma", provider, "guards.sql"), "utf8");

/** Whether the last migration ends with the guards as they are now. */
export const hasGuards = (provider: Provider): boolean => {
  const last = migrationNames(provider).at(-1);
  if (last === undefined) return false;
  return readFileSync(join(migrationsFolder(provider), last, "migration.sql"), "utf8").endsWith(
    guards(provider),
  );
};

/** The folder as the schema engine wants it. */
export const migrationList = (provider: Provider): MigrationList => {
  const baseDir = migrationsFolder(provider);
  return {
    baseDir,
    lockfile: { path: "migration_lock.toml", content: `provider = "${provider}"\n` },
    shadowDbInitScript: "",
    migrationDirectories: migrationNames(provider).map((path) => ({
      path,
      migrationFile: {
        path: "migration.sql",
        content: { tag: "ok", value: readFileSync(join(baseDir, path, "migration.sql"), "utf8") },
      },
    })),
  };
};

/** The models of prisma/models, joined with the datasource of one database. */
export const datamodel = (provider: Provider): SchemasContainer => {
  const folder = join(packageRoot, "prisma", "models");
  const models = readdirSync(folder)
    .filter((name) => name.endsWith(".prisma"))
    .sort()
    .map((name) => ({ path: join(folder, name), content: readFileSync(join(folder, name), "utf8") }));
  const datasource = `datasource db {\n  provider = "${provider}"\n}\n`;
  return { files: [...models, { path: join(folder, "_provider.prisma"), content: datasource }] };
};
