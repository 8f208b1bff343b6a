import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { DatabaseFault } from "./database-fault.ts";

export type DatabaseLocation = { provider: "sqlite"; path: string } | { provider: "postgresql"; url: string };

/** Reads `file:<path>` (relative to the working directory, or absolute) and `postgresql://…`. */
export const parseDatabaseUrl = (url: string): DatabaseLocation => {
  if (/^postgres(ql)?:\/\//.test(url) && URL.canParse(url)) return { provider: "postgresql", url };
  if (url.startsWith("file://")) return { provider: "sqlite", path: fileURLToPath(url) };
  if (url.startsWith("file:")) {
    const path = url.slice("file:".length).split("?", 1)[0] ?? "";
    if (path !== "" && !path.startsWith(":")) return { provider: "sqlite", path: resolve(path) };
  }
  // The address may hold a password, so it is not repeated here.
  throw new DatabaseFault(
    "bad-url",
    "DATABASE_URL is neither file:<path> nor postgresql://user:password@host:port/database; correct it, for example file:./data/domovoy.db",
  );
};
