import { randomBytes } from "node:crypto";
import { createKeyRing } from "../../src/core/crypto/key-ring.ts";
import { createVault, type Vault } from "../../src/core/crypto/vault.ts";
import { addBuilding } from "../../src/core/directory/add-building.ts";
import { createCompany } from "../../src/core/directory/create-company.ts";
import type { Core } from "../../src/core/work/core.ts";
import { runWork } from "../../src/core/work/run-work.ts";
import type { Work } from "../../src/core/work/work.ts";
import type { Database } from "../../src/database/db.ts";

const staffChannels = 20;

/**
 * Slack takes one message a second in a channel, so that no single one could carry what is measured here: the
 * requests are spread over as many channels as a large deployment would have buildings.
 */
export const staffChannelOf = (count: number): string => `C${String(count % staffChannels).padStart(5, "0")}`;

/** Somebody who lives in the house and has an earlier request, with the message that shows it. */
export interface Resident {
  accountId: number;
  requestId: string;
  requestNumber: number;
  cardMessageId: number;
}

export const benchVault = (): Vault => createVault(createKeyRing([Buffer.alloc(32, 7)]));

/** A core that hears and sends nothing, to fill a database with. */
export const silentCore = (database: Database, vault: Vault): Core => ({
  database,
  vault,
  clock: { now: () => new Date() },
  subscribers: [],
  enqueueJobs: async () => {},
  committed: () => {},
});

const rowsAtATime = 100;

/** A company with one house and as many residents, each in a flat of their own. */
export const settle = async (core: Core, accountIds: readonly number[]): Promise<Resident[]> => {
  const run = <T>(fn: (work: Work) => Promise<T>): Promise<T> =>
    runWork(core, { actor: { kind: "system", name: "bench", companyId: null }, channel: "cli" }, fn);
  const company = await run((work) =>
    createCompany(work, { name: "Дом на Ленина", timeZone: "Europe/Moscow", language: "ru" }),
  );
  if (!company.ok) throw new Error(company.code);
  const { companyId } = company.value;
  const building = await run((work) =>
    addBuilding(work, { companyId, address: "ул. Ленина, 1", language: "ru" }),
  );
  if (!building.ok) throw new Error(building.code);
  const place = { companyId, buildingId: building.value.buildingId };
  const residents: Resident[] = [];
  for (let from = 0; from < accountIds.length; from += rowsAtATime) {
    const some = accountIds.slice(from, from + rowsAtATime);
    residents.push(...(await run((work) => moveIn(work, place, some, from))));
  }
  return residents;
};

const moveIn = async (
  { tx, vault, now }: Work,
  { companyId, buildingId }: { companyId: string; buildingId: string },
  accountIds: readonly number[],
  from: number,
): Promise<Resident[]> => {
  const id = (kind: string, account: number) => `${kind}-${account}`;
  const category = await tx.category.findFirstOrThrow({ where: { companyId, key: "plumbing.leak" } });
  const people = accountIds.map((account, index) => ({
    account,
    number: 1001 + from + index,
    personId: id("person", account),
    unitId: id("unit", account),
    requestId: id("request", account),
  }));
  await tx.person.createMany({
    data: people.map(({ personId, account }) => ({
      id: personId,
      companyId,
      nameSealed: vault.seal(`Анна ${account}`),
      language: "ru",
    })),
  });
  await tx.identity.createMany({
    data: people.map(({ account, personId }) => ({
      id: id("identity", account),
      companyId,
      personId,
      platform: "telegram",
      externalId: String(account),
      chatId: String(account),
    })),
  });
  await tx.unit.createMany({
    data: people.map(({ unitId, number }) => ({ id: unitId, companyId, buildingId, number: String(number) })),
  });
  await tx.occupancy.createMany({
    data: people.map(({ personId, unitId }) => ({ companyId, personId, unitId, kind: "owner" as const })),
  });
  await tx.request.createMany({
    data: people.map(({ requestId, number, unitId, personId }) => ({
      id: requestId,
      companyId,
      number,
      buildingId,
      unitId,
      authorId: personId,
      categoryId: category.id,
      textSealed: vault.seal("Течёт под мойкой"),
      reactDueAt: now,
      fixDueAt: now,
    })),
  });
  await tx.card.createMany({
    data: people.flatMap(({ requestId, account, personId }) => [
      {
        companyId,
        kind: "request-resident",
        subjectId: requestId,
        platform: "telegram",
        chatId: String(account),
        messageId: "2",
        personId,
        language: "ru",
      },
      {
        companyId,
        kind: "request-staff",
        subjectId: requestId,
        platform: "slack",
        chatId: staffChannelOf(account),
        messageId: `1700000000.${String(account).padStart(6, "0").slice(-6)}${randomBytes(2).toString("hex")}`,
        language: "ru",
      },
    ]),
  });
  await tx.company.update({
    where: { id: companyId },
    data: { lastRequest: 1000 + from + accountIds.length },
  });
  return people.map(({ account, requestId, number }) => ({
    accountId: account,
    requestId,
    requestNumber: number,
    cardMessageId: 2,
  }));
};
