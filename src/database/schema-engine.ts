import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import type * as EngineModule from "@prisma/schema-engine-wasm/schema_engine_bg";
import { parseDatabaseUrl } from "./database-url.ts";
import type { Provider } from "./db.ts";
import { datamodel } from "./migrations-folder.ts";
import { postgresqlMigrationAdapters } from "./postgresql-migration-adapter.ts";
import { type MigrationAdapters, sqliteMigrationAdapters } from "./sqlite-migration-adapter.ts";

interface WebAssemblyLike {
  instantiate(
    bytes: Uint8Array,
    imports: object,
  ): Promise<{ instance: { exports: Record<string, () => void> } }>;
}

let loaded: Promise<typeof EngineModule> | undefined;

const load = async (): Promise<typeof EngineModule> => {
  const engine = await import("@prisma/schema-engine-wasm/schema_engine_bg");
  const folder = dirname(createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm"));
  const bytes = readFileSync(join(folder, "schema_engine_bg.wasm"));
  // Node 20's types know no WebAssembly, though Node 20 does.
  const { WebAssembly } = globalThis as unknown as { WebAssembly: WebAssemblyLike };
  const { instance } = await WebAssembly.instantiate(bytes, { "./schema_engine_bg.js": engine });
  engine.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start?.();
  return engine;
};

export const noFilters = { externalTables: [], externalEnums: [] };

const externalError = /External error id#(\d+)/;

const adaptersFor = (url: string): MigrationAdapters => {
  const location = parseDatabaseUrl(url);
  return location.provider === "sqlite"
    ? sqliteMigrationAdapters(location.path)
    : postgresqlMigrationAdapters(location.url);
};

/**
 * Runs `work` with Prisma's schema engine (WebAssembly, no binary), and closes every connection that the engine
 * opened: it keeps its lock on a SQLite file otherwise.
 */
export const withSchemaEngine = async <T>(
  provider: Provider,
  adapters: MigrationAdapters,
  work: (engine: EngineModule.SchemaEngine) => Promise<T>,
): Promise<T> => {
  loaded ??= load();
  const { SchemaEngine } = await loaded;
  const bound = bindMigrationAwareSqlAdapterFactory(adapters.factory);
  const datamodels = datamodel(provider).files.map(({ path, content }): [string, string] => [path, content]);
  try {
    const engine = await SchemaEngine.new({ datamodels }, () => {}, bound);
    try {
      return await work(engine);
    } finally {
      engine.free();
    }
  } catch (error) {
    const id = externalError.exec(String(error))?.[1];
    throw id === undefined ? error : (bound.errorRegistry.consumeError(Number(id))?.error ?? error);
  } finally {
    await adapters.close();
  }
};

/** The same on the database at `url`. */
export const withSchemaEngineAt = async <T>(
  url: string,
  work: (engine: EngineModule.SchemaEngine, provider: Provider) => Promise<T>,
): Promise<T> => {
  const { provider } = parseDatabaseUrl(url);
  return withSchemaEngine(provider, adaptersFor(url), (engine) => work(engine, provider));
};
