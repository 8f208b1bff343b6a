import type { AnnouncedRow } from "../../core/requests/request-history.ts";
import type { Work } from "../../core/work/work.ts";

/** What an edited message says now; the row of the edit only points to it. */
export const editedText = async (work: Work, row: AnnouncedRow): Promise<string | null> => {
  const { eventId } = row.data;
  if (typeof eventId !== "number") return row.text;
  const [edited] = await work.tx.$queryRaw<{ sealed: string | null }[]>`
    SELECT CASE WHEN e."kind" = 'filed' THEN r."textSealed" ELSE e."textSealed" END AS "sealed"
    FROM "RequestEvent" e JOIN "Request" r ON r."id" = e."requestId" WHERE e."id" = ${eventId}`;
  return edited?.sealed ? work.vault.open(edited.sealed) : null;
};
