import type { Work } from "../work/work.ts";

/** The source, unless a history row came from that message already: one message may become two rows, edits follow the first. */
export const freeSource = async (work: Work, source: string | null | undefined): Promise<string | null> => {
  if (!source) return null;
  const rows = await work.tx.$queryRaw<unknown[]>`SELECT "id" FROM "RequestEvent" WHERE "source" = ${source}`;
  return rows.length === 0 ? source : null;
};
