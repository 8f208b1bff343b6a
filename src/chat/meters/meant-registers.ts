import type { SaidReading } from "../../core/meters/readings-in.ts";
import type { OwnRegister } from "./own-registers.ts";

/** Which of somebody's registers a number may be of; one means that it is known. */
export interface Meant {
  said: SaidReading;
  /** Places among the registers. */
  options: number[];
}

/**
 * What the numbers of a message are of: by the names beside them, by what was chosen for those before, and by what is left.
 * A name that no meter of theirs has tells nothing.
 *
 * @param chosen for each number the register's place, where that was asked
 */
export const meantRegisters = (
  registers: readonly OwnRegister[],
  numbers: readonly SaidReading[],
  chosen: readonly (number | null)[] = [],
): Meant[] => {
  const named = numbers.map((said, at) => {
    const place = chosen[at];
    if (place !== null && place !== undefined) return [place];
    const fitting = places(registers).filter((each) => fits(registers[each], said));
    return fitting.length > 0 ? fitting : places(registers);
  });
  const taken = new Set(named.flatMap((options) => (options.length === 1 ? options : [])));
  const left = named.map((options) =>
    options.length === 1 ? options : options.filter((place) => !taken.has(place)),
  );
  return numbers.map((said, at) => ({ said, options: left[at] ?? [] }));
};

const places = (registers: readonly OwnRegister[]): number[] => registers.map((_, at) => at);

/** Whether a register may be the one that a number is said to be of. */
export const fits = (own: OwnRegister | undefined, { kind, zone, serial }: SaidReading): boolean =>
  own !== undefined &&
  (kind === null || own.register.meter.kind === kind) &&
  (zone === null || own.register.zone === zone) &&
  (serial === null || own.register.meter.serial === serial);
