import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chatsOf } from "../../../src/chat/requests/send-to-person.ts";
import { createTown } from "../../core/directory/support/town.ts";
import { databases } from "../../support/databases.ts";

describe.each(databases)("what is sent unasked on $name", (kind) => {
  let town: Awaited<ReturnType<typeof createTown>>;
  beforeAll(async () => {
    town = await createTown(kind);
  }, 120_000);
  afterAll(() => town.close());

  it("is in the language chosen, else the account's, else the building's, else the company's", async () => {
    const { companyId } = town;
    const { id: unitId, buildingId } = await town.unit("46");
    const personId = await town.asSystem(async ({ tx }) => {
      const person = await tx.person.create({ data: { companyId, nameSealed: town.vault.seal("A") } });
      const account = { platform: "telegram", externalId: "91", chatId: "91" };
      await tx.identity.create({ data: { companyId, personId: person.id, ...account } });
      return person.id;
    });
    const language = () =>
      town.asSystem(async (work) => (await chatsOf(work, personId)).map((chat) => chat.language));
    await town.asSystem(({ tx }) =>
      tx.building.update({ where: { id: buildingId }, data: { language: "en" } }),
    );
    expect(await language()).toEqual(["ru"]);
    await town.asSystem(({ tx }) =>
      tx.occupancy.create({ data: { companyId, personId, unitId, kind: "tenant", from: town.now } }),
    );
    expect(await language()).toEqual(["en"]);
    await town.asSystem(({ tx }) =>
      tx.identity.updateMany({ where: { personId }, data: { language: "ru" } }),
    );
    expect(await language()).toEqual(["ru"]);
    await town.asSystem(({ tx }) => tx.person.update({ where: { id: personId }, data: { language: "en" } }));
    expect(await language()).toEqual(["en"]);
  });
});
