import type { Work } from "../../src/core/work/work.ts";

/** People of one house with Telegram accounts of these ids, each in a flat of their own; rows only. */
export const seedReaders = async (
  { tx, vault, now }: Work,
  { companyId, buildingId }: { companyId: string; buildingId: string },
  accountIds: readonly number[],
): Promise<void> => {
  const people = accountIds.map((account) => ({
    account: String(account),
    personId: `reader-${account}`,
    unitId: `readers-unit-${account}`,
  }));
  await tx.person.createMany({
    data: people.map(({ personId, account }) => ({
      id: personId,
      companyId,
      nameSealed: vault.seal(`Reader ${account}`),
      createdAt: now,
    })),
  });
  await tx.identity.createMany({
    data: people.map(({ personId, account }) => ({
      id: `identity-${account}`,
      companyId,
      personId,
      platform: "telegram",
      externalId: account,
      chatId: account,
      language: "ru",
      createdAt: now,
    })),
  });
  await tx.unit.createMany({
    data: people.map(({ unitId, account }) => ({
      id: unitId,
      companyId,
      buildingId,
      number: account,
      createdAt: now,
    })),
  });
  await tx.occupancy.createMany({
    data: people.map(({ personId, unitId, account }) => ({
      id: `occupancy-${account}`,
      companyId,
      personId,
      unitId,
      kind: "owner" as const,
      from: now,
    })),
  });
};
