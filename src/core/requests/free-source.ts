import type { Work } from "../work/work.ts";

/** The source, unless a history row came from that message already: one message may become two rows, edits follow the first. */
export const freeSource = async (work: Work, source: string | null | undefined): Promise<string | null> => {
  if (!source) return null;
  return (await work.tx.requestEvent.count({ where: { source } })) === 0 ? source : null;
};
