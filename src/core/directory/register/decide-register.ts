import type { ImportState, RegisterImportModel } from "../../../database/types.ts";
import { can } from "../../access/policy.ts";
import { done, type Outcome } from "../../outcome.ts";
import type { Work } from "../../work/work.ts";
import { refuse } from "../refuse.ts";
import { openPreview } from "./preview.ts";

/** The queues of the jobs that write a register, and that take it back. */
export const importRegisterQueue = "import-register";
export const undoRegisterQueue = "undo-register";

type Refusal = "not-found" | "forbidden" | "wrong-state" | "has-problems";
type Decided = Promise<Outcome<{ importId: string }, Refusal>>;

/** Confirms what was shown; a job writes it. Rows with problems are left out only when that was said. */
export const confirmRegister = (
  work: Work,
  { importId, validOnly }: { importId: string; validOnly: boolean },
): Decided =>
  decide(work, importId, {
    act: "register.confirm",
    from: "previewed",
    to: { state: "importing", validOnly },
    queue: importRegisterQueue,
    forbids: ({ previewSealed }) => {
      const preview = previewSealed === null ? null : openPreview(work.vault, previewSealed);
      return !preview || preview.valid === 0 || (preview.problems > 0 && !validOnly);
    },
  });

/** Nothing of the register is written; the job removes the file. */
export const cancelRegister = (work: Work, { importId }: { importId: string }): Decided =>
  decide(work, importId, {
    act: "register.cancel",
    from: "previewed",
    to: { state: "cancelled" },
    queue: importRegisterQueue,
  });

/** Takes an import back, unless something depends on it by now; a job looks and does it. */
export const undoRegister = (work: Work, { importId }: { importId: string }): Decided =>
  decide(work, importId, {
    act: "register.undo",
    from: "imported",
    to: { state: "undoing", refusal: null },
    queue: undoRegisterQueue,
  });

interface Decision {
  act: string;
  from: ImportState;
  to: Partial<RegisterImportModel>;
  queue?: string;
  /** Whether the register is not fit for this decision. */
  forbids?(found: RegisterImportModel): boolean;
}

const decide = async (work: Work, importId: string, { act, from, to, queue, forbids }: Decision): Decided => {
  const { tx, actor, now } = work;
  const attempt = { act, subjectType: "register", subjectId: importId };
  const found = await tx.registerImport.findUnique({ where: { id: importId } });
  if (!found || actor.kind !== "person") return refuse(work, attempt, "not-found");
  const { companyId } = found;
  if (!can(actor, "register.import", { companyId })) return refuse(work, attempt, "forbidden");
  if (forbids?.(found)) return refuse(work, attempt, "has-problems");
  const { count } = await tx.registerImport.updateMany({
    where: { id: importId, state: from },
    data: { ...to, decidedBy: actor.personId, decidedAt: now },
  });
  if (count === 0) return refuse(work, attempt, "wrong-state");
  if (queue) work.enqueue({ queue, payload: { importId } });
  work.audit({ ...attempt, before: { state: from }, after: { state: to.state, validOnly: to.validOnly } });
  work.announce({ type: "register.changed", companyId, importId });
  return done({ importId });
};
