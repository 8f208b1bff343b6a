import type { Db, RequestModel } from "../../database/types.ts";

/** A request as it is now; null when there is none. In raw SQL, since every act and every form reads it. */
export const findRequest = async (read: Db, id: string): Promise<RequestModel | null> => {
  const [row] = await read.$queryRaw<RequestModel[]>`
    SELECT "id", "companyId", "number", "buildingId", "unitId", "authorId", "categoryId",
      CAST("priority" AS TEXT) AS "priority", CAST("state" AS TEXT) AS "state", "textSealed", "accessSealed",
      "latitude", "longitude", "assigneeId", "reactDueAt", "fixDueAt", "pausedAt", "pauseReason", "takenAt",
      "deferredUntil", "doneAt", "closedAt", "returnCount", "rating", "ratingReason", "escalatedAt",
      "mergedIntoId", "textHash", "version", "createdAt", "updatedAt"
    FROM "Request" WHERE "id" = ${id}`;
  return row ?? null;
};
