import type { Account, Actor } from "../../../../src/core/access/actor.ts";
import { onRegisterChanged } from "../../../../src/core/billing/month/on-register-changed.ts";
import { createKeyRing } from "../../../../src/core/crypto/key-ring.ts";
import { createVault } from "../../../../src/core/crypto/vault.ts";
import { createCompany } from "../../../../src/core/directory/create-company.ts";
import { importRegister } from "../../../../src/core/directory/register/import-register.ts";
import { planImport } from "../../../../src/core/directory/register/plan-import.ts";
import type { Table } from "../../../../src/core/directory/register/read-table.ts";
import { resolveActor } from "../../../../src/core/directory/resolve-actor.ts";
import { giveRole } from "../../../../src/core/directory/role.ts";
import type { DomainEvent } from "../../../../src/core/events.ts";
import type { Outcome } from "../../../../src/core/outcome.ts";
import type { Core } from "../../../../src/core/work/core.ts";
import { runWork } from "../../../../src/core/work/run-work.ts";
import type { Work } from "../../../../src/core/work/work.ts";
import type { Database } from "../../../../src/database/db.ts";
import { openDatabase } from "../../../../src/database/open-database.ts";
import type { RoleKind } from "../../../../src/database/types.ts";
import type { DatabaseKind } from "../../../support/databases.ts";

/** A company with one house on a database of its own, and people to act in it. */
export interface Town {
  database: Database;
  companyId: string;
  events: DomainEvent[];
  now: Date;
  vault: Core["vault"];
  core: Core;
  /** Runs a use case as the account's owner (or as a stranger). */
  as<T>(account: Account, fn: (work: Work) => Promise<T>): Promise<T>;
  asSystem<T>(fn: (work: Work) => Promise<T>): Promise<T>;
  /** Somebody with a role, known by a Slack account. */
  staff(
    name: string,
    kind: RoleKind,
    buildingId?: string | null,
  ): Promise<{ account: Account; personId: string }>;
  unit(number: string): Promise<{ id: string; buildingId: string }>;
  close(): Promise<void>;
}

export const telegram = (id: string): Account => ({ platform: "telegram", externalId: id, chatId: id });
export const slack = (id: string): Account => ({ platform: "slack", externalId: id, chatId: `D${id}` });

/** The value of an outcome that must be good. */
export const good = <Value, Code extends string>(outcome: Outcome<Value, Code>): Value => {
  if (!outcome.ok) throw new Error(`refused: ${outcome.code}`);
  return outcome.value;
};

export const register: Table = [
  ["Адрес", "Квартира", "Площадь", "ФИО", "Телефон", "Доля"],
  ["Ленина 1", "45", "52,40", "Иванов Пётр", "8 916 123-45-67", "1/2"],
  ["Ленина 1", "45", "52,40", "Иванова Анна", "8 916 000-00-01, 8 916 000-00-02", "1/2"],
  ["Ленина 1", "46", "60", "Сидоров Олег", "8 916 777-77-77", ""],
  ["Ленина 1", "47", "60", "Котова Вера", "8 916 777-77-77", ""],
];

export const createTown = async (kind: DatabaseKind): Promise<Town> => {
  const { url, drop } = await kind.create();
  const database = await openDatabase(url);
  const events: DomainEvent[] = [];
  const vault = createVault(createKeyRing([Buffer.alloc(32, 7)]));
  const core: Core = {
    database,
    clock: { now: () => town.now },
    vault,
    subscribers: [onRegisterChanged, async (_work, event) => void events.push(event)],
    enqueueJobs: async () => undefined,
    committed: () => undefined,
  };
  const system = (companyId: string | null): Actor => ({ kind: "system", name: "test", companyId });
  const town: Town = {
    database,
    core,
    vault,
    events,
    companyId: "",
    now: new Date("2026-11-23T09:00:00.000Z"),
    as: (account, fn) =>
      runWork(
        core,
        {
          actor: (tx) =>
            resolveActor(tx, account, { name: `@${account.externalId}`, language: null }, town.now),
          channel: account.platform,
        },
        fn,
      ),
    asSystem: (fn) => runWork(core, { actor: system(town.companyId || null), channel: "cli" }, fn),
    staff: async (name, role, buildingId = null) => {
      const account = slack(`U${name}`);
      const personId = await town.asSystem(async (work) => {
        const { companyId } = town;
        const person = await work.tx.person.create({ data: { companyId, nameSealed: vault.seal(name) } });
        await work.tx.identity.create({ data: { companyId, personId: person.id, ...account } });
        await giveRole(work, { companyId, personId: person.id, kind: role, buildingId });
        return person.id;
      });
      return { account, personId };
    },
    unit: async (number) =>
      database.read.unit.findFirstOrThrow({ where: { number }, select: { id: true, buildingId: true } }),
    close: async () => {
      await database.close();
      await drop();
    },
  };
  const company = await town.asSystem((work) =>
    createCompany(work, { name: "Уют", timeZone: "Europe/Moscow", language: "ru" }),
  );
  town.companyId = good(company).companyId;
  good(
    await importRegister(town.asSystem, {
      companyId: town.companyId,
      plan: planImport(register),
      validOnly: false,
    }),
  );
  return town;
};
