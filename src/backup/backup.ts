import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, mkdtemp, open, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { type FileStore, isMissingFile, type ListedFileStore } from "../core/files/file-store.ts";
import { type DatabaseLocation, parseDatabaseUrl } from "../database/database-url.ts";
import { migrationHistory } from "../database/migration-history.ts";
import { BackupFault } from "./backup-fault.ts";
import { databasePath, type Manifest, manifestPath, pathOfFile } from "./manifest.ts";
import { type Entry, pack } from "./pack.ts";
import { connectionEnv, findTool, outputOf, serverMajor } from "./postgresql-tools.ts";
import { keyId, seal } from "./seal.ts";
import { checkSqlite, copySqlite } from "./sqlite-file.ts";

/** Whether the archive holds the files, or says where they lie. */
export type BackupFiles = { taken: ListedFileStore } | { leftIn: string };

export interface BackupOptions {
  databaseUrl: string;
  files: BackupFiles;
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
      ...("leftIn" in options.files ? { filesLeftIn: options.files.leftIn } : {}),
    };

    async function* entries(): AsyncGenerator<Entry> {
      yield { path: manifestPath, content: once(JSON.stringify(manifest)) };
      yield { path: databasePath, content: database };
      if ("leftIn" in options.files) return;
      const { taken } = options.files;
      // Files come after the database: each one that a row names had been stored before the row was.
      for await (const address of taken.addresses()) {
        yield { path: pathOfFile(address), content: fileIn(taken, address) };
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
async function* fileIn(store: FileStore, address: string): AsyncGenerator<Uint8Array> {
  try {
    yield await store.get(address);
  } catch (error) {
    if (!isMissingFile(error)) throw error;
  }
}

const exists = async (path: string): Promise<boolean> => {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (isMissingFile(error)) return false;
    throw error;
  }
};

const toDisk = async (path: string): Promise<void> => {
  const file = await open(path, "r+");
  await file.sync();
  await file.close();
};
