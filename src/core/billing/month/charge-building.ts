import { peopleFirst } from "../../work/people-first.ts";
import type { ChargeLine } from "../charge-line.ts";
import { type Price, type TariffPiece, tariffPieces } from "../tariffs/tariff-pieces.ts";
import { chargeHouse, chargeInvoice, type SharedLacks } from "./charge-house.ts";
import { type AddLine, chargeUnit } from "./charge-unit.ts";
import type { BuildingToCharge, CarriedOver, Lack } from "./to-charge.ts";

/** What a building's month comes to. */
export interface ChargedBuilding {
  /** By account. */
  lines: ReadonlyMap<string, readonly ChargeLine[]>;
  /** Services for which something of a unit isn't known. */
  missing: readonly { unitId: string; serviceId: string; lacks: Lack }[];
  /** Shared services without the house's reading, the supplier's invoice, or anybody to share them. */
  missingOfHouse: readonly { serviceId: string; lacks: Lack }[];
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
  const missing: { unitId: string; serviceId: string; lacks: Lack }[] = [];
  const missingOfHouse: { serviceId: string; lacks: Lack }[] = [];
  const carry: CarriedOver[] = [];
  const note = (serviceId: string, { house, units }: SharedLacks): void => {
    if (house) missingOfHouse.push({ serviceId, lacks: house });
    for (const lack of units) missing.push({ serviceId, ...lack });
  };
  for (const { serviceId, prices } of building.services) {
    // Common use of the house is a matter of its own: what changes its price leaves the units' lines as they are.
    const piecesOf = (house: boolean): TariffPiece[] =>
      tariffPieces(
        prices.filter(({ method }) => (method === "house") === house),
        building.month,
      );
    const [pieces, ofHouse] = [piecesOf(false), piecesOf(true)];
    for (const [at, unit] of building.units.entries()) {
      if (unit.accounts.length === 0) continue;
      for (const lacks of chargeUnit(building, { unit, serviceId, pieces }, add))
        missing.push({ unitId: unit.unitId, serviceId, lacks });
      if (at % unitsAtOnce === unitsAtOnce - 1) await breathe();
    }
    // Also a price that ends within the month shares what there is to be shared.
    const isInvoice = ({ method }: Price): boolean => method === "invoice";
    const shared = pieces.findLast(({ prices: some }) => some.some(isInvoice));
    for (const price of shared?.prices.filter(isInvoice) ?? [])
      note(serviceId, chargeInvoice(building, price, add));
    for (const price of ofHouse.at(-1)?.prices ?? []) {
      const outcome = chargeHouse(building, price, ofHouse, add);
      note(serviceId, outcome.lacks);
      if (outcome.carry) carry.push(outcome.carry);
    }
  }
  return { lines, missing, missingOfHouse, carry };
};
