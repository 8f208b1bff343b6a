import type { RegisterImportModel } from "../../../database/types.ts";
import type { FileStore } from "../../files/file-store.ts";
import type { Core } from "../../work/core.ts";
import { runWork } from "../../work/run-work.ts";
import type { Work } from "../../work/work.ts";
import { chooseSheet } from "./choose-sheet.ts";
import { chunkRows, type ImportCounts, importChunk, noCounts, sumCounts } from "./import-register.ts";
import type { ChosenHeading } from "./mapping.ts";
import { planImport } from "./plan-import.ts";
import { readTables } from "./read-table.ts";
import { registerAddress } from "./register-address.ts";
import type { RegisterRow } from "./register-row.ts";

export interface RegisterDeps {
  core: Core;
  store: FileStore;
}

/**
 * The job that writes a confirmed register, chunk by chunk, from where it was interrupted: the stored file gives the
 * same rows again.
 */
export const runRegisterImport = async (
  { core, store }: RegisterDeps,
  importId: string,
  signal?: AbortSignal,
): Promise<void> => {
  const found = await core.database.read.registerImport.findUnique({ where: { id: importId } });
  const address = registerAddress(core.vault, importId);
  if (!found) return;
  if (found.state === "cancelled" || found.state === "imported") return store.remove(address);
  if (found.state !== "importing") return;
  const rows = await rowsOf(core, store, address, found);
  const actor = { kind: "system", name: "register", companyId: found.companyId } as const;
  const run = <T>(fn: (work: Work) => Promise<T>) => runWork(core, { actor, channel: "job" }, fn);
  let going = true;
  while (going) {
    signal?.throwIfAborted();
    going = await run((work) => nextChunk(work, importId, rows));
  }
  await store.remove(address);
};

const rowsOf = async (
  { vault }: Core,
  store: FileStore,
  address: string,
  { addressSealed, columns }: RegisterImportModel,
): Promise<RegisterRow[]> => {
  const read = await readTables(vault.openBytes(await store.get(address)));
  if (!read.ok) throw new Error(`the stored register can't be read again (${read.code}); report this`);
  const building = addressSealed === null ? null : vault.open(addressSealed);
  const heading = columns === null ? null : (JSON.parse(columns) as ChosenHeading);
  const { table } = chooseSheet(read.value, undefined, heading?.sheet);
  return planImport(table, { ...(building ? { building } : {}), ...(heading ? { heading } : {}) }).valid;
};

/** Writes the rows after those that are done; false once there is nothing left to do. */
const nextChunk = async (work: Work, importId: string, rows: readonly RegisterRow[]): Promise<boolean> => {
  const { tx } = work;
  const { state, rowsDone, written, companyId } = await tx.registerImport.findUniqueOrThrow({
    where: { id: importId },
  });
  if (state !== "importing") return false;
  const chunk = rows.slice(rowsDone, rowsDone + chunkRows);
  const outcome = await importChunk(work, companyId, chunk, importId);
  if (!outcome.ok) throw new Error(`the register was refused: ${outcome.code}`);
  const counts = sumCounts(writtenOf(written), outcome.value);
  const done = rowsDone + chunk.length;
  const over = done >= rows.length;
  await tx.registerImport.update({
    where: { id: importId },
    data: {
      rowsDone: done,
      written: JSON.stringify(counts),
      ...(over ? { state: "imported" } : {}),
    },
  });
  work.announce({ type: "register.changed", companyId, importId });
  return !over;
};

/** What an import has written so far. */
export const writtenOf = (written: string | null): ImportCounts =>
  written === null ? noCounts : (JSON.parse(written) as ImportCounts);
