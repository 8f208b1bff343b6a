import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { type Check, ok, warning } from "./finding.ts";

const hourMs = 3_600_000;
const oldHours = 48;

/** How old the newest archive is, where archives are kept on this machine. */
export const checkBackups: Check = async ({ backupsFolder, now }) => {
  const names = await readdir(backupsFolder).catch(() => null);
  if (names === null) return [];
  const archives = names.filter((name) => name.endsWith(".backup"));
  const times = await Promise.all(
    archives.map(async (name) => (await stat(join(backupsFolder, name))).mtimeMs),
  );
  const remedy = "run npm run cli -- backup, daily by a timer: docs/operating.md";
  if (times.length === 0) return [warning("backups", `no backup is in ${backupsFolder}`, remedy)];
  const hours = Math.floor((now().getTime() - Math.max(...times)) / hourMs);
  const text = `the newest backup in ${backupsFolder} is ${hours} hours old`;
  return [hours > oldHours ? warning("backups", text, remedy) : ok("backups", text)];
};
