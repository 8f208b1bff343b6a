import type { Tx } from "../../database/types.ts";

/** The company that a stranger's words are for: the only one here; null when there is none yet, or several. */
export const soleCompany = async (tx: Tx): Promise<{ id: string; name: string; language: string } | null> => {
  const [company, another] = await tx.company.findMany({
    select: { id: true, name: true, language: true },
    take: 2,
  });
  return another ? null : (company ?? null);
};
