import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, rm, rmdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type Check, type Finding, fault, ok, warning } from "./finding.ts";
import type { Patient } from "./patient.ts";

const mebibyte = 1024 * 1024;
const littleBytes = 1024 * mebibyte;
const tooLittleBytes = 200 * mebibyte;

/** Space and write access where the database is, and the files where they are on disk. */
export const checkDisk: Check = async (patient) => {
  const { database, files } = patient.config;
  const folders: [string, string][] = files.kind === "disk" ? [["disk-files", files.folder]] : [];
  if (database.provider === "sqlite") folders.unshift(["disk-data", dirname(database.path)]);
  return Promise.all(folders.map(([check, folder]) => checkFolder(patient, check, folder)));
};

const checkFolder = async ({ freeBytes }: Patient, check: string, folder: string): Promise<Finding> => {
  try {
    await tryWriting(folder);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return fault(
      check,
      `${folder} can't be written to (${why})`,
      "give the user that Domovoy runs as the right to",
    );
  }
  const free = await freeBytes(nearest(folder));
  const text = `${folder} can be written to; ${Math.floor(free / mebibyte)} MiB are free`;
  if (free >= littleBytes) return ok(check, text);
  const remedy = "free space, or move the folder to a larger disk";
  return free < tooLittleBytes ? fault(check, text, remedy) : warning(check, text, remedy);
};

/** Leaves nothing behind, also where the folder is not there yet. */
const tryWriting = async (folder: string): Promise<void> => {
  const place = nearest(folder);
  const trial = join(place, `.domovoy-${randomBytes(6).toString("hex")}`);
  if (place === folder) {
    await writeFile(trial, "");
    await rm(trial);
  } else {
    await mkdir(trial);
    await rmdir(trial);
  }
};

const nearest = (folder: string): string =>
  existsSync(folder) || dirname(folder) === folder ? folder : nearest(dirname(folder));
