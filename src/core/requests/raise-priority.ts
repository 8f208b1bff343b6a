import type { RequestModel } from "../../database/types.ts";
import type { Work } from "../work/work.ts";
import { dueTimesFor } from "./due-times-for.ts";
import { type Emergency, emergencyInText } from "./emergency.ts";
import { emergencyWords } from "./emergency-words.ts";
import { unpausing } from "./pausing.ts";

type Raised = Partial<
  Pick<RequestModel, "priority" | "reactDueAt" | "fixDueAt" | "pausedAt" | "pauseReason">
>;

/** What later words of the resident do to a request: an emergency raises it, ends a pause, and brings due times nearer. */
export const raisePriority = async (
  work: Work,
  request: RequestModel,
  text: string,
): Promise<{ emergency: Emergency | null; columns: Raised }> => {
  const emergency = emergencyInText(emergencyWords(), text);
  if (!emergency || request.priority === "emergency" || request.state === "done")
    return { emergency, columns: {} };
  const category = await work.tx.category.findUniqueOrThrow({ where: { id: request.categoryId } });
  const due = await dueTimesFor(work.tx, {
    companyId: request.companyId,
    buildingId: request.buildingId,
    categoryKey: category.key,
    priority: "emergency",
    at: work.now,
  });
  const resumed = request.state === "deferred" ? {} : unpausing(request, work.now);
  const { fixDueAt, reactDueAt } = { ...request, ...resumed };
  return {
    emergency,
    columns: {
      ...resumed,
      priority: "emergency",
      fixDueAt: earlier(fixDueAt, due.fixDueAt),
      ...(request.takenAt === null ? { reactDueAt: earlier(reactDueAt, due.reactDueAt) } : {}),
    },
  };
};

const earlier = (a: Date, b: Date): Date => (a < b ? a : b);
