import type { Work } from "../work/work.ts";
import type { NewFile } from "./keep-files.ts";

/**
 * A message was edited: takes out of sight the files of it that its new ones replace, which keeps them for the history.
 * Resolves to the new ones; none when they are those it had.
 */
export const swapFiles = async (
  { tx, now }: Work,
  source: string,
  files: readonly NewFile[],
): Promise<readonly NewFile[]> => {
  if (files.length === 0) return [];
  const standing = await tx.attachment.findMany({
    where: { source, replacedAt: null },
    select: { id: true, externalId: true, uniqueId: true },
  });
  const fresh = files.filter((file) => !standing.some((known) => isSame(known, file)));
  if (fresh.length === 0) return [];
  await tx.attachment.updateMany({
    where: { id: { in: standing.map(({ id }) => id) } },
    data: { replacedAt: now },
  });
  return fresh;
};

type Named = Pick<NewFile, "externalId" | "uniqueId">;

/** Telegram may call the same bytes by another file id, and by one unique id. */
export const isSame = (a: Named, b: Named): boolean =>
  a.externalId === b.externalId || (!!a.uniqueId && a.uniqueId === b.uniqueId);
