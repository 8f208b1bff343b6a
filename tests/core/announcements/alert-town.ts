import { createKeyRing } from "../../../src/core/crypto/key-ring.ts";
import { createVault } from "../../../src/core/crypto/vault.ts";
import { addBuilding } from "../../../src/core/directory/add-building.ts";
import { createCompany } from "../../../src/core/directory/create-company.ts";
import type { Core } from "../../../src/core/work/core.ts";
import { runWork } from "../../../src/core/work/run-work.ts";
import type { Work } from "../../../src/core/work/work.ts";
import type { Database } from "../../../src/database/db.ts";
import { openDatabase } from "../../../src/database/open-database.ts";
import type { OccupancyKind } from "../../../src/database/types.ts";
import type { DatabaseKind } from "../../support/databases.ts";

export interface Neighbour {
  personId: string;
  ways: readonly ("telegram" | "email" | "sms" | "push")[];
}

export interface Holding {
  personId: string;
  unitId: string;
  buildingId: string;
  entrance: string;
  riser: string;
  kind: OccupancyKind;
  /** Moved out. */
  over: boolean;
}

export interface AlertTown {
  core: Core;
  companyId: string;
  buildingIds: string[];
  neighbours: Neighbour[];
  holdings: Holding[];
  clock: { now(): Date; set(to: Date): void; move(minutes: number): void };
  run<T>(fn: (work: Work) => Promise<T>, core?: Core): Promise<T>;
  /** The same core, whose process dies as its transaction of that number is to be committed. */
  dyingAt(transaction: number): Core;
  close(): Promise<void>;
}

const waysOf: readonly Neighbour["ways"][] = [
  ["telegram"],
  ["telegram", "email"],
  ["telegram", "push", "sms", "email"],
  ["email"],
  ["sms", "telegram"],
  [],
];
const contactKind = { email: "email", sms: "phone", push: "push" } as const;
const occupantKinds = ["owner", "tenant", "household"] as const;

/** Two houses of two entrances and two risers, and people with all sorts of ways; some hold several flats. */
export const openAlertTown = async (kind: DatabaseKind, people = 14): Promise<AlertTown> => {
  const place = await kind.create();
  const database = await openDatabase(place.url);
  let at = new Date("2026-06-10T09:00:00Z");
  const clock = {
    now: () => at,
    set: (to: Date) => {
      at = to;
    },
    move: (minutes: number) => {
      at = new Date(at.getTime() + minutes * 60_000);
    },
  };
  const core: Core = {
    database,
    clock,
    vault: createVault(createKeyRing([Buffer.alloc(32, 7)])),
    subscribers: [],
    enqueueJobs: async () => {},
    committed: () => {},
  };
  let companyId: string | null = null;
  const run = <T>(fn: (work: Work) => Promise<T>, by = core): Promise<T> =>
    runWork(by, { actor: { kind: "system", name: "test", companyId }, channel: "job" }, fn);
  const company = await run((work) =>
    createCompany(work, { name: "Дом", timeZone: "Europe/Moscow", language: "ru" }),
  );
  if (!company.ok) throw new Error(company.code);
  const owner = company.value.companyId;
  companyId = owner;
  const buildingIds: string[] = [];
  for (const address of ["ул. Мира, 1", "ул. Мира, 2"]) {
    const added = await run((work) => addBuilding(work, { companyId: owner, address, language: "ru" }));
    if (!added.ok) throw new Error(added.code);
    buildingIds.push(added.value.buildingId);
  }
  const neighbours = Array.from({ length: people }, (_, n) => ({
    personId: `person-${String(n).padStart(2, "0")}`,
    ways: waysOf[n % waysOf.length] ?? [],
  }));
  const holdings = neighbours.flatMap(({ personId }, n) =>
    Array.from({ length: 1 + (n % 3 === 0 ? 1 : 0) }, (_, flat) => ({
      personId,
      unitId: `unit-${n}-${flat}`,
      buildingId: buildingIds[(n + flat) % 2] ?? "",
      entrance: String(1 + ((n >> 1) % 2)),
      riser: String(1 + ((n + flat) % 3)),
      kind: occupantKinds[n % 3] ?? "owner",
      over: n % 5 === 4,
    })),
  );
  await run((work) => settle(work, owner, neighbours, holdings));
  return {
    core,
    companyId: owner,
    buildingIds,
    neighbours,
    holdings,
    clock,
    run,
    dyingAt: (transaction) => ({ ...core, database: dying(database, transaction) }),
    close: async () => {
      await database.close();
      await place.drop();
    },
  };
};

const dying = (database: Database, transaction: number): Database => {
  let left = transaction;
  return {
    provider: database.provider,
    read: database.read,
    close: database.close,
    transaction: (fn, options) =>
      database.transaction(async (tx) => {
        const result = await fn(tx);
        left -= 1;
        if (left < 0) throw new Error("killed");
        return result;
      }, options),
  };
};

const settle = async (
  { tx, vault, now }: Work,
  companyId: string,
  neighbours: readonly Neighbour[],
  holdings: readonly Holding[],
): Promise<void> => {
  const long = new Date(now.getTime() - 400 * 86_400_000);
  await tx.person.createMany({
    data: neighbours.map(({ personId }) => ({ id: personId, companyId, nameSealed: vault.seal("Анна") })),
  });
  await tx.identity.createMany({
    data: neighbours.flatMap(({ personId, ways }, n) =>
      ways.includes("telegram")
        ? [{ companyId, personId, platform: "telegram", externalId: `${n}`, chatId: `${7000 + n}` }]
        : [],
    ),
  });
  await tx.contactPoint.createMany({
    data: neighbours.flatMap(({ personId, ways }) =>
      ways.flatMap((way) =>
        way === "telegram"
          ? []
          : [
              {
                companyId,
                personId,
                kind: contactKind[way],
                valueSealed: vault.seal(`${personId} ${way}`),
                valueHash: `${personId} ${way}`,
                confirmedAt: long,
                position: ways.indexOf(way) < ways.indexOf("telegram") ? -1 : 0,
              },
            ],
      ),
    ),
  });
  await tx.unit.createMany({
    data: holdings.map(({ unitId, buildingId, entrance, riser }) => ({
      id: unitId,
      companyId,
      buildingId,
      number: unitId,
      entrance,
      riser,
    })),
  });
  await tx.occupancy.createMany({
    data: holdings.map(({ personId, unitId, kind, over }) => ({
      companyId,
      personId,
      unitId,
      kind,
      from: long,
      to: over ? now : null,
    })),
  });
};
