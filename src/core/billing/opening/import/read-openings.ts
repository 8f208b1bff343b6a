import type { OpeningImportModel } from "../../../../database/types.ts";
import type { Vault } from "../../../crypto/vault.ts";
import { readTable } from "../../../directory/register/read-table.ts";
import { addMadeFile } from "../../../files/add-made-file.ts";
import type { FileSource } from "../../../files/file-source.ts";
import type { FileStore } from "../../../files/file-store.ts";
import { storeBytes } from "../../../files/store-bytes.ts";
import type { Core } from "../../../work/core.ts";
import { runWork } from "../../../work/run-work.ts";
import { currencyDigits } from "../../money/currency.ts";
import { type OpeningProblem, parseOpenings } from "./parse-openings.ts";
import { type ResolvedOpenings, resolveOpenings } from "./resolve-openings.ts";

const maxBytes = 20 * 1024 * 1024;

export interface ReadOpeningsDeps {
  core: Core;
  store: FileStore;
  sources: readonly FileSource[];
  /** A file that names every problem by row, in the company's language. */
  problemsFile(
    problems: readonly OpeningProblem[],
    language: string,
  ): { name: string; mime: string; bytes: Buffer };
}

/** What the import's card shows: minor units as texts. */
export interface OpeningsPreview {
  units: number;
  debt: string;
  penalty: string;
  advance: string;
  problems: number;
}

/** The job that fetches a table of opening balances, reads it and shows what it would enter. */
export const readOpenings = async (deps: ReadOpeningsDeps, importId: string): Promise<void> => {
  const { core, store, sources } = deps;
  const db = core.database.read;
  const found = await db.openingImport.findUnique({ where: { id: importId } });
  if (found?.state !== "reading") return;
  const { companyId, platform, externalId } = found;
  const source = sources.find((each) => each.platform === platform);
  if (!source) throw new Error(`a table waits for ${platform}, which is not connected; set its tokens`);
  const downloaded = await source.download(externalId, maxBytes);
  const resolved = downloaded.ok ? await resolveTable(core, found, downloaded.bytes) : null;
  if (downloaded.ok && resolved)
    await store.put(openingsAddress(core.vault, importId), core.vault.sealBytes(downloaded.bytes));
  const known = resolved ? await withoutKnown(core, resolved) : null;
  const { language } = await db.company.findUniqueOrThrow({ where: { id: companyId } });
  const file = known && known.problems.length > 0 ? deps.problemsFile(known.problems, language) : null;
  const address = file ? await storeBytes(core.vault, store, file.bytes) : "";
  const actor = { kind: "system", name: "openings", companyId } as const;
  await runWork(core, { actor, channel: "job" }, async (work) => {
    const { count } = await work.tx.openingImport.updateMany({
      where: { id: importId, state: "reading" },
      data: known
        ? { state: "previewed", preview: { ...previewOf(known) }, rows: known.rows.length }
        : { state: "unreadable", refusal: downloaded.ok ? "not-a-table" : downloaded.code },
    });
    if (count === 0) return;
    work.announce({ type: "openings.import.changed", companyId, importId });
    if (!file) return;
    const { name, mime, bytes } = file;
    const attachmentId = await addMadeFile(work, { companyId, name, mime, size: bytes.length, address });
    work.announce({ type: "openings.import.problems", companyId, importId, attachmentId });
  });
};

/** Where the file lies until its import has ended. */
export const openingsAddress = (vault: Vault, importId: string): string => vault.hash("openings", importId);

/** What the rows of the file come to; null: it is no table. */
export const resolveTable = async (
  core: Core,
  { companyId, date }: OpeningImportModel,
  bytes: Buffer,
): Promise<ResolvedOpenings | null> => {
  const db = core.database.read;
  const table = await readTable(bytes);
  if (!table.ok) return null;
  const { currency } = await db.company.findUniqueOrThrow({ where: { id: companyId } });
  const { rows, problems } = parseOpenings(table.value, currencyDigits(currency));
  const resolved = await resolveOpenings(db, { companyId, date }, rows);
  return {
    rows: resolved.rows,
    problems: [...problems, ...resolved.problems].sort((a, b) => a.row - b.row),
  };
};

/** Units that have a balance already are problems, told before anything is entered. */
const withoutKnown = async (core: Core, { rows, problems }: ResolvedOpenings): Promise<ResolvedOpenings> => {
  const known = new Set<string>();
  const at = 500;
  for (let from = 0; from < rows.length; from += at) {
    const unitIds = rows.slice(from, from + at).map(({ unitId }) => unitId);
    const openings = await core.database.read.openingBalance.findMany({
      where: { unitId: { in: unitIds }, reversedAt: null },
      select: { unitId: true },
    });
    for (const { unitId } of openings) known.add(unitId);
  }
  return {
    rows: rows.filter(({ unitId }) => !known.has(unitId)),
    problems: [
      ...problems,
      ...rows.filter(({ unitId }) => known.has(unitId)).map(({ row }) => ({ row, code: "opening-known" })),
    ].sort((a, b) => a.row - b.row),
  };
};

const previewOf = ({ rows, problems }: ResolvedOpenings): OpeningsPreview => {
  const sum = (of: "debt" | "penalty" | "advance"): string =>
    String(rows.reduce((total, row) => total + row[of], 0n));
  return {
    units: rows.length,
    debt: sum("debt"),
    penalty: sum("penalty"),
    advance: sum("advance"),
    problems: problems.length,
  };
};
