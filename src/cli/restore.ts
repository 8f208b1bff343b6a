import { dirname, resolve } from "node:path";
import { parseArgs } from "node:util";
import { openFileStore } from "../adapters/files/open-file-store.ts";
import { restore as restoreBackup } from "../backup/restore.ts";
import { backupSettings, reportFault } from "./backup-settings.ts";

const usage = `restore <archive> [--no-files]
  Checks a backup whole, then puts it in place of the database of DATABASE_URL; stop Domovoy first.
  What stood there before is kept beside it. The archive's files go to where FILES_URL says, a folder or a bucket.
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
      files: values["no-files"] ? null : await openFileStore(settings.files),
      ...(settings.files.kind === "disk" ? { scratch: dirname(settings.files.folder) } : {}),
      now: new Date(),
    });
    const kept = report.keptAside === null ? "" : ` The former database is kept as ${report.keptAside}.`;
    const next = report.pending.length === 0 ? "" : " Run npm run cli -- migrate before the start.";
    const left =
      report.filesLeftIn === null
        ? ""
        : ` It holds no files: they lay in ${report.filesLeftIn}, where FILES_URL has to find them.`;
    process.stdout.write(
      `Restored the backup of ${report.createdAt} with ${report.files} files.${left}${kept}${next}\n`,
    );
  });
};
