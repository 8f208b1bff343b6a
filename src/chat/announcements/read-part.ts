/** A part of a building as people write it. */
export type Part = { entrance: string } | { riser: string } | { numbers: string[] };

const entrance = /^(?:подъезд|подьезд|п\.|entrance|ent\.?)\s*[№#]?\s*(\S+)$/iu;
const riser = /^(?:стояк|riser)\s*[№#]?\s*(\S+)$/iu;
const unitWord = /^(?:квартиры|квартира|кв\.?|помещения|помещение|пом\.?|flats?|units?|apt\.?)\s*/iu;
const range = /^(\d+)\s*[-–—]\s*(\d+)$/u;

/** Units that one range may name; more is a slip of the pen. */
const mostInRange = 500;

/** "подъезд 2", "riser 3", or units: "45, 46, 50–60". Null: it can't be read. */
export const readPart = (text: string): Part | null => {
  const tidy = text.trim();
  const inEntrance = entrance.exec(tidy)?.[1];
  if (inEntrance) return { entrance: inEntrance };
  const onRiser = riser.exec(tidy)?.[1];
  if (onRiser) return { riser: onRiser };
  const numbers: string[] = [];
  for (const piece of tidy.replace(unitWord, "").split(/[,;]+/)) {
    const word = piece.trim().replace(unitWord, "");
    if (word === "") continue;
    const [, from, to] = range.exec(word) ?? [];
    if (from === undefined || to === undefined) {
      if (/\s/.test(word)) return null;
      numbers.push(word);
      continue;
    }
    const count = Number(to) - Number(from) + 1;
    if (count < 1 || count > mostInRange) return null;
    numbers.push(...Array.from({ length: count }, (_, index) => String(Number(from) + index)));
  }
  return numbers.length > 0 ? { numbers: [...new Set(numbers)] } : null;
};

/** As readPart reads it, for a field that is filled in already. */
export const writePart = (
  part: { entrance?: string; riser?: string },
  numbers: readonly string[],
): string | undefined => {
  if (part.entrance !== undefined) return `entrance ${part.entrance}`;
  if (part.riser !== undefined) return `riser ${part.riser}`;
  return numbers.length > 0 ? numbers.join(", ") : undefined;
};
