import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { backup as makeBackup } from "../backup/backup.ts";
import { backupSettings, reportFault } from "./backup-settings.ts";

const usage = `backup [--output <file>] [--no-files]
  Writes one encrypted archive of the database and the files while Domovoy runs.
  Without --output: backups/domovoy-<time>.backup in the working directory.
`;

/** `cli backup`: gives the exit code. */
export const backup = async (args: string[], env: NodeJS.ProcessEnv): Promise<number> => {
  const now = new Date();
  const settings = backupSettings(env);
  if (typeof settings === "number") return settings;
  return reportFault(usage, async () => {
    const { values } = parseArgs({
      args,
      options: { output: { type: "string" }, "no-files": { type: "boolean", default: false } },
    });
    const [key] = settings.keys;
    if (key === undefined) throw new Error("No key.");
    const report = await makeBackup({
      databaseUrl: settings.databaseUrl,
      filesFolder: values["no-files"] ? null : settings.filesFolder,
      output: resolve(
        values.output ??
          join("backups", `domovoy-${now.toISOString().replace(/\D/g, "").slice(0, 14)}.backup`),
      ),
      key,
      now,
    });
    const size = `${Math.ceil(report.bytes / 1024)} KiB, ${report.files} files`;
    process.stdout.write(
      `${report.output} (${size}). It opens only with key ${report.keyId}: keep DOMOVOY_KEY in another place.\n`,
    );
  });
};
