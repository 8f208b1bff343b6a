import type { AnnouncedRow } from "../../core/requests/request-history.ts";
import type { Work } from "../../core/work/work.ts";

/** What an edited message says now; the row of the edit only points to it. */
export const editedText = async (work: Work, row: AnnouncedRow): Promise<string | null> => {
  const { eventId } = row.data;
  if (typeof eventId !== "number") return row.text;
  const edited = await work.tx.requestEvent.findUnique({
    where: { id: eventId },
    select: { kind: true, textSealed: true, request: { select: { textSealed: true } } },
  });
  if (!edited) return null;
  const sealed = edited.kind === "filed" ? edited.request.textSealed : edited.textSealed;
  return sealed ? work.vault.open(sealed) : null;
};
