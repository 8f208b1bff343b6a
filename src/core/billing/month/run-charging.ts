import type { Provider } from "../../../database/db.ts";
import { growthSteps, refreshStatistics } from "../../../database/refresh-statistics.ts";
import type { BillingMonthModel } from "../../../database/types.ts";
import { atMostEvery } from "../../work/at-most-every.ts";
import type { Core } from "../../work/core.ts";
import { inLanes } from "../../work/in-lanes.ts";
import { peopleFirst } from "../../work/people-first.ts";
import { runWork } from "../../work/run-work.ts";
import type { Work } from "../../work/work.ts";
import { openAccounts, unitsWithoutAccount } from "../accounts/ensure-accounts.ts";
import { packTexts } from "../pack-texts.ts";
import { moneyRules } from "../tariffs/money-rules.ts";
import type { VolumesOf } from "../volumes.ts";
import { draftBuilding, type ReceiptDraft } from "./draft-building.ts";
import { asMonth, shownMs, stillCharging } from "./month-row.ts";
import { type LinePacker, linePacker } from "./pack-lines.ts";
import { pricesOfCompany } from "./prices-of-company.ts";
import { receiptsOfBatch } from "./receipt-batch.ts";
import {
  finishBuilding,
  type PackedDrafts,
  receiptsAtOnce,
  removeDrafts,
  writeBatches,
} from "./write-drafts.ts";

export interface ChargingDeps {
  core: Core;
  volumes: VolumesOf;
}

/** Buildings that are made up side by side: on PostgreSQL one is reckoned while others are read and written. */
const lanes: Readonly<Record<Provider, number>> = { sqlite: 1, postgresql: 3 };

/**
 * The job that drafts a month's receipts, building by building, from where it was interrupted. Drafts that were made
 * before are made anew; a newer run stops an older one.
 */
export const runCharging = async (
  { core, volumes }: ChargingDeps,
  monthId: string,
  run: number,
  signal?: AbortSignal,
): Promise<void> => {
  const db = core.database.read;
  const month = await db.billingMonth.findUnique({ where: { id: monthId } });
  if (month?.state !== "charging" || month.run !== run) return;
  const { companyId } = month;
  const company = await db.company.findUniqueOrThrow({ where: { id: companyId } });
  const question = {
    companyId,
    month: month.month,
    money: moneyRules(company),
    prices: await pricesOfCompany(db, companyId, month.month),
    volumes,
  };
  const buildings = await db.building.findMany({
    where: { companyId },
    orderBy: [{ address: "asc" }, { id: "asc" }],
    select: { id: true },
  });
  const finished = new Set(
    (await db.sharedLines.findMany({ where: { monthId, run }, select: { buildingId: true } })).map(
      ({ buildingId }) => buildingId,
    ),
  );
  const left = buildings
    .map(({ id: buildingId }, at) => ({ buildingId, at }))
    .filter(({ buildingId }) => !finished.has(buildingId));
  let openings = 0;
  const openAll = async (buildingId: string): Promise<void> => {
    const without = await unitsWithoutAccount(db, buildingId);
    while (without.length > 0) {
      const some = without.splice(0, receiptsAtOnce(core.database.provider));
      openings += 1;
      const hasGrown = growthSteps.has(openings);
      await runWork(core, asMonth(companyId), async (work) => {
        if (hasGrown) await refreshStatistics(work.tx, ["BillingAccount"]);
        await openAccounts(work, { companyId, buildingId, month: month.month }, some);
      });
      await peopleFirst();
    }
  };
  let opened = Promise.resolve();
  const isShown = atMostEvery(shownMs);
  let isOurs = true;
  await inLanes(lanes[core.database.provider], left, async ({ buildingId, at }) => {
    if (!isOurs) return;
    // One building after another: numbers of accounts go by addresses, too.
    opened = opened.then(() => openAll(buildingId));
    await opened;
    const draft = await draftBuilding(db, month, { ...question, buildingId });
    const place = { month, buildingId, at, packer: linePacker() };
    const { receipts } = draft;
    for (let from = 0, isLast = false; !isLast; ) {
      signal?.throwIfAborted();
      const drafts = receipts.slice(from, from + receiptsAtOnce(core.database.provider));
      isLast = from + drafts.length === receipts.length;
      const packed = packedBatches(place.packer, drafts, from);
      const going = await runWork(core, asMonth(companyId), async (work) => {
        if (!(await stillCharging(work, month))) return false;
        if (from === 0) await removeDrafts(work, monthId, buildingId);
        await writeBatches(work, place, packed);
        if (!isLast) return true;
        await finishBuilding(work, place, draft);
        if (isShown()) work.announce({ type: "month.changed", companyId, monthId });
        return true;
      });
      if (!going) {
        isOurs = false;
        return;
      }
      from += drafts.length;
      await peopleFirst();
    }
  });
  if (!isOurs) return;
  await runWork(core, asMonth(companyId), (work) => finishCharging(work, month));
};

/** Batches of drafts, the first of them at `from` in their building. */
const packedBatches = (packer: LinePacker, drafts: readonly ReceiptDraft[], from: number): PackedDrafts[] =>
  Array.from({ length: Math.ceil(drafts.length / receiptsOfBatch) }, (_none, at) => {
    const start = at * receiptsOfBatch;
    const receipts = drafts.slice(start, start + receiptsOfBatch);
    return {
      from: from + start,
      receipts,
      lines: packTexts(receipts.map(({ lines }) => packer.pack(lines))),
    };
  });

const finishCharging = async (work: Work, month: BillingMonthModel): Promise<void> => {
  const { id, run, companyId } = month;
  const { count } = await work.tx.billingMonth.updateMany({
    where: { id, run, state: "charging" },
    data: { state: "charged" },
  });
  if (count === 0) return;
  await refreshStatistics(work.tx, ["ReceiptBatch", "BillingAccount"]);
  work.audit({ act: "month.charged", subjectType: "month", subjectId: id, after: { run } });
  work.announce({ type: "month.changed", companyId, monthId: id });
};
