import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addBuilding } from "../../../src/core/directory/add-building.ts";
import { createCompany } from "../../../src/core/directory/create-company.ts";
import { findUnits } from "../../../src/core/directory/find-units.ts";
import { grantRole } from "../../../src/core/directory/grant-role.ts";
import { moveOut } from "../../../src/core/directory/move-out.ts";
import { markUnreachable } from "../../../src/core/directory/reachability.ts";
import { resolveActor } from "../../../src/core/directory/resolve-actor.ts";
import { revokeRole } from "../../../src/core/directory/revoke-role.ts";
import { setLanguage } from "../../../src/core/directory/set-language.ts";
import { dutyScopeOf, setOnCall } from "../../../src/core/directory/set-on-call.ts";
import { databases } from "../../support/databases.ts";
import { createTown, good, slack, type Town, telegram } from "./support/town.ts";

describe.each(databases)("people and roles on $name", (kind) => {
  let town: Town;
  let admin: Awaited<ReturnType<Town["staff"]>>;
  let manager: Awaited<ReturnType<Town["staff"]>>;

  beforeAll(async () => {
    town = await createTown(kind);
    admin = await town.staff("Anna", "administrator");
    manager = await town.staff("Marina", "manager");
  });
  afterAll(() => town.close());

  const actorOf = (account: Parameters<typeof resolveActor>[1], language: string | null = null) =>
    town.database.transaction((tx) => resolveActor(tx, account, { name: "x", language }, town.now));

  it("creates a company once, and checks what it is told", async () => {
    const create = (name: string, timeZone = "Europe/Moscow", language = "ru") =>
      town.asSystem((work) =>
        createCompany(
          { ...work, actor: { kind: "system", name: "cli", companyId: null } },
          { name, timeZone, language },
        ),
      );
    expect(good(await create("УЮТ "))).toEqual({ companyId: town.companyId, created: false });
    expect(await create("Дом", "Mars/Olympus")).toMatchObject({ code: "bad-time-zone" });
    expect(await create("Дом", "Europe/Berlin", "fr")).toMatchObject({ code: "bad-language" });
    expect(await create(" ")).toMatchObject({ code: "bad-name" });
    expect(await town.database.read.category.count({ where: { companyId: town.companyId } })).toBeGreaterThan(
      5,
    );
    expect(
      await town.as(admin.account, (work) =>
        createCompany(work, { name: "B", timeZone: "UTC", language: "ru" }),
      ),
    ).toMatchObject({ code: "forbidden" });
  });

  it("adds a building once, in the company's time zone", async () => {
    const add = (address: string) =>
      town.as(admin.account, (work) => addBuilding(work, { companyId: town.companyId, address }));
    const { buildingId } = good(await add("Мира 5"));
    expect(good(await add("мира, 5"))).toEqual({ buildingId, created: false });
    expect(await town.database.read.building.findUnique({ where: { id: buildingId } })).toMatchObject({
      timeZone: "Europe/Moscow",
      language: "ru",
    });
    expect(
      await town.as(manager.account, (work) =>
        addBuilding(work, { companyId: town.companyId, address: "Мира 6" }),
      ),
    ).toMatchObject({
      code: "forbidden",
    });
  });

  it("gives a role to whoever an account belongs to, known or not, once", async () => {
    const holder = { account: slack("UNEW"), name: "Olga" };
    const change = { companyId: town.companyId, holder, kind: "dispatcher", buildingId: null } as const;
    const { personId, granted } = good(await town.as(admin.account, (work) => grantRole(work, change)));
    expect(granted).toBe(true);
    expect(good(await town.as(admin.account, (work) => grantRole(work, change)))).toEqual({
      personId,
      granted: false,
    });
    expect(await actorOf(slack("UNEW"))).toMatchObject({
      personId,
      roles: [{ kind: "dispatcher", buildingId: null }],
    });
    expect(await town.as(manager.account, (work) => grantRole(work, change))).toMatchObject({
      code: "forbidden",
    });
    good(await town.as(admin.account, (work) => revokeRole(work, change)));
    expect(await actorOf(slack("UNEW"))).toMatchObject({ personId, roles: [] });
    expect(await town.as(admin.account, (work) => revokeRole(work, change))).toMatchObject({
      code: "not-found",
    });
  });

  it("keeps at least one administrator of the whole company, even when two leave at once", async () => {
    const second = await town.staff("Boris", "administrator");
    const revoke = (personId: string, by = admin.account) =>
      town.as(by, (work) =>
        revokeRole(work, {
          companyId: town.companyId,
          holder: { personId },
          kind: "administrator",
          buildingId: null,
        }),
      );
    const outcomes = await Promise.all([revoke(admin.personId), revoke(second.personId, second.account)]);
    const left = await town.database.read.role.count({ where: { kind: "administrator", revokedAt: null } });
    expect(left).toBe(1);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    await town.asSystem((work) =>
      grantRole(work, { companyId: town.companyId, holder: admin, kind: "administrator", buildingId: null }),
    );
    await town.as(admin.account, (work) =>
      revokeRole(work, {
        companyId: town.companyId,
        holder: second,
        kind: "administrator",
        buildingId: null,
      }),
    );
    expect(await revoke(admin.personId)).toMatchObject({ code: "last-administrator" });
  });

  it("has one person on call for a building and one for the company", async () => {
    const { buildingId } = await town.unit("45");
    const night = await town.staff("Night", "manager", buildingId);
    const duty = (personId: string, building: string | null) =>
      town.as(manager.account, (work) =>
        setOnCall(work, { companyId: town.companyId, personId, buildingId: building }),
      );
    const onCall = async () =>
      (
        await town.database.read.role.findMany({ where: { onCall: true }, orderBy: { grantedAt: "asc" } })
      ).map((role) => [role.personId, role.buildingId]);
    good(await duty(admin.personId, null));
    good(await duty(manager.personId, null));
    expect(await onCall()).toEqual([[manager.personId, null]]);
    good(await duty(night.personId, buildingId));
    expect(await onCall()).toHaveLength(2);
    expect(await onCall()).toContainEqual([night.personId, buildingId]);
    const scope = (personId: string) => town.database.transaction((tx) => dutyScopeOf(tx, personId));
    expect(await scope(night.personId)).toEqual({ buildingId });
    expect(await scope(manager.personId)).toEqual({ buildingId: null });
    expect(await scope("nobody")).toBeNull();
    expect(await duty(night.personId, null)).toMatchObject({ code: "no-role" });
  });

  it("reads in the chosen language, else the platform's, else the building's", async () => {
    const account = telegram("31");
    const unit = await town.unit("46");
    const personId = await town.asSystem(async ({ tx }) => {
      const { companyId } = town;
      const person = await tx.person.create({ data: { companyId, nameSealed: town.vault.seal("A") } });
      await tx.identity.create({ data: { companyId, personId: person.id, ...account } });
      await tx.occupancy.create({
        data: { companyId, personId: person.id, unitId: unit.id, kind: "tenant", from: town.now },
      });
      return person.id;
    });
    expect((await actorOf(account)) as object).toMatchObject({ language: "ru" });
    expect((await actorOf(account, "uz")) as object).toMatchObject({ language: "ru" });
    expect((await actorOf(account, "en-US")) as object).toMatchObject({ language: "en" });
    // An update that tells no language, or one that we don't speak, takes back nothing.
    expect((await actorOf(account)) as object).toMatchObject({ language: "en" });
    expect((await actorOf(account, "uz")) as object).toMatchObject({ language: "en" });
    good(await town.as(account, (work) => setLanguage(work, { language: "ru" })));
    expect((await actorOf(account, "en-US")) as object).toMatchObject({ language: "ru" });
    expect(await town.as(account, (work) => setLanguage(work, { language: "fr" }))).toMatchObject({
      code: "bad-language",
    });

    good(await town.as(account, (work) => moveOut(work, { personId, unitId: unit.id })));
    expect((await actorOf(account)) as object).toMatchObject({ kind: "person", occupancies: [] });
    expect(await town.as(account, (work) => moveOut(work, { personId, unitId: unit.id }))).toMatchObject({
      ok: false,
    });
  });

  it("forgets that an account can't be reached as soon as it writes, and follows its chat", async () => {
    const account = admin.account;
    await town.database.transaction((tx) =>
      markUnreachable(tx, { platform: "slack", chatId: account.chatId, reason: "blocked", now: town.now }),
    );
    const identity = () =>
      town.database.read.identity.findFirstOrThrow({ where: { externalId: account.externalId } });
    expect(await identity()).toMatchObject({ unreachableReason: "blocked", unreachableSince: town.now });
    await actorOf({ ...account, chatId: "D-new" });
    expect(await identity()).toMatchObject({
      unreachableReason: null,
      unreachableSince: null,
      chatId: "D-new",
    });
    await actorOf(account);
  });

  it("pairs many roles and units of a person once each", async () => {
    const [a, b] = [await town.unit("46"), await town.unit("47")];
    const { account, personId } = await town.staff("Busy", "manager", a.buildingId);
    await town.asSystem(async ({ tx }) => {
      const { companyId } = town;
      await tx.role.create({ data: { companyId, personId, kind: "accountant" } });
      for (const unit of [a, b]) {
        await tx.occupancy.create({
          data: { companyId, personId, unitId: unit.id, kind: "owner", from: town.now },
        });
      }
      await tx.occupancy.create({
        data: { companyId, personId, unitId: b.id, kind: "tenant", from: new Date(0), to: town.now },
      });
    });
    const actor = await actorOf(account);
    if (actor.kind !== "person") throw new Error("not known");
    expect(actor.roles.map(({ kind: role }) => role).sort()).toEqual(["accountant", "manager"]);
    expect(actor.occupancies.map(({ unitId }) => unitId).sort()).toEqual([a.id, b.id].sort());
  });

  it("finds units by number and by the words of the address", async () => {
    await town.asSystem(async ({ tx }) => {
      const building = await tx.building.create({
        data: { companyId: town.companyId, address: "ул. Гагарина, д. 12", timeZone: "UTC", language: "ru" },
      });
      await tx.unit.create({ data: { companyId: town.companyId, buildingId: building.id, number: "45" } });
    });
    const find = async (query: string) =>
      (await findUnits(town.database.read as never, town.companyId, query)).map(({ address }) => address);
    expect(await find("45")).toEqual(["Ленина 1", "ул. Гагарина, д. 12"]);
    expect(await find("Гагарина 12, 45")).toEqual(["ул. Гагарина, д. 12"]);
    expect(await find("ленина 1 кв. 45")).toEqual(["Ленина 1"]);
    expect(await find("Гагарина 1, 45")).toEqual([]);
    expect(await find("450")).toEqual([]);
  });
});
