import type { Actor, PersonActor } from "../../../src/core/access/actor.ts";
import { onOwnersChanged } from "../../../src/core/billing/accounts/owners/on-owners-changed.ts";
import { verifyLedger } from "../../../src/core/billing/ledger/verify-ledger.ts";
import {
  approveMonth,
  closeMonth,
  publishMonth,
  publishQueue,
} from "../../../src/core/billing/month/decide-month.ts";
import { countPenalties, forecastPenalties } from "../../../src/core/billing/month/month-penalties.ts";
import { onRegisterChanged } from "../../../src/core/billing/month/on-register-changed.ts";
import {
  type RecalculationJob,
  recalculateQueue,
  runRecalculation,
} from "../../../src/core/billing/month/recalculate.ts";
import { type DraftedReceipt, unpackDrafts } from "../../../src/core/billing/month/receipt-batch.ts";
import { runCharging } from "../../../src/core/billing/month/run-charging.ts";
import { runPublishing } from "../../../src/core/billing/month/run-publishing.ts";
import { chargeQueue, startMonth } from "../../../src/core/billing/month/start-month.ts";
import { linesOfReceipts } from "../../../src/core/billing/receipt-lines.ts";
import { type Volumes, type VolumesOf, volumesByNorm } from "../../../src/core/billing/volumes.ts";
import { createKeyRing } from "../../../src/core/crypto/key-ring.ts";
import { createVault } from "../../../src/core/crypto/vault.ts";
import type { DomainEvent } from "../../../src/core/events.ts";
import type { Core } from "../../../src/core/work/core.ts";
import type { JobDraft } from "../../../src/core/work/job-draft.ts";
import { runWork } from "../../../src/core/work/run-work.ts";
import type { Work } from "../../../src/core/work/work.ts";
import { openDatabase } from "../../../src/database/open-database.ts";
import type { RoleKind, TariffMethod } from "../../../src/database/types.ts";
import type { DatabaseKind } from "../../support/databases.ts";
import { must } from "../requests/request-desk.ts";

export type BillingTown = Awaited<ReturnType<typeof openBillingTown>>;

export const billingKeys = [Buffer.alloc(32, 7)];

