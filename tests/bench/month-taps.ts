import { type ChildProcess, fork } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { pino } from "pino";
import { compose } from "../../src/compose.ts";
import { approveMonth, publishMonth } from "../../src/core/billing/month/decide-month.ts";
import { startMonth } from "../../src/core/billing/month/start-month.ts";
import type { Core } from "../../src/core/work/core.ts";
import { runWork } from "../../src/core/work/run-work.ts";
import { openDatabase } from "../../src/database/open-database.ts";
import { unpaced } from "../../src/delivery/limits.ts";
import { settleBilling } from "./billing-town.ts";
import type { Latencies, Platforms } from "./crowd-load.ts";
import { ask, configOf, told } from "./latency.ts";
import { benchVault, settle, silentCore } from "./settlement.ts";

export interface MonthTaps {
  quiet: Latencies;
  charging: Latencies;
  publishing: Latencies;
  /** Whether the month was still on its way when the taps ended: else they were partly quiet, too. */
  chargingOutlasted: boolean;
  publishingOutlasted: boolean;
}

export interface MonthTapsPlan {
  units: number;
  perSecond: number;
  seconds: number;
}

/** Residents tap while the month of their company is charged, and while it is published, by jobs of the same process. */
export const measureMonthTaps = async (
  url: string,
  folder: string,
  { units, ...load }: MonthTapsPlan,
): Promise<MonthTaps> => {
  const crowd = fork(fileURLToPath(new URL("./crowd.js", import.meta.url)));
  try {
    const platforms = await told<Platforms>(crowd);
    const database = await openDatabase(url);
    const core = silentCore(database, benchVault());
    await settle(core, platforms.residents);
    const { companyId, accountant, month } = await settleBilling(core, units);
    await database.close();
    const domovoy = await compose(configOf(url, folder, platforms), {
      logger: pino({ level: "error" }),
      onFatal: (fault) => console.error(fault.message),
      limits: { paces: unpaced },
    });
    try {
      await ask(crowd, "prepare");
      const as = { actor: accountant, channel: "bench" };
      // What is compiled and read on the way is not what is to be compared.
      await taps(crowd, load);
      const quiet = await taps(crowd, load);
      const started = await runWork(domovoy.core, as, (work) => startMonth(work, { companyId, month }));
      if (!started.ok) throw new Error(started.code);
      const { monthId } = started.value;
      const charging = await taps(crowd, load);
      const chargingOutlasted = (await stateOf(domovoy.core, monthId)) === "charging";
      await reached(domovoy.core, monthId, "charged");
      await runWork(domovoy.core, as, (work) => approveMonth(work, { monthId }));
      await runWork(domovoy.core, as, (work) => publishMonth(work, { monthId }));
      const publishing = await taps(crowd, load);
      const publishingOutlasted = (await stateOf(domovoy.core, monthId)) === "publishing";
      await reached(domovoy.core, monthId, "published");
      return { quiet, charging, publishing, chargingOutlasted, publishingOutlasted };
    } finally {
      await domovoy.stop();
    }
  } finally {
    crowd.disconnect();
  }
};

const taps = (crowd: ChildProcess, load: { perSecond: number; seconds: number }): Promise<Latencies> =>
  ask<Latencies>(crowd, load);

const stateOf = async ({ database }: Core, monthId: string): Promise<string> =>
  (await database.read.billingMonth.findUniqueOrThrow({ where: { id: monthId }, select: { state: true } }))
    .state;

const reached = async (core: Core, monthId: string, state: string): Promise<void> => {
  while ((await stateOf(core, monthId)) !== state) await sleep(100);
};
