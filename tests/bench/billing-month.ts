import { monitorEventLoopDelay } from "node:perf_hooks";
import { accountState } from "../../src/core/billing/accounts/account-state.ts";
import { balanceOf } from "../../src/core/billing/ledger/balance.ts";
import { verifyLedger } from "../../src/core/billing/ledger/verify-ledger.ts";
import { approveMonth, publishMonth } from "../../src/core/billing/month/decide-month.ts";
import { runCharging } from "../../src/core/billing/month/run-charging.ts";
import { runPublishing } from "../../src/core/billing/month/run-publishing.ts";
import { startMonth } from "../../src/core/billing/month/start-month.ts";
import { linesOfReceipts } from "../../src/core/billing/receipt-lines.ts";
import { volumesByMeters } from "../../src/core/meters/volumes/volumes-by-meters.ts";
import { runWork } from "../../src/core/work/run-work.ts";
import { openDatabase } from "../../src/database/open-database.ts";
import { settleBilling } from "./billing-town.ts";
import { benchVault, silentCore } from "./settlement.ts";
import { vacuum } from "./vacuum.ts";

export interface BillingResult {
  chargeSeconds: number;
  postSeconds: number;
  /** Of this process while both ran: on a busy machine this says more than the time on the wall. */
  cpuSeconds: number;
  receipts: number;
  /** Of the event loop while both ran, milliseconds. */
  lagP99: number;
  lagMax: number;
  /** Reading what a bill's text is made of, milliseconds. */
  billP99: number;
  balanceP99: number;
  faults: string[];
}

const p99 = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.99)] ?? 0;

/** Charges and posts a month of so many flats, then reads bills. */
export const measureBilling = async (url: string, units: number): Promise<BillingResult> => {
  const database = await openDatabase(url);
  const core = silentCore(database, benchVault());
  const { companyId, accountant, month } = await settleBilling(core, units);
  await vacuum(url);
  const as = { actor: accountant, channel: "bench" };
  const started = await runWork(core, as, (work) => startMonth(work, { companyId, month }));
  if (!started.ok) throw new Error(started.code);
  const { monthId } = started.value;
  const lag = monitorEventLoopDelay({ resolution: 1 });
  lag.enable();
  const begun = performance.now();
  const cpu = process.cpuUsage();
  await runCharging({ core, volumes: volumesByMeters }, monthId, 1);
  const charged = performance.now();
  await runWork(core, as, (work) => approveMonth(work, { monthId }));
  await runWork(core, as, (work) => publishMonth(work, { monthId }));
  const approved = performance.now();
  await runPublishing(core, monthId, 1);
  const posted = performance.now();
  const { user, system } = process.cpuUsage(cpu);
  lag.disable();
  const db = database.read;
  const some = await db.receipt.findMany({ where: { monthId }, take: 500, skip: Math.floor(units / 2) });
  const bills: number[] = [];
  const balances: number[] = [];
  for (const { id, accountId } of some) {
    const at = performance.now();
    await linesOfReceipts(db, [id]);
    await accountState(db, accountId);
    bills.push(performance.now() - at);
    const then = performance.now();
    await balanceOf(db, `receivable:${accountId}`, `${month}-28`);
    balances.push(performance.now() - then);
  }
  const result = {
    chargeSeconds: (charged - begun) / 1000,
    postSeconds: (posted - approved) / 1000,
    cpuSeconds: (user + system) / 1e6,
    receipts: await db.receipt.count({ where: { monthId } }),
    lagP99: lag.percentile(99) / 1e6,
    lagMax: lag.max / 1e6,
    billP99: p99(bills),
    balanceP99: p99(balances),
    faults: await verifyLedger(db, companyId),
  };
  await database.close();
  return result;
};
