import type { Db } from "../../database/types.ts";

/**
 * In which language people were last spoken to on a card of their own, by person: what Telegram tells of an account
 * is known only while the account acts, and the card keeps it.
 */
export const spokenLanguages = async (
  read: Db,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, string>> => {
  const cards = await read.card.findMany({
    where: { personId: { in: [...personIds] } },
    orderBy: { id: "asc" },
    select: { personId: true, language: true },
  });
  return new Map(
    cards.flatMap(({ personId, language }) => (personId === null ? [] : [[personId, language]])),
  );
};
