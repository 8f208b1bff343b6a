import { providerOf } from "../../../database/as-db.ts";
import type { Core } from "../../work/core.ts";
import { runWork } from "../../work/run-work.ts";
import type { Work } from "../../work/work.ts";
import { type HoldingChange, holdingsChanged } from "../holdings-changed.ts";
import { recheckShares } from "../units/recheck-shares.ts";
import { dependantOf } from "./dependants.ts";
import { restoreChanged } from "./restore-changed.ts";
import { tracedTables } from "./trace.ts";

/** All or nothing: 20,000 rows take some 2 to 5 s. */
const timeoutMs = 60_000;

/** The job that takes an import back: exactly the rows that it made, and what it changed as it was before. */
export const runRegisterUndo = async (core: Core, importId: string): Promise<void> => {
  const found = await core.database.read.registerImport.findUnique({ where: { id: importId } });
  if (found?.state !== "undoing") return;
  const { companyId } = found;
  const actor = { kind: "system", name: "register", companyId } as const;
  await runWork(core, { actor, channel: "job", timeoutMs }, async (work) => {
    const dependant = await dependantOf(work, importId);
    const { count } = await work.tx.registerImport.updateMany({
      where: { id: importId, state: "undoing" },
      data: dependant ? { state: "imported", refusal: dependant } : { state: "undone" },
    });
    if (count === 0) return;
    if (!dependant) await takeBack(work, importId);
    work.audit({
      act: "register.taken-back",
      subjectType: "register",
      subjectId: importId,
      outcome: dependant ?? "done",
    });
    work.announce({ type: "register.changed", companyId, importId });
  });
};

const takeBack = async (work: Work, importId: string): Promise<void> => {
  const { tx } = work;
  const { companyId } = await tx.registerImport.findUniqueOrThrow({ where: { id: importId } });
  const restored = await restoreChanged(work, importId);
  const gone = await heldByImport(work, importId);
  holdingsChanged(work, companyId, [...restored.holdings, ...gone]);
  if (restored.areas) work.announce({ type: "units.changed", companyId });
  await forgetEndings(work, importId);
  const unitIds = await ownedUnits(work, importId);
  const mark = providerOf(tx) === "sqlite" ? "?" : "$1";
  for (const table of tracedTables) {
    await tx.$executeRawUnsafe(
      `DELETE FROM "${table}" WHERE "id" IN (SELECT "subjectId" FROM "RegisterTrace" WHERE "importId" = ${mark} AND "subject" = '${table}' AND "before" IS NULL)`,
      importId,
    );
  }
  await tx.registerTrace.deleteMany({ where: { importId } });
  for (let start = 0; start < unitIds.length; start += chunk)
    await recheckShares(work, companyId, unitIds.slice(start, start + chunk));
};

/** The ends to come of holdings that go. */
const forgetEndings = async ({ tx }: Work, importId: string): Promise<void> => {
  await tx.$executeRaw`
    DELETE FROM "EndingOccupancy" WHERE "occupancyId" IN (
      SELECT "subjectId" FROM "RegisterTrace"
      WHERE "importId" = ${importId} AND "subject" = 'Occupancy' AND "before" IS NULL)`;
};

/** The holdings that the import made, which go. */
const heldByImport = async ({ tx }: Work, importId: string): Promise<HoldingChange[]> => {
  const made = await tx.registerTrace.findMany({
    where: { importId, subject: "Occupancy", before: null },
    select: { subjectId: true },
  });
  const gone: HoldingChange[] = [];
  for (let start = 0; start < made.length; start += chunk) {
    const ids = made.slice(start, start + chunk).map(({ subjectId }) => subjectId);
    const held = await tx.occupancy.findMany({ where: { id: { in: ids } } });
    gone.push(
      ...held.map(({ unitId, kind, from, to }) => ({ unitId, kind, before: { from, to }, after: null })),
    );
  }
  return gone;
};

/** Units whose shares are listed as too much and whose owners the import wrote. */
const ownedUnits = async ({ tx }: Work, importId: string): Promise<string[]> => {
  const rows = await tx.$queryRaw<{ unitId: string }[]>`
    SELECT DISTINCT o."unitId" FROM "RegisterTrace" t
    JOIN "Occupancy" o ON o."id" = t."subjectId"
    JOIN "ShareFault" f ON f."unitId" = o."unitId"
    WHERE t."importId" = ${importId} AND t."subject" = 'Occupancy'`;
  return rows.map(({ unitId }) => unitId);
};

const chunk = 500;
