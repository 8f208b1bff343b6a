import { renderView } from "../../src/adapters/telegram/outbound/render-view.ts";
import { billView } from "../../src/chat/receipts/bill-view.ts";
import { debtView } from "../../src/chat/receipts/debt-view.ts";
import { historyView } from "../../src/chat/receipts/history-view.ts";
import { whyView } from "../../src/chat/receipts/why-view.ts";
import { createTranslator } from "../../src/chat/translator.ts";
import type { View } from "../../src/chat/view.ts";
import { addDays } from "../../src/core/billing/calendar.ts";
import { ageingOn, collectionOf } from "../../src/core/billing/debts/ageing.ts";
import { debtorPages, debtsInAll, largestDebtors } from "../../src/core/billing/debts/debtors.ts";
import { approveMonth, publishMonth } from "../../src/core/billing/month/decide-month.ts";
import { runCharging } from "../../src/core/billing/month/run-charging.ts";
import { runPublishing } from "../../src/core/billing/month/run-publishing.ts";
import { startMonth } from "../../src/core/billing/month/start-month.ts";
import { volumesByMeters } from "../../src/core/meters/volumes/volumes-by-meters.ts";
import { accountDebt } from "../../src/core/receipts/account-debt.ts";
import { billOf } from "../../src/core/receipts/bill.ts";
import { billReaders, deliveredAtOnce } from "../../src/core/receipts/deliver-receipts.ts";
import { accountHistory, accountPayments } from "../../src/core/receipts/history.ts";
import { receiptPapers } from "../../src/core/receipts/receipt-paper.ts";
import { newestReceipts } from "../../src/core/receipts/view-receipt.ts";
import type { Core } from "../../src/core/work/core.ts";
import { runWork } from "../../src/core/work/run-work.ts";
import { openDatabase } from "../../src/database/open-database.ts";
import { localesFolder } from "../../src/package-paths.ts";
import { type BillingTown, settleBilling } from "./billing-town.ts";
import { benchVault, silentCore } from "./settlement.ts";

const { translate } = createTranslator(localesFolder);

/** Milliseconds at the 99th percentile, by what is asked for. */
export type BillTimes = Record<string, number>;

const measured = async <T>(
  times: BillTimes,
  name: string,
  over: readonly T[],
  act: (one: T) => Promise<View | unknown>,
): Promise<void> => {
  const taken: number[] = [];
  for (const one of over) {
    const began = performance.now();
    await act(one);
    taken.push(performance.now() - began);
  }
  times[name] = taken.sort((a, b) => a - b)[Math.floor(taken.length * 0.99)] ?? 0;
};

const drawn = (view: View): unknown => renderView(view, { language: "ru", translate, inPrivate: true });

/** A company with so many published receipts: the texts that its residents ask for, and its staff's list of debtors. */
export const measureBills = async (url: string, units: number): Promise<BillTimes> => {
  const database = await openDatabase(url);
  const core = silentCore(database, benchVault());
  const town = await settleBilling(core, units);
  await publish(core, town);
  const { companyId, accountant } = town;
  const db = database.read;
  const { id: monthId } = await db.billingMonth.findFirstOrThrow({ where: { companyId } });
  const some = await db.receipt.findMany({
    where: { monthId, position: { gte: Math.floor(units / 2) } },
    orderBy: { position: "asc" },
    take: 300,
  });
  const times: BillTimes = {};
  const now = core.clock.now();
  await measured(times, "/bills", some, async ({ unitId }) => {
    const [newest] = await newestReceipts(db, accountant, [unitId]);
    const bill = await billOf(db, newest?.id ?? "");
    if (bill) drawn(billView(bill, now));
  });
  await measured(times, "why", some, async ({ id }) => {
    const [paper] = await receiptPapers(db, core.vault, [id], { personal: true, now });
    if (paper) drawn(whyView(paper));
  });
  await measured(times, "debt", some, async ({ id, accountId }) =>
    drawn(
      debtView(await accountDebt(db, accountId), { receiptId: id, currency: "RUB", today: "2099-01-01" }),
    ),
  );
  await measured(times, "history", some, async ({ accountId }) =>
    drawn(historyView(await accountHistory(db, accountId), await accountPayments(db, accountId, 12), "RUB")),
  );
  const chunks = Array.from({ length: 30 }, (_, at) => Math.floor(units / 2) + at * deliveredAtOnce);
  await measured(times, "readers of 50", chunks, async (first) =>
    billReaders(db, { companyId, monthId, first, last: first + deliveredAtOnce - 1, now }),
  );
  // Nobody has paid, and all of it is late.
  const today = addDays(some[0]?.due ?? "", 40);
  const where = { companyId, buildingId: null };
  await measured(times, "debtors", [1, 2, 3], () => largestDebtors(db, { ...where, today }, 30));
  await measured(times, "debts in all", [1, 2, 3], () => debtsInAll(db, { ...where, today }));
  const pages = debtorPages(db, { companyId, today });
  await measured(times, "debtors of 1000", Array(20).fill(0), () => pages.next());
  await measured(times, "ageing", [1, 2, 3], () => ageingOn(db, { ...where, today }));
  await measured(times, "collection", [1, 2, 3], () => collectionOf(db, { ...where, months: 12 }));
  await database.close();
  return times;
};

const publish = async (core: Core, { companyId, accountant, month }: BillingTown): Promise<void> => {
  const as = { actor: accountant, channel: "bench" };
  const started = await runWork(core, as, (work) => startMonth(work, { companyId, month }));
  if (!started.ok) throw new Error(started.code);
  const { monthId } = started.value;
  await runCharging({ core, volumes: volumesByMeters }, monthId, 1);
  await runWork(core, as, (work) => approveMonth(work, { monthId }));
  await runWork(core, as, (work) => publishMonth(work, { monthId }));
  await runPublishing(core, monthId, 1);
};
