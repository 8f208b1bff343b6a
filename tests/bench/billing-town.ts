import type { PersonActor } from "../../src/core/access/actor.ts";
import { setTariff } from "../../src/core/billing/tariffs/set-tariff.ts";
import { newId } from "../../src/core/directory/new-id.ts";
import { insertRows } from "../../src/core/directory/register/insert-rows.ts";
import type { Core } from "../../src/core/work/core.ts";
import { runWork } from "../../src/core/work/run-work.ts";
import type { TariffMethod } from "../../src/database/types.ts";
import { settleMeters } from "./billing-meters.ts";

export interface BillingTown {
  companyId: string;
  accountant: PersonActor;
  month: string;
}

const unitsOfBuilding = 400;

/** Eight services: three by area, one a unit, three meters and what the house used in common. */
const services: readonly { code: string; method: TariffMethod; price: bigint; meterKind: string | null }[] = [
  { code: "upkeep", method: "area", price: 28_170_000n, meterKind: null },
  { code: "repairs", method: "area", price: 3_330_000n, meterKind: null },
  { code: "heating", method: "area", price: 41_995_000n, meterKind: null },
  { code: "intercom", method: "unit", price: 45_005_000n, meterKind: null },
  { code: "cold", method: "volume", price: 45_670_000n, meterKind: "cold_water" },
  { code: "hot", method: "volume", price: 212_340_000n, meterKind: "hot_water" },
  { code: "power", method: "volume", price: 6_990_000n, meterKind: "electricity" },
  { code: "common", method: "house", price: 6_990_000n, meterKind: "electricity" },
];

/** A company of so many flats, each with eight services to be charged and three meters that were read. */
export const settleBilling = async (core: Core, units: number): Promise<BillingTown> => {
  const now = core.clock.now();
  const month = now.toISOString().slice(0, 7);
  const { companyId, accountant } = await core.database.transaction(async (tx) => {
    const company = await tx.company.findFirst();
    const { id } = company ?? (await tx.company.create({ data: { name: "Bench" } }));
    const person = await tx.person.create({ data: { companyId: id, nameSealed: core.vault.seal("A") } });
    const actor: PersonActor = {
      kind: "person",
      companyId: id,
      personId: person.id,
      language: "en",
      account: { platform: "slack", externalId: person.id, chatId: person.id },
      roles: [{ kind: "accountant", buildingId: null }],
      occupancies: [],
    };
    return { companyId: id, accountant: actor };
  });
  for (let start = 0; start < units; start += unitsOfBuilding)
    await runWork(core, { actor: accountant, channel: "bench" }, async (work) => {
      const building = await work.tx.building.create({
        data: {
          companyId,
          address: `Street ${String(start / unitsOfBuilding).padStart(4, "0")}`,
          timeZone: "Europe/Moscow",
          language: "en",
        },
      });
      const flats = Array.from({ length: Math.min(unitsOfBuilding, units - start) }, (_none, at) => ({
        id: newId(now),
        companyId,
        buildingId: building.id,
        number: String(at + 1),
        kind: "apartment",
        entrance: null,
        floor: null,
        riser: null,
        account: null,
        area: 3000 + ((at * 37) % 6000),
        createdAt: now,
      }));
      await insertRows(work, "Unit", flats);
      await settleMeters(work, {
        companyId,
        buildingId: building.id,
        unitIds: flats.map(({ id }) => id),
        month,
      });
    });
  await runWork(core, { actor: accountant, channel: "bench" }, async (work) => {
    for (const [position, { code, method, price, meterKind }] of services.entries()) {
      const { id: serviceId } = await work.tx.service.create({
        data: {
          companyId,
          code,
          names: { en: code, ru: code },
          measure: "m2",
          meterKind,
          position,
          createdAt: now,
        },
      });
      const set = await setTariff(work, { serviceId, buildingId: null, method, price, from: "2020-01-01" });
      if (!set.ok) throw new Error(set.code);
    }
  });
  return { companyId, accountant, month };
};
