import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { joinByInvite } from "../../../src/core/directory/join-by-invite.ts";
import { issueLetters } from "../../../src/core/directory/letters/issue-letters.ts";
import { orderLetters } from "../../../src/core/directory/letters/order-letters.ts";
import { unitsToWrite } from "../../../src/core/directory/letters/units-to-write.ts";
import { databases } from "../../support/databases.ts";
import { createTown, good, slack, type Town, telegram } from "./support/town.ts";

const dayMs = 86_400_000;

describe.each(databases)("invite letters on $name", (kind) => {
  let town: Town;
  let buildingId: string;
  beforeAll(async () => {
    town = await createTown(kind);
    ({ buildingId } = await town.unit("45"));
  });
  afterAll(() => town.close());

  const toWrite = async (unitId: string | null = null) =>
    (await unitsToWrite(town.database.read, { buildingId, unitId }, town.now)).map(({ number }) => number);
  const letterFor = async (number: string) => {
    const { id } = await town.unit(number);
    const [letter] = good(await issueLetters(town.asSystem, { companyId: town.companyId, unitIds: [id] }));
    if (!letter) throw new Error("no letter");
    return letter;
  };
  const holders = (number: string) =>
    town.database.read.occupancy.findMany({
      where: { unit: { number } },
      include: { person: { include: { identities: true } } },
      orderBy: { id: "asc" },
    });

  it("are for every unit with a letter box, by entrance and number", async () => {
    await town.asSystem(async ({ tx }) => {
      const common = { companyId: town.companyId, buildingId };
      await tx.unit.create({ data: { ...common, number: "9", entrance: "2" } });
      await tx.unit.create({ data: { ...common, number: "100", entrance: "1" } });
      await tx.unit.create({ data: { ...common, number: "P1", kind: "parking" } });
    });
    expect(await toWrite()).toEqual(["45", "46", "47", "100", "9"]);
    const parking = await town.database.read.unit.findFirstOrThrow({ where: { kind: "parking" } });
    expect(await toWrite(parking.id)).toEqual(["P1"]);
  });

  it("let in the one whom the register knows, as who they are, for 30 days", async () => {
    const letter = await letterFor("46");
    expect(letter).toMatchObject({ unit: "46", kind: "apartment" });
    expect(letter.expiresAt.getTime() - town.now.getTime()).toBe(30 * dayMs);
    const [known] = await holders("46");
    const outcome = await town.as(telegram("460"), (work) => joinByInvite(work, { code: letter.code }));
    expect(good(outcome).personId).toBe(known?.personId);
    expect(await toWrite()).not.toContain("46");
  });

  it("make nobody an owner where the register knows several, or none", async () => {
    const letter = await letterFor("45");
    good(await town.as(telegram("450"), (work) => joinByInvite(work, { code: letter.code })));
    const added = (await holders("45")).filter(({ person }) => person.identities.length > 0);
    expect(added.map(({ kind: relation }) => relation)).toEqual(["household"]);
    const empty = await letterFor("9");
    good(await town.as(telegram("900"), (work) => joinByInvite(work, { code: empty.code })));
    expect((await holders("9")).map(({ kind: relation }) => relation)).toEqual(["household"]);
  });

  it("are ordered by whoever may invite there, and audited with every code", async () => {
    const { account } = await town.staff("manager", "manager");
    const { account: bookkeeper } = await town.staff("bookkeeper", "accountant");
    const order = { buildingId, unitId: null };
    expect(await town.as(bookkeeper, (work) => orderLetters(work, order))).toMatchObject({
      ok: false,
      code: "forbidden",
    });
    expect(await town.as(slack("stranger"), (work) => orderLetters(work, order))).toMatchObject({
      ok: false,
    });
    const { sheets } = good(await town.as(account, (work) => orderLetters(work, order)));
    expect(sheets).toBe((await toWrite()).length);
    const acts = await town.database.read.auditEntry.findMany({
      where: { act: { in: ["letters.order", "invite.issue"] } },
    });
    expect(acts.filter(({ act, outcome }) => act === "letters.order" && outcome === "done")).toHaveLength(1);
    expect(acts.filter(({ act }) => act === "invite.issue").length).toBeGreaterThanOrEqual(3);
  });
});
