import type { Db } from "../../database/types.ts";
import { groupOf } from "./group-of.ts";
import type { ReportedRequest } from "./report-line.ts";
import type { Grouping } from "./report-question.ts";

export interface Asked {
  companyId: string;
  buildingIds: readonly string[] | null;
  by: Grouping;
  from: Date;
  to: Date;
  timeZone: string;
}

interface Row {
  id: string;
  buildingId: string;
  categoryId: string;
  assigneeId: string | null;
  createdAt: Date;
  takenAt: Date | null;
  doneAt: Date | null;
  reactDueAt: Date;
  fixDueAt: Date;
  rating: number | bigint | null;
}

const rowsTogether = 2000;

/**
 * The requests filed within the period, read piece by piece so that the chats are served between. A merged one is part
 * of the request that it goes on in.
 */
export const reportedRequests = async (read: Db, asked: Asked): Promise<ReportedRequest[]> => {
  const { companyId, from, to, buildingIds } = asked;
  const found: ReportedRequest[] = [];
  for (let last = ""; ; ) {
    const rows = await read.$queryRaw<Row[]>`
      SELECT "id", "buildingId", "categoryId", "assigneeId", "createdAt", "takenAt", "doneAt", "reactDueAt",
        "fixDueAt", "rating"
      FROM "Request"
      WHERE "companyId" = ${companyId} AND "createdAt" >= ${from} AND "createdAt" < ${to} AND "id" > ${last}
        AND CAST("state" AS TEXT) <> 'merged'
      ORDER BY "id" LIMIT ${rowsTogether}`;
    for (const row of rows)
      if (buildingIds === null || buildingIds.includes(row.buildingId)) found.push(reported(row, asked));
    if (rows.length < rowsTogether) return found;
    last = rows.at(-1)?.id ?? "";
    await new Promise(setImmediate);
  }
};

const reported = (row: Row, { by, timeZone }: Asked): ReportedRequest => ({
  group: groupOf(by, { ...row, at: new Date(row.createdAt) }, timeZone),
  createdAt: new Date(row.createdAt),
  takenAt: dateIn(row.takenAt),
  doneAt: dateIn(row.doneAt),
  reactDueAt: new Date(row.reactDueAt),
  fixDueAt: new Date(row.fixDueAt),
  rating: row.rating === null ? null : Number(row.rating),
});

const dateIn = (value: Date | null): Date | null => (value === null ? null : new Date(value));
