import type { Work } from "../work/work.ts";
import { wordHashes } from "./search-words.ts";

/** Makes the blind index of a request that of its present text. */
export const indexWords = async (
  work: Work,
  request: { id: string; companyId: string },
  text: string,
): Promise<void> => {
  await work.tx.requestWord.deleteMany({ where: { requestId: request.id } });
  await work.tx.requestWord.createMany({
    data: wordHashes(work.vault, text).map((hash) => ({
      requestId: request.id,
      companyId: request.companyId,
      hash,
    })),
  });
};
