import type { ReadingImportModel } from "../../../database/types.ts";
import { dayAt } from "../../billing/calendar.ts";
import type { FileStore } from "../../files/file-store.ts";
import type { Core } from "../../work/core.ts";
import { peopleFirst } from "../../work/people-first.ts";
import { runWork } from "../../work/run-work.ts";
import type { Work } from "../../work/work.ts";
import { addMeter } from "../change-meter.ts";
import { giveReading } from "../give-reading.ts";
import { importAddress, resolve } from "./read-readings.ts";
import type { ResolvedRow } from "./resolve-rows.ts";

/** Rows in one transaction: short enough that nobody waits for it. */
const chunkRows = 25;

/**
 * The job that writes a confirmed table of readings, chunk by chunk, from where it was interrupted. A reading that was
 * written before is found again, and so is the reading that a new meter began with: a row that is run twice changes
 * nothing.
 */
export const runReadingsImport = async (
  { core, store }: { core: Core; store: FileStore },
  importId: string,
  signal?: AbortSignal,
): Promise<void> => {
  const found = await core.database.read.readingImport.findUnique({ where: { id: importId } });
  const address = importAddress(core.vault, importId);
  if (!found) return;
  if (found.state === "cancelled" || found.state === "imported") return store.remove(address);
  if (found.state !== "importing") return;
  const { companyId } = found;
  const resolved = await resolve(core, found, core.vault.openBytes(await store.get(address)));
  const rows = (resolved?.rows ?? []).toSorted((a, b) => a.row - b.row);
  const actor = { kind: "system", name: "readings", companyId } as const;
  const refused = new Set<number>();
  for (let start = 0; start < rows.length; start += chunkRows) {
    signal?.throwIfAborted();
    await runWork(core, { actor, channel: "job" }, async (work) => {
      for (const row of rows.slice(start, start + chunkRows))
        if (!(await writeRow(work, row, found))) refused.add(row.row);
      const rowsDone = Math.min(rows.length, start + chunkRows);
      await work.tx.readingImport.update({ where: { id: importId }, data: { rowsDone } });
      work.announce({ type: "readings.import.changed", companyId, importId });
    });
    await peopleFirst();
  }
  await runWork(core, { actor, channel: "job" }, async (work) => {
    await work.tx.readingImport.update({
      where: { id: importId },
      data: {
        state: "imported",
        preview: { ...(found.preview as object | null), refused: [...refused] },
      },
    });
    work.audit({
      act: "readings.import",
      subjectType: "readings",
      subjectId: importId,
      after: { rows: rows.length, refused: [...refused] },
    });
    work.announce({ type: "readings.import.changed", companyId, importId });
  });
  await store.remove(address);
};

/** Whether a row is written: what became impossible since the preview is refused, and the card and audit log tell. */
const writeRow = async (work: Work, row: ResolvedRow, found: ReadingImportModel): Promise<boolean> => {
  if (row.does === "read") {
    const { meterId, zone, value, day } = row;
    if (await beganWith(work, row, found)) return true;
    const outcome = await giveReading(work, {
      meterId,
      zone,
      value,
      day: day ?? undefined,
      confirmed: true,
      source: "import",
    });
    return outcome.ok;
  }
  const { buildingId, unitId, kind, serial, digits, value, verified } = row;
  const { timeZone } = await work.tx.building.findUniqueOrThrow({ where: { id: buildingId } });
  const outcome = await addMeter(work, {
    buildingId,
    unitId,
    kind,
    serial,
    zones: 1,
    digits,
    place: null,
    verifiedUntil: verified,
    day: row.day ?? dayAt(work.now, timeZone),
    initial: [value],
  });
  return outcome.ok;
};

/** Whether this import has put the meter in with this very value before it was interrupted. */
const beganWith = async (
  { tx }: Work,
  { meterId, value }: { meterId: string; value: bigint },
  { decidedAt, createdAt }: ReadingImportModel,
): Promise<boolean> =>
  (await tx.reading.count({
    where: { meterId, kind: "initial", value, givenBy: null, createdAt: { gte: decidedAt ?? createdAt } },
  })) > 0;
