import type { PersonActor } from "../../src/core/access/actor.ts";
import { newId } from "../../src/core/directory/new-id.ts";
import { indexWords } from "../../src/core/requests/index-words.ts";
import type { Core } from "../../src/core/work/core.ts";
import { runWork } from "../../src/core/work/run-work.ts";
import { tableInsert } from "../../src/database/table-insert.ts";
import type { RequestState } from "../../src/database/types.ts";

const stock = { buildings: 200, unitsOfBuilding: 200, requestsOfBuilding: 300 };

export const stockSize = {
  buildings: stock.buildings,
  units: stock.buildings * stock.unitsOfBuilding,
  requests: stock.buildings * stock.requestsOfBuilding,
};

const texts = [
  "Течёт кран на кухне, под мойкой сыро",
  "Не горит свет на площадке третьего этажа",
  "Лифт стоит между этажами и гудит",
  "Холодная батарея в дальней комнате",
  "Сломан домофон, дверь в подъезд не закрывается",
];

const day = 24 * 60 * 60 * 1000;

/** Fills the company of the database with houses, flats, their owners and two years of requests. */
export const fillStock = async (core: Core): Promise<PersonActor> => {
  const company = await core.database.read.company.findFirstOrThrow();
  const categories = await core.database.read.category.findMany({ where: { companyId: company.id } });
  const actor = { kind: "system", name: "bench", companyId: company.id } as const;
  let number = company.lastRequest;
  for (let house = 0; house < stock.buildings; house += 1) {
    await runWork(core, { actor, channel: "bench" }, async (work) => {
      const { tx, vault, now } = work;
      const companyId = company.id;
      const { id: buildingId } = await tx.building.create({
        data: { companyId, address: `ул. Садовая, ${house + 1}`, timeZone: "Europe/Moscow", language: "ru" },
      });
      const homes = Array.from({ length: stock.unitsOfBuilding }, (_, at) => ({
        unitId: newId(now),
        personId: newId(now),
        number: String(at + 1),
        account: `9${house}${String(at).padStart(4, "0")}`,
      }));
      await units.insert(
        tx,
        homes.map((home) => ({
          id: home.unitId,
          companyId,
          buildingId,
          number: home.number,
          area: 5000,
          createdAt: now,
        })),
      );
      await people.insert(
        tx,
        homes.map((home) => ({
          id: home.personId,
          companyId,
          nameSealed: vault.seal(`Житель ${home.account}`),
          createdAt: now,
        })),
      );
      await identities.insert(
        tx,
        homes.map((home) => ({
          id: newId(now),
          companyId,
          personId: home.personId,
          platform: "telegram",
          externalId: home.account,
          chatId: home.account,
          createdAt: now,
        })),
      );
      await occupancies.insert(
        tx,
        homes.map((home) => ({
          id: newId(now),
          companyId,
          personId: home.personId,
          unitId: home.unitId,
          kind: "owner",
          from: new Date(now.getTime() - 900 * day),
        })),
      );
      const filed = Array.from({ length: stock.requestsOfBuilding }, (_, at) => {
        const home = homes[at % homes.length] as (typeof homes)[number];
        number += 1;
        const createdAt = new Date(now.getTime() - ((at * 7919) % 700) * day - house * 60_000);
        const state: RequestState = at % 20 === 0 ? "new" : at % 20 === 1 ? "taken" : "closed";
        return {
          id: newId(createdAt),
          companyId,
          number,
          buildingId,
          unitId: home.unitId,
          authorId: home.personId,
          categoryId: (categories[at % categories.length] as (typeof categories)[number]).id,
          state,
          textSealed: vault.seal(texts[at % texts.length] as string),
          reactDueAt: new Date(createdAt.getTime() + day),
          fixDueAt: new Date(createdAt.getTime() + 7 * day),
          createdAt,
          updatedAt: createdAt,
        };
      });
      await requests.insert(tx, filed);
      for (const [at, request] of filed.entries())
        await indexWords(work, request, texts[at % texts.length] as string);
    });
    await new Promise(setImmediate);
  }
  await core.database.transaction((tx) =>
    tx.company.update({ where: { id: company.id }, data: { lastRequest: number } }),
  );
  return {
    kind: "person",
    companyId: company.id,
    personId: "bench-manager",
    language: "ru",
    account: { platform: "slack", externalId: "manager", chatId: "manager" },
    roles: [{ kind: "manager", buildingId: null }],
    occupancies: [],
  };
};

const units = tableInsert("Unit", {
  id: "text",
  companyId: "text",
  buildingId: "text",
  number: "text",
  area: "integer",
  createdAt: "timestamp(3)",
});
const people = tableInsert("Person", {
  id: "text",
  companyId: "text",
  nameSealed: "text",
  createdAt: "timestamp(3)",
});
const identities = tableInsert("Identity", {
  id: "text",
  companyId: "text",
  personId: "text",
  platform: "text",
  externalId: "text",
  chatId: "text",
  createdAt: "timestamp(3)",
});
const occupancies = tableInsert("Occupancy", {
  id: "text",
  companyId: "text",
  personId: "text",
  unitId: "text",
  kind: `"OccupancyKind"`,
  from: "timestamp(3)",
});
const requests = tableInsert("Request", {
  id: "text",
  companyId: "text",
  number: "integer",
  buildingId: "text",
  unitId: "text",
  authorId: "text",
  categoryId: "text",
  state: `"RequestState"`,
  textSealed: "text",
  reactDueAt: "timestamp(3)",
  fixDueAt: "timestamp(3)",
  createdAt: "timestamp(3)",
  updatedAt: "timestamp(3)",
});