/** A company of two houses with prices, an accountant, and its jobs done when asked. */
export const openBillingTown = async (kind: DatabaseKind, policyPack = "ru") => {
  const place = await kind.create();
  const database = await openDatabase(place.url);
  const vault = createVault(createKeyRing(billingKeys));
  const time = { now: new Date("2026-04-02T09:00:00Z") };
  const heard: DomainEvent[] = [];
  const jobs: JobDraft[] = [];
  const meters: { answer: VolumesOf } = { answer: volumesByNorm };
  const core: Core = {
    database,
    clock: { now: () => time.now },
    vault,
    subscribers: [onOwnersChanged, onRegisterChanged, async (_work, event) => void heard.push(event)],
    enqueueJobs: async (_tx, drafts) => void jobs.push(...drafts),
    committed: () => {},
  };
  const company = await database.transaction((tx) =>
    tx.company.create({ data: { name: "Дом", policyPack } }),
  );
  const companyId = company.id;
  const house = async (address: string, areas: readonly (number | null)[]) => {
    const { id: buildingId } = await database.transaction((tx) =>
      tx.building.create({ data: { companyId, address, timeZone: "Europe/Moscow", language: "ru" } }),
    );
    const unitIds = await database.transaction(async (tx) => {
      const ids: string[] = [];
      for (const [at, area] of areas.entries())
        ids.push(
          (await tx.unit.create({ data: { companyId, buildingId, number: String(at + 1), area } })).id,
        );
      return ids;
    });
    return { buildingId, unitIds };
  };
  const lenina = await house("ул. Ленина, 1", [5470, 3650, 6120, 4400, 9860]);
  const mira = await house("ул. Мира, 2", [5050, 4550]);
  const person = async (role: RoleKind): Promise<PersonActor> => {
    const row = await database.transaction((tx) =>
      tx.person.create({ data: { companyId, nameSealed: vault.seal(role) } }),
    );
    return {
      kind: "person",
      companyId,
      personId: row.id,
      language: "ru",
      account: { platform: "slack", externalId: row.id, chatId: row.id },
      roles: [{ kind: role, buildingId: null }],
      occupancies: [],
    };
  };
  const [accountant, manager, administrator] = [
    await person("accountant"),
    await person("manager"),
    await person("administrator"),
  ];
  const as = <T>(actor: Actor, fn: (work: Work) => Promise<T>): Promise<T> =>
    runWork(core, { actor, channel: "test" }, fn);
  const service = async (
    code: string,
    more: { meterKind?: string; group?: "housing" | "utility" | "capital" } = {},
  ): Promise<string> =>
    (
      await database.transaction((tx) =>
        tx.service.create({
          data: {
            companyId,
            code,
            names: { ru: code, en: code },
            measure: "m2",
            createdAt: time.now,
            ...more,
          },
        }),
      )
    ).id;
  const tariff = (
    serviceId: string,
    method: TariffMethod,
    price: bigint | null,
    more: Record<string, unknown> = {},
  ) =>
    database.transaction((tx) =>
      tx.tariff.create({
        data: { companyId, serviceId, method, price, from: "2025-01-01", createdAt: time.now, ...more },
      }),
    );
  /** Does the jobs that were asked for, and those that they ask for. */
  const work = async (): Promise<void> => {
    for (let job = jobs.shift(); job; job = jobs.shift()) {
      const { queue, payload } = job;
      const [monthId, run] = [String(payload.monthId), Number(payload.run)];
      if (queue === chargeQueue) {
        await forecastPenalties(core, monthId, run);
        await runCharging({ core, volumes: (db, question) => meters.answer(db, question) }, monthId, run);
      }
      if (queue === recalculateQueue)
        await runRecalculation(
          { core, volumes: (db, question) => meters.answer(db, question) },
          payload as unknown as RecalculationJob,
        );
      if (queue === publishQueue) {
        await runPublishing(core, monthId, run);
        await countPenalties(core, monthId);
      }
    }
  };
  const start = async (month: string): Promise<string> => {
    const { monthId } = must(await as(manager, (w) => startMonth(w, { companyId, month })));
    await work();
    return monthId;
  };
  const publish = async (monthId: string): Promise<void> => {
    must(await as(accountant, (w) => approveMonth(w, { monthId })));
    must(await as(accountant, (w) => publishMonth(w, { monthId })));
    await work();
  };
  const receipts = (monthId: string) =>
    database.read.receipt.findMany({ where: { monthId }, orderBy: { position: "asc" } });
  const draftsOf = async (monthId: string): Promise<DraftedReceipt[]> => {
    const batches = await database.read.receiptBatch.findMany({
      where: { monthId },
      orderBy: { position: "asc" },
    });
    return batches.flatMap(({ drafts }) => unpackDrafts(drafts));
  };
  return {
    url: place.url,
    house,
    core,
    database,
    db: database.read,
    vault,
    time,
    heard,
    jobs,
    meters,
    companyId,
    lenina,
    mira,
    accountant,
    manager,
    administrator,
    as,
    service,
    tariff,
    work,
    start,
    publish,
    receipts,
    /** What is not issued yet. */
    draftsOf,
    /** Charges and publishes a month. */
    month: async (month: string): Promise<string> => {
      const monthId = await start(month);
      await publish(monthId);
      return monthId;
    },
    close: async (monthId: string) => must(await as(accountant, (w) => closeMonth(w, { monthId }))),
    linesOf: async (receiptId: string) =>
      (await linesOfReceipts(database.read, [receiptId])).get(receiptId) ?? [],
    receiptOf: async (monthId: string, unitId: string) =>
      database.read.receipt.findFirstOrThrow({ where: { monthId, unitId }, orderBy: { position: "asc" } }),
    accountOf: async (unitId: string) =>
      database.read.billingAccount.findFirstOrThrow({ where: { unitId }, orderBy: { opened: "desc" } }),
    faults: () => verifyLedger(database.read, companyId),
    end: async (): Promise<void> => {
      await database.close();
      await place.drop();
    },
  };
};

/** Meters that answer what a test says. */
export const metersSay =
  (volumes: Volumes): VolumesOf =>
  async (_db, { units }) => ({
    units: volumes.units.filter(({ unitId }) => units.some((unit) => unit.unitId === unitId)),
    house: volumes.house,
  });
