import type { Work } from "../../work/work.ts";
import { tidy } from "../names.ts";
import { indexName } from "./name-words.ts";

const longestName = 200;

/** Writes a new person who can be found by name; resolves to the id. */
export const addPerson = async (work: Work, companyId: string, name: string): Promise<string> => {
  const said = tidy(name).slice(0, longestName) || "?";
  const { id: personId } = await work.tx.person.create({
    data: { companyId, nameSealed: work.vault.seal(said), createdAt: work.now },
    select: { id: true },
  });
  await indexName(work, { personId, companyId, name: said });
  return personId;
};
