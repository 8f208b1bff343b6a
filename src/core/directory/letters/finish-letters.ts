import { addMadeFile, type MadeFile } from "../../files/add-made-file.ts";
import type { Work } from "../../work/work.ts";
import type { Letter } from "./letter.ts";

export interface MadeLetters {
  orderId: string;
  letters: readonly Letter[];
  files: readonly Omit<MadeFile, "companyId">[];
}

/** The letters are stored: they are announced, once. */
export const finishLetters = async (work: Work, { orderId, letters, files }: MadeLetters): Promise<void> => {
  const { tx } = work;
  const { count } = await tx.letterOrder.updateMany({
    where: { id: orderId, state: "waiting" },
    data: {
      state: "ready",
      sheets: letters.length,
      sheetsDone: letters.length,
      expiresAt: letters[0]?.expiresAt ?? null,
    },
  });
  if (count === 0) return;
  const { companyId, buildingId } = await tx.letterOrder.findUniqueOrThrow({ where: { id: orderId } });
  const attachmentIds: string[] = [];
  for (const file of files) attachmentIds.push(await addMadeFile(work, { companyId, ...file }));
  work.audit({
    act: "letters.make",
    subjectType: "building",
    subjectId: buildingId,
    after: { orderId, sheets: letters.length },
  });
  work.announce({ type: "letters.made", companyId, orderId, attachmentIds });
};
