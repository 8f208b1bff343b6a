import { jsonInsert } from "../../database/insert-json.ts";
import type { Work } from "../work/work.ts";
import { wordHashes } from "./search-words.ts";

const words = jsonInsert("RequestWord", { requestId: "text", companyId: "text", hash: "text" });

/** Makes the blind index of a request that of its present text. */
export const indexWords = async (
  work: Work,
  request: { id: string; companyId: string },
  text: string,
): Promise<void> => {
  await work.tx.$executeRaw`DELETE FROM "RequestWord" WHERE "requestId" = ${request.id}`;
  await words.insert(
    work.tx,
    wordHashes(work.vault, text).map((hash) => ({
      requestId: request.id,
      companyId: request.companyId,
      hash,
    })),
  );
};
