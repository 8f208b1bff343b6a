import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { filesPlace, openFileStore } from "../adapters/files/open-file-store.ts";
import { backup as makeBackup } from "../backup/backup.ts";
import { backupSettings, reportFault } from "./backup-settings.ts";

const usage = `backup [--output <file>] [--no-files | --with-files]
  Writes one encrypted archive while Domovoy runs: of the database, and of the files where they are on disk. Files in
  a bucket stay there unless --with-files fetches all of them.
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
      options: {
        output: { type: "string" },
        "no-files": { type: "boolean", default: false },
        "with-files": { type: "boolean", default: false },
      },
    });
    if (values["no-files"] && values["with-files"]) throw new TypeError("Choose --no-files or --with-files.");
    const take = values["with-files"] || (settings.files.kind === "disk" && !values["no-files"]);
    const [key] = settings.keys;
    if (key === undefined) throw new Error("No key.");
    const report = await makeBackup({
      databaseUrl: settings.databaseUrl,
      files: take ? { taken: await openFileStore(settings.files) } : { leftIn: filesPlace(settings.files) },
      output: resolve(
        values.output ??
          join("backups", `domovoy-${now.toISOString().replace(/\D/g, "").slice(0, 14)}.backup`),
      ),
      key,
      now,
    });
    const files = take ? `${report.files} files` : "no files";
    const size = `${Math.ceil(report.bytes / 1024)} KiB: the database, ${files}`;
    const left = take
      ? ""
      : `The files stay in ${filesPlace(settings.files)}, and are lost with it: keep older versions or a copy of it.\n`;
    process.stdout.write(
      `${report.output} (${size}). It opens only with key ${report.keyId}: keep DOMOVOY_KEY in another place.\n${left}`,
    );
  });
};
