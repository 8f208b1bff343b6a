import type { Story } from "./story.ts";

/** A proved contact of the holder of a unit. */
export const addContact = async (
  { town }: Story,
  unit: string,
  kind: "email" | "phone" | "push",
  value: string,
): Promise<void> => {
  const { database, vault } = town.domovoy.core;
  const { personId, companyId } = await database.read.occupancy.findFirstOrThrow({
    where: { unit: { number: unit } },
  });
  const at = new Date("2031-01-01T00:00:00Z");
  const known = { companyId, personId, kind, confirmedAt: at, position: 5, createdAt: at };
  const sealed = { valueSealed: vault.seal(value), valueHash: vault.hash("contact", value) };
  await database.transaction((tx) => tx.contactPoint.create({ data: { ...known, ...sealed } }));
};

export const addMail = (story: Story, unit: string, address: string): Promise<void> =>
  addContact(story, unit, "email", address);

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
