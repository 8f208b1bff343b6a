import type { Db } from "../../../database/db.ts";
import type { ServiceModel, TariffModel } from "../../../database/types.ts";
import { firstDay, lastDay, type Month } from "../calendar.ts";
import { type Price, tariffPieces } from "../tariffs/tariff-pieces.ts";
import type { MeasuredService } from "../volumes.ts";
import type { ServiceToCharge } from "./to-charge.ts";

/** What a company charges for in a month, and at what prices. */
export interface CompanyPrices {
  services: readonly ServiceModel[];
  tariffs: readonly TariffModel[];
}

export const pricesOfCompany = async (db: Db, companyId: string, month: Month): Promise<CompanyPrices> => ({
  services: await db.service.findMany({
    where: { companyId, OR: [{ endedAt: null }, { endedAt: { gt: new Date(firstDay(month)) } }] },
    orderBy: [{ position: "asc" }, { code: "asc" }],
  }),
  tariffs: await db.tariff.findMany({
    where: { companyId, from: { lte: lastDay(month) }, OR: [{ to: null }, { to: { gte: firstDay(month) } }] },
    orderBy: [{ from: "asc" }, { id: "asc" }],
  }),
});

/** The services of a building with its prices, in the order of the receipt. */
export const servicesOfBuilding = (
  { services, tariffs }: CompanyPrices,
  buildingId: string,
): ServiceToCharge[] =>
  services.flatMap(({ id: serviceId, meterKind }) => {
    const prices = tariffs
      .filter((tariff) => tariff.serviceId === serviceId)
      .filter((tariff) => tariff.buildingId === null || tariff.buildingId === buildingId)
      .map(priceOf);
    return prices.length > 0 ? [{ serviceId, measured: meterKind !== null, prices }] : [];
  });

const priceOf = ({ unitKinds, buildingId, ...tariff }: TariffModel): Price => ({
  ...tariff,
  own: buildingId !== null,
  unitKinds: Array.isArray(unitKinds) ? unitKinds.map(String) : null,
});

const normOf = (prices: readonly Price[]): bigint | null =>
  prices.findLast(({ norm }) => norm !== null)?.norm ?? null;

/**
 * What is asked of the meters for these services, by the prices that serve: a building's own before the company's. Common
 * use that is a service of its own is what the house used less the norm of those without readings, too: that norm stands
 * with the service that charges them by it.
 */
export const measuredServices = (
  { services }: CompanyPrices,
  charged: readonly ServiceToCharge[],
  month: Month,
): MeasuredService[] => {
  const kindOf = (serviceId: string) => services.find(({ id }) => id === serviceId)?.meterKind;
  const serving = charged.map(({ serviceId, prices }) => ({
    serviceId,
    meterKind: kindOf(serviceId),
    prices: tariffPieces(prices, month).flatMap((piece) => piece.prices),
  }));
  return serving.flatMap(({ serviceId, meterKind, prices }) => {
    const measured = prices.filter(({ method }) => method === "volume" || method === "house");
    if (!meterKind || measured.length === 0) return [];
    const zones = new Set(measured.flatMap(({ zone }) => (zone === null ? [] : [zone])));
    const house = measured.some(({ method }) => method === "house");
    const ofKind = serving.filter((other) => other.meterKind === meterKind).flatMap((other) => other.prices);
    const norm = normOf(prices) ?? (house ? normOf(ofKind) : null);
    const forAll = measured.some(({ method, zone }) => method === "volume" && zone === null);
    return [{ serviceId, meterKind, zones: [...zones].sort(), forAll, norm, house }];
  });
};
