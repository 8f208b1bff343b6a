import type { ChargeInputs, ChargeLine } from "../charge-line.ts";
import { toMarkedJson } from "../marked-json.ts";

/** Packs receipts' lines: what many have in common is kept once, so that a receipt's own row is small. */
export interface LinePacker {
  /** A receipt's own part, as JSON; `linesOfReceipts` reads it. */
  pack(lines: readonly ChargeLine[]): string;
  /** What it refers to, as JSON, of all that was packed. */
  shared(): string;
}

/** Inputs that are the same for many receipts of a building; all others are the receipt's own. */
const sharedInputs = new Set<keyof ChargeInputs>([
  "days",
  "ofDays",
  "from",
  "to",
  "zone",
  "house",
  "individual",
  "carried",
  "houseReason",
  "shared",
  "ofShares",
  "basis",
]);

interface Shared {
  at: number;
  line: ChargeLine;
}

export const linePacker = (): LinePacker => {
  const all: ChargeLine[] = [];
  const byTariff = new Map<string, Shared[]>();
  const placeOf = (line: ChargeLine): number => {
    const key = line.tariffId ?? line.serviceId;
    const known = byTariff.get(key);
    const found = known?.find((shared) => isSame(shared.line, line));
    if (found) return found.at;
    const shared = { at: all.length, line };
    all.push(line);
    if (known) known.push(shared);
    else byTariff.set(key, [shared]);
    return shared.at;
  };
  return {
    pack: (lines) => {
      let text = "[";
      for (const line of lines) {
        const { quantity, amount, inputs } = line;
        const start = `${text === "[" ? "" : ","}[${placeOf(line)},`;
        text += `${start}${toMarkedJson(quantity)},${toMarkedJson(amount)},${ownInputs(inputs)}]`;
      }
      return `${text}]`;
    },
    shared: () =>
      toMarkedJson(
        all.map(({ serviceId, formula, tariffId, price, recalculates, inputs }) => ({
          serviceId,
          formula,
          tariffId,
          price,
          ...(recalculates === undefined ? {} : { recalculates }),
          inputs: Object.fromEntries(
            Object.entries(inputs).filter(([name]) => sharedInputs.has(name as keyof ChargeInputs)),
          ),
        })),
      ),
  };
};

/** By the identity of what is no plain value: the house's reason is one object for all of its lines. */
const isSame = (a: ChargeLine, b: ChargeLine): boolean => {
  const [x, y] = [a.inputs, b.inputs];
  return (
    a.tariffId === b.tariffId &&
    a.serviceId === b.serviceId &&
    a.formula === b.formula &&
    a.price === b.price &&
    a.recalculates === b.recalculates &&
    x.days === y.days &&
    x.ofDays === y.ofDays &&
    x.from === y.from &&
    x.to === y.to &&
    x.zone === y.zone &&
    x.house === y.house &&
    x.individual === y.individual &&
    x.carried === y.carried &&
    x.houseReason === y.houseReason &&
    x.shared === y.shared &&
    x.ofShares === y.ofShares &&
    x.basis === y.basis
  );
};

const ownInputs = (inputs: ChargeInputs): string => {
  let text = "{";
  for (const name in inputs) {
    const value = inputs[name as keyof ChargeInputs];
    if (value === undefined || sharedInputs.has(name as keyof ChargeInputs)) continue;
    text += `${text === "{" ? "" : ","}"${name}":${toMarkedJson(value)}`;
  }
  return `${text}}`;
};
