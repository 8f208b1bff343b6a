import type { Db, RequestWhereInput } from "../../database/types.ts";
import type { Actor } from "../access/actor.ts";
import type { Vault } from "../crypto/vault.ts";
import { type PageWanted, type RequestPage, requestPage } from "./request-page.ts";
import { wordHashes } from "./search-words.ts";
import { visibleRequests } from "./visible-requests.ts";

/**
 * Requests that the actor may see and that match every word of the query: a request's number ("1001", "#1001"),
 * a unit's number ("45"), or a word of the text in any form. The newest first.
 */
export const searchRequests = async (
  read: Db,
  vault: Vault,
  actor: Actor,
  { query, ...wanted }: PageWanted & { query: string },
): Promise<RequestPage> => {
  const visible = visibleRequests(actor);
  const words = query.split(/[\s,;]+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const conditions: RequestWhereInput[] = [];
  for (const word of words) conditions.push(await conditionOf(read, vault, actor, word));
  const where = visible && words.length > 0 ? { AND: [visible, ...conditions] } : null;
  return requestPage(read, vault, where, [{ createdAt: "desc" }, { number: "desc" }], wanted);
};

const largestNumber = 2_147_483_647;

const conditionOf = async (
  read: Db,
  vault: Vault,
  actor: Actor,
  word: string,
): Promise<RequestWhereInput> => {
  const bare = word.replace(/^[#№]/u, "");
  const number = /^\d{1,10}$/.test(bare) && Number(bare) <= largestNumber ? Number(bare) : null;
  if (bare !== word && number !== null) return { number };
  const text = wordHashes(vault, bare).map((hash) => ({ words: { some: { hash } } }));
  const byText: RequestWhereInput[] = text.length > 0 ? [{ AND: text }] : [];
  if (!/\d/.test(bare)) return { OR: byText };
  return {
    OR: [
      ...byText,
      ...(number === null ? [] : [{ number }]),
      { unitId: { in: await unitsNumbered(read, actor, bare) } },
    ],
  };
};

const unitsNumbered = async (read: Db, actor: Actor, number: string): Promise<string[]> => {
  if (actor.kind === "stranger" || actor.companyId === null) return [];
  const units = await read.unit.findMany({
    where: {
      companyId: actor.companyId,
      number: { in: [number, number.toUpperCase(), number.toLowerCase()] },
    },
    select: { id: true },
  });
  return units.map((unit) => unit.id);
};
