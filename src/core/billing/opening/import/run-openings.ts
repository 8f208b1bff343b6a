import type { FileStore } from "../../../files/file-store.ts";
import type { Core } from "../../../work/core.ts";
import { peopleFirst } from "../../../work/people-first.ts";
import { runWork } from "../../../work/run-work.ts";
import { enterOpening } from "../enter-opening.ts";
import { openingsAddress, resolveTable } from "./read-openings.ts";

/** Rows in one transaction: short enough that nobody waits for it. */
const chunkRows = 25;

/**
 * The job that enters a confirmed table of opening balances, chunk by chunk, from where it was interrupted. What became
 * impossible since the preview is refused, and the audit log tells.
 */
export const runOpenings = async (
  { core, store }: { core: Core; store: FileStore },
  importId: string,
  signal?: AbortSignal,
): Promise<void> => {
  const found = await core.database.read.openingImport.findUnique({ where: { id: importId } });
  const address = openingsAddress(core.vault, importId);
  if (!found) return;
  if (found.state === "cancelled" || found.state === "imported") return store.remove(address);
  if (found.state !== "importing") return;
  const { companyId, date } = found;
  const resolved = await resolveTable(core, found, core.vault.openBytes(await store.get(address)));
  const rows = resolved?.rows ?? [];
  const actor = { kind: "system", name: "openings", companyId } as const;
  for (let start = 0; start < rows.length; start += chunkRows) {
    signal?.throwIfAborted();
    await runWork(core, { actor, channel: "job" }, async (work) => {
      let entered = 0;
      for (const { unitId, debt, penalty, advance, due } of rows.slice(start, start + chunkRows)) {
        // A unit that an interrupted run has entered keeps its balance.
        const outcome = await enterOpening(work, { unitId, date, debt, penalty, advance, due });
        if (outcome.ok) entered += 1;
      }
      await work.tx.openingImport.update({
        where: { id: importId },
        data: { rowsDone: { increment: entered } },
      });
      work.announce({ type: "openings.import.changed", companyId, importId });
    });
    await peopleFirst();
  }
  await runWork(core, { actor, channel: "job" }, async (work) => {
    const { rowsDone } = await work.tx.openingImport.update({
      where: { id: importId },
      data: { state: "imported" },
    });
    work.audit({
      act: "openings.import",
      subjectType: "openings",
      subjectId: importId,
      after: { rows: rowsDone },
    });
    work.announce({ type: "openings.import.changed", companyId, importId });
  });
  await store.remove(address);
};
