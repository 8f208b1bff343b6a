import { tableInsert } from "../../database/table-insert.ts";
import type { Work } from "../work/work.ts";
import { wordHashes } from "./search-words.ts";

const words = tableInsert("RequestWord", { requestId: "text", companyId: "text", hash: "text" });

/** Makes the blind index of a request that of its new text. */
export const indexWordsAnew = async (
  work: Work,
  request: { id: string; companyId: string },
  text: string,
): Promise<void> => {
  await work.tx.$executeRaw`DELETE FROM "RequestWord" WHERE "requestId" = ${request.id}`;
  await indexWords(work, request, text);
};

/** Writes the blind index of a request that has none yet. */
export const indexWords = async (
  work: Work,
  request: { id: string; companyId: string },
  text: string,
): Promise<void> => {
  await words.insert(
    work.tx,
    wordHashes(work.vault, text).map((hash) => ({
      requestId: request.id,
      companyId: request.companyId,
      hash,
    })),
  );
};
