const lowestFloor = -20;
const highestFloor = 200;

/** A floor as people write it ("3", "3 этаж", "подвал"); undefined when it is none. */
export const parseFloor = (text: string): number | undefined => {
  if (/^(цоколь|цокольный|подвал|basement)$/i.test(text)) return -1;
  const match = /^(-?\d{1,3})(?:[.,]0+)?(?:\s*(?:этаж|эт\.?|floor))?$/i.exec(text);
  const floor = Number(match?.[1] ?? Number.NaN);
  return floor >= lowestFloor && floor <= highestFloor ? floor : undefined;
};
