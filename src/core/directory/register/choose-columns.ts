import { can } from "../../access/policy.ts";
import { done, type Outcome } from "../../outcome.ts";
import type { Work } from "../../work/work.ts";
import { refuse } from "../refuse.ts";
import { readRegisterQueue } from "./bring-register.ts";
import type { Columns } from "./columns.ts";
import type { ChosenHeading } from "./mapping.ts";
import { openPreview } from "./preview.ts";

export interface ColumnChoice {
  importId: string;
  /** Of the headings, counted from 0; -1: the table has none. */
  row: number;
  columns: Columns;
}

type ChoiceRefusal = "not-found" | "forbidden" | "wrong-state" | "no-unit-column" | "column-twice";

/** Says where the columns of a shown register stand; it is read anew, and files with these headings after it. */
export const chooseColumns = async (
  work: Work,
  { importId, row, columns }: ColumnChoice,
): Promise<Outcome<{ importId: string }, ChoiceRefusal>> => {
  const { tx, actor } = work;
  const attempt = { act: "register.columns", subjectType: "register", subjectId: importId };
  const found = await tx.registerImport.findUnique({ where: { id: importId } });
  if (!found || actor.kind !== "person") return refuse(work, attempt, "not-found");
  const { companyId } = found;
  if (!can(actor, "register.import", { companyId })) return refuse(work, attempt, "forbidden");
  if (columns.unit === undefined) return refuse(work, attempt, "no-unit-column");
  const places = Object.values(columns);
  if (new Set(places).size < places.length) return refuse(work, attempt, "column-twice");
  const shown = found.previewSealed === null ? null : openPreview(work.vault, found.previewSealed);
  const sheet = shown?.heading.sheet ?? null;
  const chosen: ChosenHeading = { row, columns, origin: "chosen", by: actor.personId, sheet };
  const { count } = await tx.registerImport.updateMany({
    where: { id: importId, state: "previewed" },
    data: { state: "reading", columns: JSON.stringify(chosen) },
  });
  if (count === 0) return refuse(work, attempt, "wrong-state");
  work.enqueue({ queue: readRegisterQueue, payload: { importId } });
  work.audit({ ...attempt, after: { row, columns } });
  work.announce({ type: "register.changed", companyId, importId });
  return done({ importId });
};

/** The next file with these headings is read by their words again. */
export const forgetColumns = async (
  work: Work,
  { fingerprint }: { fingerprint: string },
): Promise<Outcome<null, "not-found" | "forbidden">> => {
  const companyId = work.actor.kind === "person" ? work.actor.companyId : "";
  const attempt = { act: "register.columns", subjectType: "company", subjectId: companyId };
  if (!can(work.actor, "register.import", { companyId })) return refuse(work, attempt, "forbidden");
  const { count } = await work.tx.columnMapping.deleteMany({ where: { companyId, fingerprint } });
  if (count === 0) return refuse(work, attempt, "not-found");
  work.audit({ ...attempt, after: { forgotten: fingerprint } });
  return done(null);
};
