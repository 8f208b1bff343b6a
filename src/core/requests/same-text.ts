import type { Vault } from "../crypto/vault.ts";
import type { Work } from "../work/work.ts";
import { daysAfter, limits } from "./limits.ts";

/** Keyed hash of a text's letters and figures, however they are spaced and written. */
export const textHashOf = (vault: Vault, text: string): string =>
  vault.hash(
    "request-text",
    (
      text
        .normalize("NFKC")
        .toLowerCase()
        .match(/[\p{L}\p{N}]+/gu) ?? []
    ).join(" "),
  );

/** How often the author has filed the same words lately, and the newest of those requests. */
export const filedWithSameText = async (
  { tx, now }: Work,
  authorId: string,
  textHash: string,
): Promise<{ count: number; number: number }> => {
  const [row] = await tx.$queryRaw<[{ count: number | bigint; number: number | bigint | null }]>`
    SELECT count(*) AS "count", max("number") AS "number" FROM "Request"
    WHERE "authorId" = ${authorId} AND "createdAt" > ${daysAfter(now, -limits.sameTextDays)}
      AND "textHash" = ${textHash}`;
  return { count: Number(row.count), number: Number(row.number ?? 0) };
};
