import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor, RoleGrant } from "../../../src/core/access/actor.ts";
import { changeCompany } from "../../../src/core/directory/change-company.ts";
import { type CategoryChange, changeCategory } from "../../../src/core/requests/change-category.ts";
import { runWork } from "../../../src/core/work/run-work.ts";
import { databases } from "../../support/databases.ts";
import { createTown, type Town } from "../directory/support/town.ts";

describe.each(databases)("what an administrator sets, on $name", (database) => {
  let town: Town;
  beforeAll(async () => {
    town = await createTown(database);
  });
  afterAll(() => town.close());

  const staff = (kind: RoleGrant["kind"]): Actor => ({
    kind: "person",
    companyId: town.companyId,
    personId: kind,
    language: "ru",
    account: null,
    roles: [{ kind, buildingId: null }],
    occupancies: [],
  });
  const change = (input: Partial<CategoryChange>, kind: RoleGrant["kind"] = "administrator") =>
    runWork(town.core, { actor: staff(kind), channel: "slack" }, (work) =>
      changeCategory(work, {
        titles: { ru: "Шлагбаум", en: "Gate" },
        emergency: false,
        active: true,
        ...input,
      }),
    );
  const category = (key: string) =>
    town.database.read.category.findUnique({ where: { companyId_key: { companyId: town.companyId, key } } });

  it("adds a category of the company's own under a default one", async () => {
    const added = await change({ parentKey: "yard" });
    expect(added).toMatchObject({
      ok: true,
      value: { key: "yard.own-1", titles: { ru: "Шлагбаум", en: "Gate" } },
    });
    expect(await change({ parentKey: "yard" })).toMatchObject({ value: { key: "yard.own-2" } });
    expect(await change({ parentKey: "yard.own-1" })).toMatchObject({ ok: false, code: "too-deep" });
  });

  it("renames, raises and switches off", async () => {
    await change({
      key: "lift.fault",
      titles: { ru: "Лифт стоит", en: "Lift stands" },
      emergency: true,
      active: false,
    });
    expect(await category("lift.fault")).toMatchObject({
      emergency: true,
      active: false,
      titles: { en: "Lift stands" },
    });
    const entry = await town.database.read.auditEntry.findFirst({
      where: { act: "category.change", subjectType: "category" },
      orderBy: { id: "desc" },
    });
    expect(entry).toMatchObject({ outcome: "done", role: "administrator" });
  });

  it.each([
    [{ key: "nothing" }, "category-unknown"],
    [{ parentKey: "nothing" }, "category-unknown"],
    [{ titles: { ru: "Ворота", en: " " } }, "title-missing"],
  ])("refuses %j", async (input, code) => {
    expect(await change(input)).toMatchObject({ ok: false, code });
  });

  it("is the administrator's alone", async () => {
    expect(await change({}, "manager")).toMatchObject({ ok: false, code: "forbidden" });
    const mark = (kind: RoleGrant["kind"], replyMark: string) =>
      runWork(town.core, { actor: staff(kind), channel: "slack" }, (work) =>
        changeCompany(work, { replyMark, language: "en" }),
      );
    expect(await mark("manager", ">>")).toMatchObject({ code: "forbidden" });
    expect(await mark("administrator", "a!")).toMatchObject({ code: "bad-mark" });
    expect(await mark("administrator", ">>")).toMatchObject({ ok: true });
    expect(await town.database.read.company.findFirst()).toMatchObject({ replyMark: ">>", language: "en" });
  });
});
