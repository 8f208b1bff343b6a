import { grantPrivilege, setResidents } from "../../../core/billing/accounts/account-facts.ts";
import { addDays, type Day, firstDay, type Month } from "../../../core/billing/calendar.ts";
import { enterOpening } from "../../../core/billing/opening/enter-opening.ts";
import { changeSettings } from "../../../core/billing/settings/change-settings.ts";
import { addService } from "../../../core/billing/tariffs/manage-services.ts";
import { setTariff } from "../../../core/billing/tariffs/set-tariff.ts";
import { addMeter } from "../../../core/meters/change-meter.ts";
import type { ZoneCount } from "../../../core/meters/meter.ts";
import { done, type Outcome } from "../../../core/outcome.ts";
import type { Work } from "../../../core/work/work.ts";
import { houses } from "../buildings.ts";
import { must } from "../must.ts";
import { residents } from "../people.ts";
import { billingAccountOf, unitOf } from "./find-home.ts";
import { homes, houseMeters, oldDebtDays, type PastHome, type PastMeter, privilege } from "./homes.ts";
import { requisites, type ServiceKey, services } from "./prices.ts";

/**
 * What the accountant enters before the first month: whom people pay, for what and at which prices, who lives where, the
 * meters, and how homes stood before.
 */
export const openBooks = async (work: Work, first: Month): Promise<Outcome<null, never>> => {
  const from = firstDay(first);
  const before = addDays(from, -1);
  const { companyId } = await work.tx.building.findFirstOrThrow({ select: { companyId: true } });
  must(await changeSettings(work, { companyId, buildingId: null, ...requisites }), "requisites");
  const serviceIds = await enterPrices(work, companyId, from);
  for (const { key } of residents) await enterHome(work, await unitOf(work.tx, key), homes[key], before);
  for (const house of [0, 1] as const) {
    const { address } = houses[house];
    const { id: buildingId } = await work.tx.building.findFirstOrThrow({ where: { address } });
    await enterMeter(work, { buildingId, unitId: null }, houseMeters[house], before);
  }
  const { of, service, discount, reason } = privilege;
  const accountId = await billingAccountOf(work.tx, of);
  const serviceId = serviceIds.get(service) ?? null;
  must(await grantPrivilege(work, { accountId, serviceId, discount, from, to: null, reason }), reason);
  return done(null);
};

const enterPrices = async (work: Work, companyId: string, from: Day): Promise<Map<ServiceKey, string>> => {
  const ids = new Map<ServiceKey, string>();
  for (const { key, prices, ...service } of services) {
    const { serviceId } = must(await addService(work, { companyId, ...service }), key);
    ids.set(key, serviceId);
    for (const price of prices)
      must(await setTariff(work, { serviceId, buildingId: null, from, ...price }), key);
  }
  return ids;
};

interface Place {
  buildingId: string;
  unitId: string | null;
}

const enterHome = async (
  work: Work,
  { id: unitId, buildingId }: { id: string; buildingId: string },
  { residents: count, meters, opening }: PastHome,
  day: Day,
): Promise<void> => {
  must(await setResidents(work, { unitId, from: addDays(day, 1), count }), "residents");
  for (const meter of meters) await enterMeter(work, { buildingId, unitId }, meter, day);
  if (!opening) return;
  const { debt = 0n, penalty = 0n, advance = 0n } = opening;
  const due = addDays(day, -oldDebtDays);
  must(await enterOpening(work, { unitId, date: day, due, debt, penalty, advance }), "opening balance");
};

/** Years for which a meter's verification holds from then on. */
const verifiedYears = 4;

const enterMeter = async (
  work: Work,
  place: Place,
  { kind, serial, initial }: PastMeter,
  day: Day,
): Promise<void> => {
  const verifiedUntil = `${Number(day.slice(0, 4)) + verifiedYears}${day.slice(4)}`;
  must(
    await addMeter(work, {
      ...place,
      kind,
      serial,
      zones: initial.length as ZoneCount,
      digits: kind === "electricity" ? 6 : 5,
      place: null,
      verifiedUntil,
      day,
      initial,
    }),
    serial,
  );
};
