import { execFile, spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { BackupFault } from "./backup-fault.ts";

const run = promisify(execFile);

/** The connection as the PostgreSQL programs take it; a password in their arguments could be seen by others. */
export const connectionEnv = (url: string): NodeJS.ProcessEnv => {
  const { hostname, port, username, password, pathname, searchParams } = new URL(url);
  const sslmode = searchParams.get("sslmode");
  return {
    ...process.env,
    PGHOST: hostname.replace(/^\[|\]$/g, ""),
    PGPORT: port === "" ? "5432" : port,
    PGUSER: decodeURIComponent(username),
    PGPASSWORD: decodeURIComponent(password),
    PGDATABASE: decodeURIComponent(pathname.slice(1)),
    ...(sslmode === null ? {} : { PGSSLMODE: sslmode }),
  };
};

/** Runs one query on a connection of its own. */
export const ask = async <T extends pg.QueryResultRow>(
  url: string,
  sql: string,
  values: unknown[] = [],
): Promise<T[]> => {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    return (await client.query<T>(sql, values)).rows;
  } finally {
    await client.end();
  }
};

export const serverMajor = async (url: string): Promise<number> => {
  const [row] = await ask<{ major: number }>(
    url,
    "SELECT current_setting('server_version_num')::integer / 10000 AS major",
  );
  return row?.major ?? 0;
};

const candidates = (program: string): string[] => {
  const base = "/usr/lib/postgresql";
  const versions = existsSync(base) ? readdirSync(base).sort((a, b) => Number(a) - Number(b)) : [];
  return [program, ...versions.map((version) => join(base, version, "bin", program))];
};

/** The major version of a PostgreSQL program; 0 where it is not there. */
export const majorOf = async (path: string): Promise<number> => {
  try {
    return Number(/(\d+)/.exec((await run(path, ["--version"])).stdout)?.[1] ?? 0);
  } catch {
    return 0;
  }
};

/** Finds pg_dump or pg_restore that can speak to a server of this major version: the same one, or a newer. */
export const findTool = async (program: "pg_dump" | "pg_restore", major: number): Promise<string> => {
  const seen: number[] = [];
  for (const path of candidates(program)) {
    const version = await majorOf(path);
    if (version >= major) return path;
    if (version > 0) seen.push(version);
  }
  const found = seen.length === 0 ? "is not installed" : `is here only in version ${seen.join(", ")}`;
  throw new BackupFault(
    "tools-missing",
    `The server is PostgreSQL ${major}, and ${program} ${found}; install postgresql-client-${major} and run the command again.`,
  );
};

/** Runs a tool and gives what it writes; fails with its own words. */
export async function* outputOf(
  path: string,
  args: string[],
  env: NodeJS.ProcessEnv,
): AsyncGenerator<Buffer> {
  const child = spawn(path, args, { env, stdio: ["ignore", "pipe", "pipe"] });
  let complaint = "";
  child.stderr.on("data", (data: Buffer) => {
    if (complaint.length < 4000) complaint += data.toString();
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  // Heard below; a failure to start must not count as unheard while the output is read.
  ended.catch(() => {});
  try {
    for await (const piece of child.stdout) yield piece as Buffer;
    const code = await ended;
    if (code !== 0) throw new BackupFault("check-failed", `${path} failed: ${complaint.trim()}`);
  } finally {
    child.kill();
  }
}
