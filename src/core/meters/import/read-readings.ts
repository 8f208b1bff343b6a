import type { ReadingImportModel } from "../../../database/types.ts";
import type { Vault } from "../../crypto/vault.ts";
import { readTable } from "../../directory/register/read-table.ts";
import { addMadeFile } from "../../files/add-made-file.ts";
import type { FileSource } from "../../files/file-source.ts";
import type { FileStore } from "../../files/file-store.ts";
import { storeBytes } from "../../files/store-bytes.ts";
import type { Core } from "../../work/core.ts";
import { runWork } from "../../work/run-work.ts";
import { parseReadings, type ReadingProblem } from "./parse-readings.ts";
import { type Resolved, resolveRows } from "./resolve-rows.ts";

const maxBytes = 20 * 1024 * 1024;

export interface ReadReadingsDeps {
  core: Core;
  store: FileStore;
  sources: readonly FileSource[];
  /** A file that names every problem by row, in the company's language. */
  problemsFile(
    problems: readonly ReadingProblem[],
    language: string,
  ): { name: string; mime: string; bytes: Buffer };
}

/** What the import's card shows. */
export interface ReadingsPreview {
  readings: number;
  meters: number;
  unusual: number;
  problems: number;
  /** Once it is written: rows of the table that had become impossible by then. */
  refused?: readonly number[];
}

/** The job that fetches a table of readings, reads it and shows what it would write. */
export const readReadings = async (deps: ReadReadingsDeps, importId: string): Promise<void> => {
  const { core, store } = deps;
  const found = await core.database.read.readingImport.findUnique({ where: { id: importId } });
  if (found?.state !== "reading") return;
  const { companyId } = found;
  const read = await fetchTable(deps, found);
  const resolved = read.ok ? await resolve(core, found, read.bytes) : null;
  const { language } = await core.database.read.company.findUniqueOrThrow({ where: { id: companyId } });
  const file =
    resolved && resolved.problems.length > 0 ? deps.problemsFile(resolved.problems, language) : null;
  const address = file ? await storeBytes(core.vault, store, file.bytes) : "";
  await runWork(
    core,
    { actor: { kind: "system", name: "readings", companyId }, channel: "job" },
    async (work) => {
      const { count } = await work.tx.readingImport.updateMany({
        where: { id: importId, state: "reading" },
        data: resolved
          ? { state: "previewed", preview: { ...previewOf(resolved) }, rows: resolved.rows.length }
          : { state: "unreadable", refusal: read.ok ? "not-a-table" : read.code },
      });
      if (count === 0) return;
      work.announce({ type: "readings.import.changed", companyId, importId });
      if (!file) return;
      const { name, mime, bytes } = file;
      const attachmentId = await addMadeFile(work, { companyId, name, mime, size: bytes.length, address });
      work.announce({ type: "readings.import.problems", companyId, importId, attachmentId });
    },
  );
};

const fetchTable = async (
  { core, store, sources }: ReadReadingsDeps,
  { id, platform, externalId }: ReadingImportModel,
): Promise<{ ok: true; bytes: Buffer } | { ok: false; code: string }> => {
  const source = sources.find((each) => each.platform === platform);
  if (!source) throw new Error(`a table waits for ${platform}, which is not connected; set its tokens`);
  const downloaded = await source.download(externalId, maxBytes);
  if (!downloaded.ok) return downloaded;
  await store.put(importAddress(core.vault, id), core.vault.sealBytes(downloaded.bytes));
  const table = await readTable(downloaded.bytes);
  return table.ok ? downloaded : { ok: false, code: table.code };
};

/** Where the file lies until its import has ended. */
export const importAddress = (vault: Vault, importId: string): string => vault.hash("readings", importId);

/** What the rows of the file come to now. */
export const resolve = async (
  core: Core,
  found: ReadingImportModel,
  bytes: Buffer,
): Promise<Resolved | null> => {
  const table = await readTable(bytes);
  if (!table.ok) return null;
  const { rows, problems } = parseReadings(table.value);
  const { companyId, address, createdAt } = found;
  const now = core.clock.now() > createdAt ? core.clock.now() : createdAt;
  const resolved = await resolveRows(core.database.read, { companyId, address, now }, rows);
  return {
    rows: resolved.rows,
    problems: [...problems, ...resolved.problems].sort((a, b) => a.row - b.row),
  };
};

const previewOf = ({ rows, problems }: Resolved): ReadingsPreview => ({
  readings: rows.filter(({ does }) => does === "read").length,
  meters: rows.filter(({ does }) => does === "add").length,
  unusual: rows.filter((row) => row.does === "read" && row.unusual).length,
  problems: problems.length,
});
