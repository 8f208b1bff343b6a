import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sealAudit } from "../../../src/core/audit/seal-audit.ts";
import { verifyAudit } from "../../../src/core/audit/verify-audit.ts";
import { runWork } from "../../../src/core/work/run-work.ts";
import { databases } from "../../support/databases.ts";
import { pastTheGuards } from "../../support/past-the-guards.ts";
import { createTown, type Town } from "../directory/support/town.ts";

describe.each(databases)("the audit chain on $name", (database) => {
  let town: Town;
  beforeAll(async () => {
    town = await createTown(database);
    for (let index = 0; index < 20; index += 1) {
      const actor = { kind: "system", name: "test", companyId: town.companyId } as const;
      await runWork(town.core, { actor, channel: "cli" }, async (work) =>
        work.audit({
          act: "test.act",
          subjectType: "test",
          subjectId: String(index),
          after: { name: "Анна" },
        }),
      );
    }
    await sealAudit(town.database);
  });
  afterAll(() => town.close());

  const entries = () =>
    town.database.read.auditEntry.findMany({ where: { act: "test.act" }, orderBy: { id: "asc" } });

  it("is whole when nobody touched it, also when it grows", async () => {
    expect(await verifyAudit(town.database.read)).toEqual([]);
    expect(await sealAudit(town.database)).toBe(0);
    expect((await entries()).every(({ hash }) => hash !== null)).toBe(true);
  });

  it("keeps what happened sealed", async () => {
    expect(JSON.stringify(await entries())).not.toContain("Анна");
  });

  it.each([
    [
      "changed",
      (id: number) =>
        pastTheGuards(town.database, (tx) =>
          tx.auditEntry.update({ where: { id }, data: { role: "nobody" } }),
        ),
    ],
    [
      "removed",
      (id: number) => pastTheGuards(town.database, (tx) => tx.auditEntry.delete({ where: { id } })),
    ],
  ])("shows an entry that was %s", async (_what, tamper) => {
    const before = await entries();
    const victim = before[10];
    if (!victim) throw new Error("no entry");
    await tamper(victim.id);
    const [broken] = await verifyAudit(town.database.read);
    expect(broken?.companyId).toBe(town.companyId);
    expect(broken?.entryId).toBeGreaterThanOrEqual(victim.id);
    await pastTheGuards(town.database, (tx) =>
      tx.auditEntry.upsert({
        where: { id: victim.id },
        create: { ...victim },
        update: { role: victim.role },
      }),
    );
    expect(await verifyAudit(town.database.read)).toEqual([]);
  });
});
