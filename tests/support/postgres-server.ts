import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { chownSync, cpSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { findPostgres, type PostgresBinaries } from "./postgres-binaries.ts";

export interface PostgresServer {
  /** The address of its `postgres` database, as superuser. */
  url: string;
  major: number;
  stop(): Promise<void>;
}

/** PostgreSQL refuses to run as root; 65534 is nobody. */
const owner = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};

const settings = [
  "listen_addresses=127.0.0.1",
  "fsync=off",
  "synchronous_commit=off",
  "full_page_writes=off",
  "max_connections=200",
  "autovacuum=off",
];

// Ends the server and removes its folder when the pipe closes, however the tests end: even kill -9 leaves nothing.
const keeper = `"$@" 3<&- & server=$!
( read line <&3; kill -INT $server ) & watcher=$!
wait $server; code=$?
kill $watcher 2>/dev/null; cd /; rm -rf "$FOLDER"; exit $code`;

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" ? (address?.port ?? 0) : 0));
    });
  });

const initialise = (binaries: PostgresBinaries, folder: string): void => {
  // The plain C locale knows no Cyrillic letters: lower('ПРИВЕТ') would change nothing.
  const locale =
    binaries.major >= 17
      ? ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
      : ["--locale=C.UTF-8"];
  const args = [
    "-D",
    join(folder, "data"),
    "-U",
    "postgres",
    "--auth=trust",
    "-E",
    "UTF8",
    "--no-sync",
    ...locale,
  ];
  const run = () =>
    spawnSync(join(binaries.folder, "initdb"), args, {
      ...owner,
      cwd: folder,
      encoding: "utf8",
      env: { ...process.env, HOME: folder },
    });
  let result = run();
  if (result.error !== undefined && "code" in result.error && result.error.code === "EACCES") {
    // The repository lies in a private folder, out of nobody's reach.
    cpSync(dirname(binaries.folder), join(folder, "native"), { recursive: true, verbatimSymlinks: true });
    binaries.folder = join(folder, "native", "bin");
    result = run();
  }
  if (result.status !== 0) throw new Error(`initdb failed: ${result.error?.message ?? result.stderr}`);
};

const untilReady = (server: ChildProcess): Promise<void> =>
  new Promise((resolve, reject) => {
    let log = "";
    server.stderr?.on("data", (data: Buffer) => {
      if (log.length < 20_000) log += data.toString();
      if (log.includes("ready to accept connections")) resolve();
    });
    server.once("error", reject);
    server.once("exit", (code) => reject(new Error(`PostgreSQL ended at once (exit ${code}).\n${log}`)));
  });

/** Starts a throwaway PostgreSQL on a free port. */
export const startPostgres = async (major?: number): Promise<PostgresServer> => {
  const binaries = findPostgres(major);
  if (binaries === undefined) {
    throw new Error("No PostgreSQL to test on: run npm ci, install PostgreSQL, or set TEST_DATABASE_URL.");
  }
  const folder = mkdtempSync(join(tmpdir(), "domovoy-postgres-"));
  try {
    if (owner.uid !== undefined) chownSync(folder, owner.uid, owner.gid);
    initialise(binaries, folder);
    const port = await freePort();
    const options = [...settings, `unix_socket_directories=${folder}`].flatMap((setting) => ["-c", setting]);
    const command = [
      join(binaries.folder, "postgres"),
      "-D",
      join(folder, "data"),
      "-p",
      String(port),
      ...options,
    ];
    const server = spawn("sh", ["-c", keeper, "sh", ...command], {
      ...owner,
      cwd: folder,
      detached: true,
      env: { ...process.env, FOLDER: folder },
      stdio: ["ignore", "ignore", "pipe", "pipe"],
    });
    await untilReady(server);
    const ended = new Promise<void>((resolve) => server.once("exit", () => resolve()));
    server.unref();
    return {
      url: `postgresql://postgres@127.0.0.1:${port}/postgres`,
      major: binaries.major,
      stop: async () => {
        server.stdio[3]?.destroy();
        await ended;
        rmSync(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
};
