import type { Story } from "./story.ts";

/** An address to which the holder of a unit agreed. */
export const addMail = async ({ town }: Story, unit: string, address: string): Promise<void> => {
  const { database, vault } = town.domovoy.core;
  const { personId, companyId } = await database.read.occupancy.findFirstOrThrow({
    where: { unit: { number: unit } },
  });
  const at = new Date("2031-01-01T00:00:00Z");
  const value = { valueSealed: vault.seal(address), valueHash: vault.hash("contact", address) };
  await database.transaction((tx) =>
    tx.contactPoint.create({
      data: { companyId, personId, kind: "email", ...value, confirmedAt: at, position: 5, createdAt: at },
    }),
  );
};

/** The Telegram group of the town's house, with the bot as its administrator; resolves to its id. */
export const openGroup = async ({ town, clock }: Story, members: readonly number[]): Promise<number> => {
  const { telegram, company, domovoy } = town;
  const { id } = telegram.createGroup({ title: "Ленина, 1", members: [...members], bot: "administrator" });
  const building = await domovoy.core.database.read.building.findFirstOrThrow();
  await domovoy.core.database.transaction((tx) =>
    tx.buildingChat.create({
      data: {
        companyId: company.id,
        buildingId: building.id,
        platform: "telegram",
        chatId: String(id),
        createdAt: clock.now(),
      },
    }),
  );
  return id;
};
