import { createReadStream, createWriteStream, existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { basename, dirname, join, resolve, sep } from "node:path";
import { pipeline } from "node:stream/promises";
import { type FileStore, isFileAddress } from "../core/files/file-store.ts";
import { parseDatabaseUrl } from "../database/database-url.ts";
import { migrationNames } from "../database/migrations-folder.ts";
import { BackupFault } from "./backup-fault.ts";
import { databasePath, filesPrefix, type Manifest, manifestPath, parseManifest } from "./manifest.ts";
import { type Entry, unpack } from "./pack.ts";
import { restorePostgresql } from "./restore-postgresql.ts";
import { assertFree, restoreSqlite } from "./restore-sqlite.ts";
import { unseal } from "./seal.ts";

export interface RestoreOptions {
  /** The archive that `backup` wrote. */
  archive: string;
  /** Every key that may have been in use, 32 bytes each. */
  keys: readonly Buffer[];
  databaseUrl: string;
  /** Where files go; null leaves them out. */
  files: FileStore | null;
  /** A folder with room for all of it, where there is no SQLite file to be beside; the archive's if not given. */
  scratch?: string;
  now: Date;
}

export interface RestoreReport {
  createdAt: string;
  files: number;
  /** Where the files lie that the archive does not hold. */
  filesLeftIn: string | null;
  /** Where the database that stood there before is kept; null if there was none. */
  keptAside: string | null;
  /** Migrations that this version will still apply to the restored database. */
  pending: string[];
}

interface Unpacked {
  manifest: Manifest;
  database: string;
  files: string[];
}

const unwanted = (path: string): BackupFault =>
  new BackupFault(
    "archive-damaged",
    `The backup holds a file that does not belong there (${path}); nothing was restored.`,
  );

/** Decrypts the whole archive into a folder; whatever is wrong with it shows before anything is replaced. */
const unpackInto = async (folder: string, options: RestoreOptions): Promise<Unpacked> => {
  const filesFolder = join(folder, "files");
  const files: string[] = [];
  let manifest: Manifest | undefined;
  const take = async ({ path, content }: Entry): Promise<void> => {
    if (manifest === undefined) {
      if (path !== manifestPath) throw unwanted(path);
      const pieces: Uint8Array[] = [];
      for await (const piece of content) pieces.push(piece);
      manifest = parseManifest(Buffer.concat(pieces).toString());
      assertKnown(manifest, parseDatabaseUrl(options.databaseUrl).provider);
      return;
    }
    const target = path === databasePath ? join(folder, "database") : fileTarget(filesFolder, path);
    await mkdir(dirname(target), { recursive: true });
    await pipeline(content, createWriteStream(target, { mode: 0o600 }));
    if (path !== databasePath && (await stat(target)).size > 0) files.push(path.slice(filesPrefix.length));
  };
  await unpack(unseal(createReadStream(options.archive, { highWaterMark: 256 * 1024 }), options.keys), take);
  if (manifest === undefined || !existsSync(join(folder, "database"))) throw unwanted("no database");
  return { manifest, database: join(folder, "database"), files };
};

const fileTarget = (folder: string, path: string): string => {
  const target = resolve(folder, path.slice(filesPrefix.length));
  if (!path.startsWith(filesPrefix) || !target.startsWith(folder + sep)) throw unwanted(path);
  return target;
};

const assertKnown = (manifest: Manifest, provider: Manifest["provider"]): void => {
  if (manifest.provider !== provider) {
    throw new BackupFault(
      "wrong-provider",
      `This is a backup of ${manifest.provider}, and DATABASE_URL names ${provider}; point DATABASE_URL to a ${manifest.provider} database.`,
    );
  }
  const known = migrationNames(provider);
  const unknown = manifest.migrations.filter((name) => !known.includes(name));
  if (unknown.length === 0) return;
  throw new BackupFault(
    "schema-ahead",
    `This backup was made by a newer version of Domovoy (${unknown.join(", ")}); restore it with that version.`,
  );
};

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && "code" in error && error.code === code;

/** Files are named by their content: one that is there already is the same one. */
const addFiles = async (from: string, store: FileStore, names: string[]): Promise<void> => {
  for (const name of names) {
    const address = basename(name);
    // What a crash left half written was kept by older versions.
    if (isFileAddress(address)) await store.put(address, await readFile(join(from, name)));
  }
};

/**
 * Puts a backup in place of the database: opens and checks all of it first, swaps then, and keeps what stood there
 * aside. Throws a BackupFault with the remedy, and has changed nothing then.
 */
export const restore = async (options: RestoreOptions): Promise<RestoreReport> => {
  const location = parseDatabaseUrl(options.databaseUrl);
  await stat(options.archive).catch((error: unknown) => {
    if (!hasCode(error, "ENOENT")) throw error;
    throw new BackupFault("archive-unknown", `There is no file at ${options.archive}; check the path.`);
  });
  if (location.provider === "sqlite") assertFree(location.path);
  const room =
    location.provider === "sqlite" ? dirname(location.path) : (options.scratch ?? dirname(options.archive));
  await mkdir(room, { recursive: true });
  const folder = await mkdtemp(join(room, ".restore-"));
  try {
    const { manifest, database, files } = await unpackInto(folder, options);
    const place = async (): Promise<void> => {
      if (options.files !== null) await addFiles(join(folder, "files"), options.files, files);
    };
    const keptAside =
      location.provider === "sqlite"
        ? await restoreSqlite({ copy: database, path: location.path, now: options.now, place })
        : await restorePostgresql({ dump: database, url: location.url, now: options.now, place });
    const pending = migrationNames(location.provider).filter((name) => !manifest.migrations.includes(name));
    return {
      createdAt: manifest.createdAt,
      files: options.files === null ? 0 : files.length,
      filesLeftIn: manifest.filesLeftIn ?? null,
      keptAside,
      pending,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
