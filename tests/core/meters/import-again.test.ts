import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { FileStore } from "../../../src/core/files/file-store.ts";
import { giveReading } from "../../../src/core/meters/give-reading.ts";
import { importAddress } from "../../../src/core/meters/import/read-readings.ts";
import { runReadingsImport } from "../../../src/core/meters/import/run-import.ts";
import { databases } from "../../support/databases.ts";
import { type BillingTown, openBillingTown } from "../billing/billing-town.ts";
import { must } from "../requests/request-desk.ts";

describe.each(databases)("A table of readings that is written again on $name", (kind) => {
  let town: BillingTown;
  const files = new Map<string, Buffer>();
  const store: FileStore = {
    put: async (address, sealed) => void files.set(address, sealed),
    get: async (address) => files.get(address) ?? Buffer.alloc(0),
    has: async (address) => files.has(address),
    remove: async (address) => void files.delete(address),
  };
  beforeAll(async () => {
    town = await openBillingTown(kind);
  });
  afterAll(() => town.end());

  const confirmed = (source: string) =>
    town.database.transaction(async (tx) =>
      tx.readingImport.create({
        data: {
          companyId: town.companyId,
          platform: "slack",
          source,
          externalId: source,
          nameSealed: town.vault.seal(source),
          address: "ул. Ленина, 1",
          state: "importing",
          preview: { readings: 1 },
          rows: 1,
          broughtBy: town.manager.personId,
          decidedAt: town.time.now,
          createdAt: town.time.now,
        },
      }),
    );
  const write = async (importId: string, table: string) => {
    await store.put(importAddress(town.vault, importId), town.vault.sealBytes(Buffer.from(table)));
    await runReadingsImport({ core: town.core, store }, importId);
    return town.db.readingImport.findUniqueOrThrow({ where: { id: importId } });
  };
  const standing = async () =>
    (await town.db.reading.findMany({ where: { replacedAt: null }, orderBy: { id: "asc" } })).map(
      (reading) => `${reading.kind} ${reading.day} ${reading.value}`,
    );

  test("after it was killed leaves a new meter with what it began with, and nothing else", async () => {
    const { id } = await confirmed("new");
    const table = "Квартира;Номер счетчика;Вид;Показание;Дата\n1;B-9;ХВС;10;01.04.2026\n";
    expect((await write(id, table)).state).toBe("imported");
    expect(await standing()).toEqual(["initial 2026-04-01 10000"]);
    // Killed before it could say that it was done.
    await town.database.transaction((tx) =>
      tx.readingImport.update({ where: { id }, data: { state: "importing" } }),
    );
    const again = await write(id, table);
    expect(again).toMatchObject({ state: "imported", preview: { readings: 1, refused: [] } });
    expect(await standing()).toEqual(["initial 2026-04-01 10000"]);
  });

  test("doesn't replace what was read later, and tells which row was refused", async () => {
    const { id: meterId } = await town.db.meter.findFirstOrThrow();
    town.time.now = new Date("2026-04-24T09:00:00Z");
    must(
      await town.as(town.manager, (work) =>
        giveReading(work, { meterId, zone: "", value: 15_000n, day: "2026-04-24", source: "staff" }),
      ),
    );
    const { id } = await confirmed("old");
    const table = "Номер счетчика;Показание;Дата\nB-9;12;21.04.2026\n";
    expect(await write(id, table)).toMatchObject({ state: "imported", preview: { refused: [2] } });
    expect(await standing()).toEqual(["initial 2026-04-01 10000", "monthly 2026-04-24 15000"]);
    const refused = await town.db.auditEntry.findFirstOrThrow({ where: { outcome: "older" } });
    expect(refused).toMatchObject({ act: "reading.give" });
    // A newer table does.
    const { id: newer } = await confirmed("newer");
    await write(newer, "Номер счетчика;Показание;Дата\nB-9;16;24.04.2026\n");
    expect((await standing()).at(-1)).toBe("monthly 2026-04-24 16000");
  });
});
