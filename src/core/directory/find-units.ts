import type { Tx } from "../../database/types.ts";
import { sameAs, tidy } from "./names.ts";

export interface FoundUnit {
  id: string;
  number: string;
  buildingId: string;
  address: string;
}

/**
 * Units that people mean by "45" or "Lenina 1, 45": by number, and when an address is said too, by its words. Never
 * more than `most`, so that a caller can tell one from several. With a building, of that one alone.
 */
export const findUnits = async (
  tx: Tx,
  companyId: string,
  query: string,
  most = 8,
  buildingId: string | null = null,
): Promise<FoundUnit[]> => {
  const text = tidy(query);
  const cut = Math.max(text.lastIndexOf(","), text.lastIndexOf(" "));
  const number = text.slice(cut + 1).trim();
  const address = sameAs(text.slice(0, Math.max(cut, 0)))
    .replace(/(^| )(кв|квартира|apt|flat|unit|помещение)$/, "")
    .split(" ")
    .filter(Boolean);
  const spellings = [...new Set([number, number.toUpperCase(), number.toLowerCase(), text])];
  const units = await tx.unit.findMany({
    where: { companyId, number: { in: spellings }, ...(buildingId ? { buildingId } : {}) },
    select: { id: true, number: true, buildingId: true, building: { select: { address: true } } },
    orderBy: [{ building: { address: "asc" } }, { kind: "asc" }],
    take: address.length > 0 ? 500 : most,
  });
  return units
    .filter((unit) => unit.number === text || saysAddress(unit.building.address, address))
    .slice(0, most)
    .map(({ building, ...unit }) => ({ ...unit, address: building.address }));
};

/** Whether an address has all the words; numbers must be whole, words may be begun. */
export const saysAddress = (address: string, words: readonly string[]): boolean => {
  const known = sameAs(address).split(" ");
  return words.every((word) =>
    known.some((part) => (/\d/.test(word) ? part === word : part.startsWith(word))),
  );
};
