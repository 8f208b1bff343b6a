import type { NegativeVolume, ShareBasis, TariffMethod, UnitKind } from "../../../database/types.ts";
import { can } from "../../access/policy.ts";
import { refuse } from "../../directory/refuse.ts";
import { knownZones } from "../../meters/meter.ts";
import { done, type Outcome } from "../../outcome.ts";
import type { Work } from "../../work/work.ts";
import { addDays, type Day, isDay, monthOf } from "../calendar.ts";
import { priceDigits, quantityDigits } from "../money/decimal.ts";
import { factsChanged } from "../month/facts-changed.ts";

export interface NewTariff {
  serviceId: string;
  /** Null: every building that has none of its own. */
  buildingId: string | null;
  method: TariffMethod;
  /** Millionths of the main unit; null only for a share of an invoice. */
  price: bigint | null;
  from: Day;
  to?: Day | null;
  /** A meter's register; null: every one that has no price of its own. */
  zone?: string | null;
  /** Thousandths for one resident and month. */
  norm?: bigint | null;
  basis?: ShareBasis;
  negative?: NegativeVolume;
  unitKinds?: readonly UnitKind[] | null;
}

export const tariffMethods = [
  "area",
  "resident",
  "unit",
  "volume",
  "house",
  "invoice",
] as const satisfies readonly TariffMethod[];

export type TariffRefusal =
  | "not-found"
  | "forbidden"
  | "bad-price"
  | "price-too-high"
  | "norm-too-high"
  | "bad-date"
  | "bad-span"
  | "no-meter"
  | "bad-zone"
  | "building-unknown";

/**
 * Sets a price from a day on. The price before it in the same building, register and kind of units serves until the day
 * before; one from the same day, which this one corrects, not at all; charged months stay as they are until they are recalculated.
 */
export const setTariff = async (
  work: Work,
  tariff: NewTariff,
): Promise<Outcome<{ tariffId: string }, TariffRefusal>> => {
  const { tx, actor, now } = work;
  const { serviceId, buildingId, method, price, from, to, zone = null } = tariff;
  const attempt = { act: "tariff.set", subjectType: "service", subjectId: serviceId };
  const service = await tx.service.findUnique({ where: { id: serviceId } });
  if (!service) return refuse(work, attempt, "not-found");
  const { companyId } = service;
  if (!can(actor, "tariff.manage", { companyId })) return refuse(work, attempt, "forbidden");
  const mistake = mistakeInTariff(tariff, service.meterKind);
  if (mistake) return refuse(work, attempt, mistake, mistake === "bad-date" ? { typed: from } : {});
  if (buildingId) {
    const building = await tx.building.findUnique({ where: { id: buildingId } });
    if (building?.companyId !== companyId) return refuse(work, attempt, "building-unknown");
  }
  const same = {
    companyId,
    serviceId,
    buildingId,
    zone,
    method: method === "house" ? method : { not: "house" as const },
  };
  const before = await tx.tariff.findMany({ where: { ...same, from: { lte: from } } });
  const kinds = kindsOf(tariff.unitKinds);
  for (const one of before)
    if ((one.to === null || one.to >= from) && JSON.stringify(one.unitKinds) === JSON.stringify(kinds))
      await tx.tariff.update({ where: { id: one.id }, data: { to: addDays(from, -1) } });
  const { id: tariffId } = await tx.tariff.create({
    data: {
      companyId,
      buildingId,
      serviceId,
      method,
      price,
      from,
      to: to ?? null,
      zone,
      norm: tariff.norm ?? null,
      basis: tariff.basis ?? "area",
      negative: tariff.negative ?? "zero",
      ...(kinds ? { unitKinds: kinds } : {}),
      createdBy: actor.kind === "person" ? actor.personId : null,
      createdAt: now,
    },
    select: { id: true },
  });
  await factsChanged(work, companyId, { since: monthOf(from) });
  work.audit({
    ...attempt,
    after: {
      tariffId,
      method,
      price: price === null ? null : String(price),
      from,
      to: to ?? null,
      zone,
      buildingId,
    },
  });
  return done({ tariffId });
};

type Priced = Pick<NewTariff, "method" | "price" | "from" | "to" | "zone" | "norm">;

/** A thousand million of the main unit, and a million of what is measured: what they make together still fits a column. */
const highestPrice = 10n ** BigInt(9 + priceDigits);
const highestNorm = 10n ** BigInt(6 + quantityDigits);

export type TariffMistake = Exclude<TariffRefusal, "not-found" | "forbidden" | "building-unknown">;

/** What can't be a price of a service with a kind of meters, or without. */
export const mistakeInTariff = (
  { method, price, from, to, zone = null, norm }: Priced,
  meterKind: string | null,
): TariffMistake | null => {
  const measured = method === "volume" || method === "house";
  if (method === "invoice" ? price !== null : price === null || price < 0n) return "bad-price";
  if (price !== null && price > highestPrice) return "price-too-high";
  if (norm && norm > highestNorm) return "norm-too-high";
  if (!isDay(from) || (to && !isDay(to))) return "bad-date";
  if (to && to < from) return "bad-span";
  if (measured && !meterKind) return "no-meter";
  return zone !== null && (!knownZones.includes(zone) || !measured) ? "bad-zone" : null;
};

const kindsOf = (kinds: readonly UnitKind[] | null | undefined): UnitKind[] | null =>
  kinds && kinds.length > 0 ? [...kinds].sort() : null;

/** The price serves to a day, and nothing comes after it. */
export const endTariff = async (
  work: Work,
  { tariffId, to }: { tariffId: string; to: Day },
): Promise<Outcome<null, "not-found" | "forbidden" | "bad-date" | "bad-span">> => {
  const { tx, actor } = work;
  const attempt = { act: "tariff.end", subjectType: "tariff", subjectId: tariffId };
  const found = await tx.tariff.findUnique({ where: { id: tariffId } });
  if (!found) return refuse(work, attempt, "not-found");
  if (!can(actor, "tariff.manage", { companyId: found.companyId })) return refuse(work, attempt, "forbidden");
  if (!isDay(to)) return refuse(work, attempt, "bad-date", { typed: to });
  if (to < addDays(found.from, -1)) return refuse(work, attempt, "bad-span");
  await tx.tariff.update({ where: { id: tariffId }, data: { to } });
  await factsChanged(work, found.companyId, {
    since: monthOf(to < (found.to ?? to) ? addDays(to, 1) : addDays(found.to ?? to, 1)),
  });
  work.audit({ ...attempt, before: { to: found.to }, after: { to } });
  return done(null);
};
