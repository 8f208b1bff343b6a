import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { unitView } from "../../../src/chat/directory/units/unit-view.ts";
import { createTranslator } from "../../../src/chat/translator.ts";
import type { PersonActor } from "../../../src/core/access/actor.ts";
import { type Act, can } from "../../../src/core/access/policy.ts";
import { moveOut } from "../../../src/core/directory/move-out.ts";
import { occupy } from "../../../src/core/directory/occupancy.ts";
import { addOccupant, type NewOccupant } from "../../../src/core/directory/units/add-occupant.ts";
import { changeDates } from "../../../src/core/directory/units/change-dates.ts";
import { changeShares } from "../../../src/core/directory/units/change-shares.ts";
import { unitHistory } from "../../../src/core/directory/units/unit-history.ts";
import { unitPage } from "../../../src/core/directory/units/unit-page.ts";
import { verifyOccupancy } from "../../../src/core/directory/units/verify-occupancy.ts";
import { localesFolder } from "../../../src/package-paths.ts";
import { databases } from "../../support/databases.ts";
import { createTown, good, type Town } from "./support/town.ts";

const { translate } = createTranslator(localesFolder);
const half = { numerator: 1, denominator: 2 };

describe.each(databases)("changes of a unit's people on $name", (kind) => {
  let town: Town;
  let vera: Awaited<ReturnType<Town["staff"]>>;
  beforeAll(async () => {
    town = await createTown(kind);
    vera = await town.staff("Vera", "manager");
  });
  afterAll(() => town.close());

  const read = () => town.database.read;
  const add = async (number: string, who: Partial<NewOccupant>) => {
    const { id: unitId } = await town.unit(number);
    const nobody = { phone: null, email: null, share: null, to: null, verifiedHow: null };
    const person = { name: "Somebody New", kind: "owner", from: town.now, ...nobody, ...who } as const;
    return town.as(vera.account, (work) => addOccupant(work, { unitId, ...person }));
  };
  const page = async (number: string) => {
    const found = await unitPage(read(), town.vault, (await town.unit(number)).id, town.now);
    if (!found) throw new Error("no unit");
    return found;
  };

  it("never exceed the whole, even when two are made at once", async () => {
    const outcomes = await Promise.all([
      add("46", { name: "First Buyer", share: { numerator: 2, denominator: 3 } }),
      add("46", { name: "Second Buyer", share: { numerator: 2, denominator: 3 } }),
    ]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes.find(({ ok }) => !ok)).toMatchObject({ code: "share-over", params: { sum: "4/3" } });
    expect(await read().person.count({ where: { occupancies: { none: {} }, roles: { none: {} } } })).toBe(0);
    expect(await page("46")).toMatchObject({ over: false });
  });

  it("sell to a buyer from the day on which the seller leaves", async () => {
    const day = 86_400_000;
    const sale = new Date(town.now.getTime() + 10 * day);
    const sharesOf = async () => (await page("46")).occupants.filter(({ share }) => share);
    const [seller] = await sharesOf();
    const whole = { numerator: 1, denominator: 1 };
    expect(await add("46", { name: "Third Buyer", share: whole, from: sale })).toMatchObject({
      code: "share-over",
    });
    const occupancyId = seller?.occupancyId ?? "";
    good(
      await town.as(vera.account, (work) =>
        changeDates(work, { occupancyId, from: seller?.from ?? sale, to: sale }),
      ),
    );
    good(await add("46", { name: "Third Buyer", share: whole, from: sale }));
    const later = new Date(sale.getTime() + day);
    expect(
      await town.as(vera.account, (work) =>
        changeDates(work, { occupancyId, from: seller?.from ?? sale, to: later }),
      ),
    ).toMatchObject({ code: "share-over" });
    expect(await read().shareFault.count()).toBe(0);
  });

  it("know a person who is there already, and one who has another unit", async () => {
    expect(await add("45", { name: "иванов пётр", phone: "+7 916 123 45 67" })).toMatchObject({
      code: "already-there",
    });
    const { personId } = good(
      await add("47", { name: "Иванов Петр", phone: "8 916 123-45-67", kind: "tenant" }),
    );
    expect(await read().occupancy.count({ where: { personId } })).toBe(2);
    expect(await add("47", { phone: "звонить" })).toMatchObject({ code: "bad-phone-cell" });
  });

  it("are the manager's; a dispatcher only verifies; nobody acts on another company's unit", async () => {
    const masha = await town.staff("Masha", "dispatcher");
    const { id: unitId } = await town.unit("45");
    const [first] = (await page("45")).occupants;
    const occupancyId = first?.occupancyId ?? "";
    const shares = new Map([[occupancyId, half]]);
    expect(await town.as(masha.account, (work) => changeShares(work, { unitId, shares }))).toMatchObject({
      code: "forbidden",
    });
    good(await town.as(masha.account, (work) => verifyOccupancy(work, { occupancyId, how: "extract" })));
    expect((await page("45")).occupants[0]?.verified).toMatchObject({ how: "extract", by: "Masha" });
    expect(
      await town.as(vera.account, (work) => verifyOccupancy(work, { occupancyId, how: "passport" })),
    ).toMatchObject({ code: "already-verified" });
    const elsewhere = (await page("46")).occupants[0]?.occupancyId ?? "";
    expect(
      await town.as(vera.account, (work) =>
        changeShares(work, { unitId, shares: new Map([[elsewhere, half]]) }),
      ),
    ).toMatchObject({ code: "not-found" });
  });

  it("keep the former time of somebody who comes back, without the name", async () => {
    const { id: unitId } = await town.unit("45");
    const { companyId } = town;
    const [anna] = (await page("45")).occupants;
    const personId = anna?.personId ?? "";
    good(await town.as(vera.account, (work) => moveOut(work, { personId, unitId })));
    town.now = new Date(town.now.getTime() + 60_000);
    await town.asSystem((work) =>
      occupy(work, {
        companyId,
        personId,
        unitId,
        kind: "owner",
        verification: { how: "invite", by: null },
      }),
    );
    const { holdings } = await unitHistory(read(), unitId, town.now);
    expect(holdings).toMatchObject([{ kind: "owner", share: half }]);
    expect(JSON.stringify(await read().pastOccupancy.findMany())).not.toContain(personId);
    const back = (await page("45")).occupants.find((occupant) => occupant.personId === personId);
    expect(back).toMatchObject({ share: null, from: town.now });
  });

  it("are offered as buttons exactly to those who may make them", async () => {
    const shown = await page("47");
    const acts: Record<string, Act> = {
      Verify: "occupancy.verify",
      "Change shares": "occupancy.change",
      "Move out": "occupancy.end",
      Invite: "invite.issue",
      "Add a person": "person.add",
      Dates: "occupancy.change",
      "Correct the data": "unit.change",
      History: "unit.view",
    };
    const kinds = ["administrator", "manager", "dispatcher", "accountant", "board", "contractor"] as const;
    for (const role of kinds) {
      for (const buildingId of [null, shown.buildingId, "another house"]) {
        const actor: PersonActor = {
          kind: "person",
          companyId: town.companyId,
          personId: "me",
          language: "en",
          account: null,
          roles: [{ kind: role, buildingId }],
          occupancies: [],
        };
        const buttons = (unitView(shown, actor).buttons ?? [])
          .flat()
          .map(({ label }) => translate(label, "en"));
        const may = Object.entries(acts)
          .filter(([, act]) => can(actor, act, shown))
          .map(([label]) => label);
        expect(buttons.toSorted(), `${role} of ${buildingId}`).toEqual(may.toSorted());
      }
    }
  });
});
