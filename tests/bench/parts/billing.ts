import { measureBilling } from "../billing-month.ts";
import { measureMonthTaps } from "../month-taps.ts";
import type { BenchPart } from "../part.ts";
import { milliseconds } from "../part.ts";

/** A month charged and posted. */
export const billingPart: BenchPart = {
  name: "billing",
  run: async (databases, quick) => {
    const units = quick ? 5_000 : 100_000;
    console.log(`\nA month of ${units} units with 8 services: charged, and posted`);
    const table: Record<string, object> = {};
    for (const { name, create } of databases.makers) {
      const result = await measureBilling(await create(), units);
      if (result.faults.length > 0)
        throw new Error(`the ledger is wrong: ${result.faults.slice(0, 3).join("; ")}`);
      table[name] = {
        "charge, s": result.chargeSeconds.toFixed(1),
        "post, s": result.postSeconds.toFixed(1),
        "processor, s": result.cpuSeconds.toFixed(1),
        receipts: result.receipts,
        "lag p99, ms": result.lagP99.toFixed(1),
        "longest lag, ms": result.lagMax.toFixed(0),
        "bill p99, ms": result.billP99.toFixed(1),
        "balance p99, ms": result.balanceP99.toFixed(1),
      };
    }
    console.table(table);
    console.log(`\nAnswers to taps, 20 a second, while such a month is charged and published`);
    const taps: Record<string, object> = {};
    for (const { name, create } of databases.makers) {
      // So many that the month is not done before the taps are.
      const plan = { units: Math.max(units, 20_000), perSecond: 20, seconds: quick ? 5 : 20 };
      const result = await measureMonthTaps(await create(), databases.folder, plan);
      const { quiet, charging, publishing } = result;
      taps[name] = {
        "quiet p99, ms": milliseconds(quiet.answer.p99),
        "charging p99, ms": milliseconds(charging.answer.p99),
        "charging : quiet": (charging.answer.p99 / quiet.answer.p99).toFixed(2),
        "publishing p99, ms": milliseconds(publishing.answer.p99),
        "publishing : quiet": (publishing.answer.p99 / quiet.answer.p99).toFixed(2),
        lost: quiet.lost + charging.lost + publishing.lost,
        "month outlasted the taps": `${result.chargingOutlasted}, ${result.publishingOutlasted}`,
      };
    }
    console.table(taps);
  },
};
