import type { RegisterImportModel } from "../../../database/types.ts";
import { addMadeFile, type MadeFile } from "../../files/add-made-file.ts";
import type { FileSource } from "../../files/file-source.ts";
import type { FileStore } from "../../files/file-store.ts";
import { storeBytes } from "../../files/store-bytes.ts";
import type { Core } from "../../work/core.ts";
import { runWork } from "../../work/run-work.ts";
import type { Work } from "../../work/work.ts";
import { type ChosenSheet, chooseSheet } from "./choose-sheet.ts";
import { type Columns, headingOf } from "./columns.ts";
import { type ChosenHeading, rememberColumns, rememberedColumns } from "./mapping.ts";
import { type ImportPlan, planImport } from "./plan-import.ts";
import { countKnownUnits, previewOf, sealPreview } from "./preview.ts";
import { readTables, type Table } from "./read-table.ts";
import { registerAddress } from "./register-address.ts";
import type { Problem } from "./register-row.ts";

/** The same as readTable's. */
const maxBytes = 20 * 1024 * 1024;

export interface ReadRegisterDeps {
  core: Core;
  store: FileStore;
  sources: readonly FileSource[];
  /** A file that names every problem by row, in the company's language. */
  problemsFile(problems: readonly Problem[], language: string): { name: string; mime: string; bytes: Buffer };
}

interface Read {
  ok: true;
  plan: ImportPlan;
  chosen: ChosenSheet;
  heading: ChosenHeading | undefined;
}

type Reading = Read | { ok: false; code: string };

/** The job that fetches a register, reads it and shows what it would write. Writes nothing of it. */
export const readRegister = async (deps: ReadRegisterDeps, importId: string): Promise<void> => {
  const { core } = deps;
  const found = await core.database.read.registerImport.findUnique({ where: { id: importId } });
  if (found?.state !== "reading") return;
  const reading = await read(deps, found);
  const { companyId } = found;
  const run = <T>(fn: (work: Work) => Promise<T>) =>
    runWork(core, { actor: { kind: "system", name: "register", companyId }, channel: "job" }, fn);
  if (!reading.ok) {
    await run((work) => settle(work, found, { state: "unreadable", refusal: reading.code }, null));
    return;
  }
  const { plan, chosen, heading } = reading;
  const { language } = await core.database.read.company.findUniqueOrThrow({ where: { id: companyId } });
  const file = plan.problems.length > 0 ? await keep(deps, plan.problems, language) : null;
  const known = await countKnownUnits(core.database.read, companyId, plan);
  const previewSealed = sealPreview(core.vault, previewOf(plan, chosen, heading, known));
  const columns = heading ? JSON.stringify(heading) : null;
  const shown = { state: "previewed", previewSealed, columns, rows: plan.valid.length } as const;
  await run(async (work) => {
    if (await settle(work, found, shown, file)) await keepChoice(work, companyId, chosen.table, heading);
  });
};

/** What staff chose for these headings serves every file with them from now on. */
const keepChoice = async (
  work: Work,
  companyId: string,
  table: Table,
  heading: ChosenHeading | undefined,
): Promise<void> => {
  const cells = heading?.origin === "chosen" ? table[heading.row] : undefined;
  if (heading && cells) await rememberColumns(work, { companyId, cells, ...heading });
};

const read = async (
  { core, store, sources }: ReadRegisterDeps,
  { id, companyId, platform, externalId, addressSealed, columns }: RegisterImportModel,
): Promise<Reading> => {
  const source = sources.find((each) => each.platform === platform);
  if (!source) throw new Error(`a register waits for ${platform}, which is not connected; set its tokens`);
  const { vault, database } = core;
  const address = registerAddress(vault, id);
  // Read again with other columns: the copy is at hand.
  const downloaded = (await store.has(address))
    ? { ok: true as const, bytes: vault.openBytes(await store.get(address)) }
    : await source.download(externalId, maxBytes);
  if (!downloaded.ok) return downloaded;
  const read = await readTables(downloaded.bytes);
  if (!read.ok) return { ok: false, code: read.code };
  const remembered = await rememberedColumns(database.read, vault, companyId);
  const known = columns ? (JSON.parse(columns) as ChosenHeading) : null;
  const chosen = chooseSheet(read.value, remembered, known?.sheet);
  const building = addressSealed === null ? null : vault.open(addressSealed);
  const heading = known ?? foundHeading(chosen, remembered);
  const plan = planImport(chosen.table, {
    ...(building ? { building } : {}),
    ...(heading ? { heading } : {}),
  });
  await store.put(address, vault.sealBytes(downloaded.bytes));
  return { ok: true, plan, chosen, heading };
};

const foundHeading = (
  { table, sheet }: ChosenSheet,
  remembered: (row: readonly string[]) => Columns | undefined,
): ChosenHeading | undefined => {
  const found = headingOf(table, remembered);
  if (!found) return undefined;
  const { row, columns } = found;
  return { row, columns, origin: found.remembered ? "remembered" : "suggested", by: null, sheet };
};

const keep = async (
  { core, store, problemsFile }: ReadRegisterDeps,
  problems: readonly Problem[],
  language: string,
): Promise<Omit<MadeFile, "companyId">> => {
  const { name, mime, bytes } = problemsFile(problems, language);
  return { name, mime, size: bytes.length, address: await storeBytes(core.vault, store, bytes) };
};

type Settled = Partial<RegisterImportModel> & Pick<RegisterImportModel, "state">;

const settle = async (
  work: Work,
  { id, companyId }: RegisterImportModel,
  data: Settled,
  file: Omit<MadeFile, "companyId"> | null,
): Promise<boolean> => {
  const { count } = await work.tx.registerImport.updateMany({ where: { id, state: "reading" }, data });
  if (count === 0) return false;
  const { state, refusal, rows } = data;
  work.audit({
    act: "register.read",
    subjectType: "register",
    subjectId: id,
    after: { state, refusal, rows },
  });
  work.announce({ type: "register.changed", companyId, importId: id });
  if (file) {
    const attachmentId = await addMadeFile(work, { companyId, ...file });
    work.announce({ type: "register.problems", companyId, importId: id, attachmentId });
  }
  return true;
};
