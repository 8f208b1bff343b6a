import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { setWhoGets } from "../../../src/core/directory/set-who-gets.ts";
import { audienceOf, audiences, noticeKinds, peopleWhoGet } from "../../../src/core/directory/who-gets.ts";
import { databases } from "../../support/databases.ts";
import { createTown, good, type Town } from "./support/town.ts";

describe.each(databases)("who gets what on $name", (kind) => {
  let town: Town;
  let olga: Awaited<ReturnType<Town["staff"]>>;
  let tenantId: string;
  beforeAll(async () => {
    town = await createTown(kind);
    olga = await town.staff("Olga", "manager");
    const { id: unitId } = await town.unit("45");
    tenantId = await town.asSystem(async ({ tx, vault }) => {
      const { companyId } = town;
      const { id } = await tx.person.create({ data: { companyId, nameSealed: vault.seal("Tenant") } });
      const hour = 3_600_000;
      const held = { companyId, personId: id, unitId, from: new Date(town.now.getTime() - hour) };
      await tx.occupancy.create({ data: { ...held, kind: "tenant" } });
      await tx.occupancy.create({ data: { ...held, kind: "household" } });
      return id;
    });
  });
  afterAll(() => town.close());

  const read = () => town.database.read;
  const people = (noticeKind: (typeof noticeKinds)[number], more = {}) =>
    peopleWhoGet(read(), {
      companyId: town.companyId,
      kind: noticeKind,
      now: town.now,
      size: 100,
      ...more,
    });

  it("begins as the house rules say: daily life for all, property for owners", async () => {
    expect(await audienceOf(read(), town.companyId, "outage")).toEqual(["owner", "tenant", "household"]);
    expect(await audienceOf(read(), town.companyId, "booking")).toEqual(["owner", "tenant"]);
    expect(await audienceOf(read(), town.companyId, "bill")).toEqual(["owner"]);
    expect(await audienceOf(read(), town.companyId, "vote")).toEqual(["owner"]);
  });

  it("names each person once, page by page, and nobody who left", async () => {
    const all = await people("outage");
    expect(all).toContain(tenantId);
    expect(new Set(all).size).toBe(all.length);
    expect(await people("bill")).not.toContain(tenantId);
    const paged: string[] = [];
    for (let page = await people("outage", { size: 2 }); page.length > 0; ) {
      paged.push(...page);
      page = await people("outage", { size: 2, after: page.at(-1) });
    }
    expect(paged).toEqual(all);
    const { id: unit45 } = await town.unit("45");
    expect(await people("outage", { unitIds: [unit45] })).toHaveLength(3);
    expect(await people("outage", { entrance: "9" })).toEqual([]);
    const later = new Date(town.now.getTime() + 1000);
    await town.asSystem(({ tx }) =>
      tx.occupancy.updateMany({ where: { personId: tenantId }, data: { to: later } }),
    );
    expect(await people("outage", { now: new Date(later.getTime() + 1) })).not.toContain(tenantId);
    await town.asSystem(({ tx }) =>
      tx.occupancy.updateMany({ where: { personId: tenantId }, data: { to: null } }),
    );
  });

  it("is changed by an administrator or manager, and audited with before and after", async () => {
    const changed = good(
      await town.as(olga.account, (work) => setWhoGets(work, { bill: ["owner", "tenant"], vote: ["owner"] })),
    );
    expect(changed).toEqual({ changed: ["bill"] });
    expect(await people("bill")).toContain(tenantId);
    const rules = await audiences(read(), town.companyId);
    expect(rules.map(({ kind: each }) => each)).toEqual([...noticeKinds]);
    const entry = await read().auditEntry.findFirstOrThrow({ where: { act: "notices.set" } });
    expect(JSON.parse(town.vault.open(entry.detailSealed ?? ""))).toEqual({
      before: { bill: ["owner"] },
      after: { bill: ["owner", "tenant"] },
    });
  });

  it("can't leave out whom the law has told, nor everybody, nor be changed by a dispatcher", async () => {
    const set = (input: Parameters<typeof setWhoGets>[1], account = olga.account) =>
      town.as(account, (work) => setWhoGets(work, input));
    expect(await set({ vote: ["tenant"] })).toMatchObject({ code: "owners-must", params: { kind: "vote" } });
    expect(await set({ outage: [] })).toMatchObject({ code: "nobody", params: { kind: "outage" } });
    const { account } = await town.staff("Masha", "dispatcher");
    expect(await set({ outage: ["owner"] }, account)).toMatchObject({ code: "forbidden" });
    expect(await audienceOf(read(), town.companyId, "outage")).toHaveLength(3);
  });
});
