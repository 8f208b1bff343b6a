import { peopleFirst } from "../../work/people-first.ts";
import { lastDay } from "../calendar.ts";
import type { ChargeLine } from "../charge-line.ts";
import { tariffPieces } from "../tariffs/tariff-pieces.ts";
import { chargeHouse, chargeInvoice } from "./charge-house.ts";
import { type AddLine, chargeUnit } from "./charge-unit.ts";
import type { BuildingToCharge, CarriedOver } from "./to-charge.ts";

/** What a building's month comes to. */
export interface ChargedBuilding {
  /** By account. */
  lines: ReadonlyMap<string, readonly ChargeLine[]>;
  /** Measured services whose volume nobody knows. */
  missing: readonly { unitId: string; serviceId: string }[];
  /** Shared services without the house's reading or the supplier's invoice. */
  missingOfHouse: readonly string[];
  carry: readonly CarriedOver[];
}

/** Units after which others get their turn. */
const unitsAtOnce = 16;

/** Makes up a building's month from what is known, and from nothing else: the same facts give the same lines. */
export const chargeBuilding = async (
  building: BuildingToCharge,
  breathe: () => Promise<void> = peopleFirst,
): Promise<ChargedBuilding> => {
  const lines = new Map<string, ChargeLine[]>();
  const add: AddLine = (accountId, line) => {
    const list = lines.get(accountId);
    if (list) list.push(line);
    else lines.set(accountId, [line]);
  };
  const missing: { unitId: string; serviceId: string }[] = [];
  const missingOfHouse: string[] = [];
  const carry: CarriedOver[] = [];
  for (const { serviceId, prices } of building.services) {
    const pieces = tariffPieces(prices, building.month);
    for (const [at, unit] of building.units.entries()) {
      if (unit.accounts.length === 0) continue;
      if (!chargeUnit(building, { unit, serviceId, pieces }, add))
        missing.push({ unitId: unit.unitId, serviceId });
      if (at % unitsAtOnce === unitsAtOnce - 1) await breathe();
    }
    const last = pieces.at(-1);
    for (const price of last?.to === lastDay(building.month) ? last.prices : []) {
      if (price.method === "house") {
        const outcome = chargeHouse(building, price, last?.prices ?? [], add);
        if (!outcome.known) missingOfHouse.push(serviceId);
        else if (outcome.carry) carry.push(outcome.carry);
      }
      if (price.method === "invoice" && !chargeInvoice(building, price, add)) missingOfHouse.push(serviceId);
    }
  }
  return { lines, missing, missingOfHouse, carry };
};
