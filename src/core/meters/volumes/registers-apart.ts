/** Registers whose use is told as one volume. */
export interface Together {
  /** Null: those without a name, or all of them. */
  zone: string | null;
  /** Whether they are all registers of the place. */
  all: boolean;
  covers(zone: string): boolean;
}

/**
 * Which registers of a place are told apart: each of them where one has a price of its own, since the others then cost
 * what the price for all zones says; else all are one volume.
 *
 * @param priced zones that have prices of their own
 */
export const registersApart = (
  priced: readonly string[],
  registers: readonly { zone: string }[],
): Together[] =>
  registers.some(({ zone }) => priced.includes(zone))
    ? [...new Set(registers.map(({ zone }) => zone))].sort().map((name) => ({
        zone: name === "" ? null : name,
        all: false,
        covers: (zone) => zone === name,
      }))
    : [{ zone: null, all: true, covers: () => true }];
