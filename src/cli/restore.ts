import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { restore as restoreBackup } from "../backup/restore.ts";
import { backupSettings, reportFault } from "./backup-settings.ts";

const usage = `restore <archive> [--no-files]
  Checks a backup whole, then puts it in place of the database of DATABASE_URL; stop Domovoy first.
  What stood there before is kept beside it.
`;

/** `cli restore`: gives the exit code. */
export const restore = async (args: string[], env: NodeJS.ProcessEnv): Promise<number> => {
  const settings = backupSettings(env);
  if (typeof settings === "number") return settings;
  return reportFault(usage, async () => {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { "no-files": { type: "boolean", default: false } },
    });
    const [archive] = positionals;
    if (archive === undefined || positionals.length > 1) throw new TypeError("Name one archive.");
    const report = await restoreBackup({
      archive: resolve(archive),
      keys: settings.keys,
      databaseUrl: settings.databaseUrl,
      filesFolder: values["no-files"] ? null : settings.filesFolder,
      now: new Date(),
    });
    const kept = report.keptAside === null ? "" : ` The former database is kept as ${report.keptAside}.`;
    const next = report.pending.length === 0 ? "" : " Run npm run cli -- migrate before the start.";
    process.stdout.write(
      `Restored the backup of ${report.createdAt} with ${report.files} files.${kept}${next}\n`,
    );
  });
};
