import type { RequestModel, WorkStage } from "../../../database/types.ts";
import { newId } from "../../directory/new-id.ts";
import type { Work } from "../../work/work.ts";
import type { Line } from "./line.ts";

/** Adds lines of planned or actual work to a request; part of the use cases that authorise it. */
export const writeLines = async (
  { tx, now }: Work,
  { id: requestId, companyId }: Pick<RequestModel, "id" | "companyId">,
  { stage, addedBy, lines }: { stage: WorkStage; addedBy: string | null; lines: readonly Line[] },
): Promise<void> => {
  if (lines.length === 0) return;
  // Of one moment: in the order of their ids they stand as they were typed.
  const ids = lines.map(() => newId(now)).sort();
  await tx.workLine.createMany({
    data: lines.map((line, index) => ({
      id: ids[index] ?? newId(now),
      companyId,
      requestId,
      stage,
      addedBy,
      createdAt: now,
      ...line,
    })),
  });
};
