import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, mkdtemp, open, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { type DatabaseLocation, parseDatabaseUrl } from "../database/database-url.ts";
import { migrationHistory } from "../database/migration-history.ts";
import { BackupFault } from "./backup-fault.ts";
import { databasePath, filesPrefix, type Manifest, manifestPath } from "./manifest.ts";
import { type Entry, pack } from "./pack.ts";
import { connectionEnv, findTool, outputOf, serverMajor } from "./postgresql-tools.ts";
import { keyId, seal } from "./seal.ts";
import { checkSqlite, copySqlite } from "./sqlite-file.ts";

export interface BackupOptions {
  databaseUrl: string;
  /** The folder of the file store; null leaves files out, as where they lie in S3. */
  filesFolder: string | null;
  /** The file to write; must not exist. */
  output: string;
  /** 32 bytes. */
  key: Buffer;
  now: Date;
}

export interface BackupReport {
  output: string;
  bytes: number;
  files: number;
  keyId: string;
}

async function* once(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text);
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "ENOENT";

const namesIn = async (folder: string): Promise<string[]> => {
  try {
    const found = await readdir(folder, { recursive: true, withFileTypes: true });
    return found
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
      .sort();
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
};

/** The database as one stream. SQLite is copied and checked first; PostgreSQL's dump is consistent by itself. */
const databaseStream = async (
  location: DatabaseLocation,
  folder: string,
): Promise<AsyncIterable<Uint8Array>> => {
  if (location.provider === "postgresql") {
    const tool = await findTool("pg_dump", await serverMajor(location.url));
    return outputOf(tool, ["--format=custom", "--no-owner", "--no-privileges"], connectionEnv(location.url));
  }
  const copy = join(folder, "copy.db");
  await copySqlite(location.path, copy);
  await checkSqlite(copy);
  return createReadStream(copy, { highWaterMark: 256 * 1024 });
};

/**
 * Writes one encrypted archive of the database and the files, while the bot works. The archive appears under its
 * name only when it is complete. Throws a BackupFault with the remedy.
 */
export const backup = async (options: BackupOptions): Promise<BackupReport> => {
  const { databaseUrl, output, key } = options;
  const location = parseDatabaseUrl(databaseUrl);
  await mkdir(dirname(output), { recursive: true });
  if (await exists(output)) {
    throw new BackupFault("output-exists", `${output} is already there; choose another name with --output.`);
  }
  const folder = await mkdtemp(join(dirname(output), ".backup-"));
  let files = 0;
  try {
    const database = await databaseStream(location, folder);
    const source = location.provider === "sqlite" ? `file:${join(folder, "copy.db")}` : databaseUrl;
    const manifest: Manifest = {
      format: 1,
      provider: location.provider,
      createdAt: options.now.toISOString(),
      migrations: appliedIn(await migrationHistory(source)),
    };

    async function* entries(): AsyncGenerator<Entry> {
      yield { path: manifestPath, content: once(JSON.stringify(manifest)) };
      yield { path: databasePath, content: database };
      // Files come after the database: each one that a row names had been stored before the row was.
      for (const name of options.filesFolder === null ? [] : await namesIn(options.filesFolder)) {
        yield {
          path: filesPrefix + name.replaceAll("\\", "/"),
          content: fileIn(options.filesFolder ?? "", name),
        };
        files += 1;
      }
    }

    const draft = join(folder, "archive");
    await pipeline(seal(pack(entries()), key), createWriteStream(draft, { mode: 0o600 }));
    const { size } = await stat(draft);
    await toDisk(draft);
    await rename(draft, output);
    return { output, bytes: size, files, keyId: keyId(key) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

const appliedIn = (history: Awaited<ReturnType<typeof migrationHistory>>): string[] =>
  history.filter((record) => record.finished && !record.rolledBack).map((record) => record.name);

/** A file may be removed by retention while the backup runs; then it is empty, and restore leaves it out. */
async function* fileIn(folder: string, name: string): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(join(folder, name), { highWaterMark: 256 * 1024 });
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}

const exists = async (path: string): Promise<boolean> => {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
};

const toDisk = async (path: string): Promise<void> => {
  const file = await open(path, "r+");
  await file.sync();
  await file.close();
};
